// `POST /v1/sessions/SESSION/tokens`: an owner makes a token for a viewer, a presenter or a captioning tool of the same session,
// so that a console can give out links without access to the relay's machine. Never one for an owner: that stays with the secret.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

import { errorCodes } from '../../protocol/codes.ts';
import { limits } from '../../protocol/limits.ts';
import { NameSchema, TimeSchema } from '../../protocol/records.ts';
import { isSessionName, sessionNameRule } from '../../protocol/session-name.ts';
import { cleanName, codePointLength } from '../../protocol/text.ts';
import type { Tokens } from '../auth/tokens.ts';
import { createRefusals } from '../streams/refusals.ts';
import { bearerOf, refusedOrigin } from '../streams/stream-request.ts';
import { allowPage } from './allowed-page.ts';
import type { ApiOperation } from './api-document.ts';
import { content, ofSession, problems, withToken } from './api-parts.ts';
import { addPreflight, type AskedByPages } from './asked-by-pages.ts';
import { problemError } from './problems.ts';

export type TokenRouteOptions = AskedByPages & { readonly tokens: Tokens };

const ttlLeastS = 60;
const ttlMostS = 30 * 24 * 3600;
const ttlUsualS = 12 * 3600;
/** Far more than any request needs. */
const bodyMostBytes = 4 * 1024;

const RequestSchema = Type.Object(
  {
    /** `tool`: for the URL of a captioning tool. */
    role: Type.Union([Type.Literal('viewer'), Type.Literal('presenter'), Type.Literal('tool')]),
    name: Type.Optional(NameSchema),
    /** Viewers may read the name too. */
    publicName: Type.Optional(Type.Boolean()),
    /** A viewer may write to the captioners, where not every viewer may. */
    replies: Type.Optional(Type.Boolean()),
    /** How long it is good for, in seconds. */
    ttlS: Type.Optional(Type.Integer({ minimum: ttlLeastS, maximum: ttlMostS })),
  },
  { additionalProperties: false },
);
const requestCheck = Compile(RequestSchema);

const tokenApi: ApiOperation = {
  tags: ['tokens'],
  summary: 'Make a token of the same session, with an owner’s',
  security: withToken('needed'),
  parameters: [ofSession],
  requestBody: { required: true, ...content(RequestSchema, 'application/json') },
  responses: {
    201: {
      description: 'The token',
      ...content(
        Type.Object({ token: Type.String(), role: RequestSchema.properties.role, expiresAt: TimeSchema }),
        'application/json',
      ),
    },
    ...problems(400, 401, 403, 429),
  },
};

/** @throws ProblemError that says what does not fit. */
function readRequest(body: unknown): Static<typeof RequestSchema> {
  if (!requestCheck.Check(body)) {
    const fault = [...requestCheck.Errors(body)].find(({ keyword }) => keyword !== 'boolean');
    const field = fault?.instancePath.slice(1) || 'the body';
    const rule = `give {"role": "viewer", "presenter" or "tool", "name"?, "publicName"?, "replies"?, "ttlS"?: ${ttlLeastS} to ${ttlMostS}}`;
    throw problemError(400, errorCodes.invalid, `${field} does not fit: ${rule}`);
  }
  if (body.name !== undefined && codePointLength(body.name) > limits.nameCodePoints) {
    throw problemError(
      400,
      errorCodes.textTooLong,
      `name has more than ${limits.nameCodePoints} code points`,
    );
  }
  return body;
}

type Route = { Params: { session: string } };

export function addTokenRoutes(app: FastifyInstance, options: TokenRouteOptions): void {
  const { tokens, admission, watch } = options;
  const { refuse, deny } = createRefusals(watch, options.proxies);
  const url = '/v1/sessions/:session/tokens';

  app.post<Route>(
    url,
    { bodyLimit: bodyMostBytes, config: { api: tokenApi } },
    async (request: FastifyRequest<Route>, reply) => {
      const forbidden = refusedOrigin(request.raw, options);
      if (forbidden) return refuse(request, reply, forbidden);
      allowPage(request, reply);
      void reply.header('cache-control', 'no-store');
      const { session } = request.params;
      if (!isSessionName(session)) throw problemError(400, errorCodes.sessionName, sessionNameRule);
      const bearer = bearerOf(request.raw);
      if (bearer === undefined)
        throw problemError(401, errorCodes.token, 'give an owner’s token: Authorization: Bearer TOKEN');
      const admitted = await admission.admit(session, bearer);
      if (admitted.type === 'denied') return deny(request, reply, admitted);
      if (admitted.role !== 'owner') {
        throw problemError(
          403,
          errorCodes.roleForbidden,
          `a ${admitted.role} may not make tokens, an owner may`,
        );
      }
      const { role, name, publicName, replies, ttlS = ttlUsualS } = readRequest(request.body);
      const token =
        role === 'tool'
          ? await tokens.signIngest({ session, ttlS })
          : await tokens.sign({
              session,
              role,
              name: cleanName(name ?? '') || undefined,
              publicName,
              replies,
              ttlS,
            });
      return reply.code(201).send({ token, role, expiresAt: (Math.floor(Date.now() / 1000) + ttlS) * 1000 });
    },
  );
  addPreflight(app, url, options, { methods: 'POST', headers: 'Authorization, Content-Type' });
}
