// `GET /openapi.json`: what the relay answers to, as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1). Each route says what it
// is where it is added (`config.api`), with the schema that it checks by; one that says nothing is no route.
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';

import { errorCodes } from '../../protocol/codes.ts';
import { LineSchema } from '../../protocol/records.ts';
import { packageVersion } from '../package-files.ts';

/** An OpenAPI operation, as far as it is used here. */
export type ApiOperation = {
  readonly tags: readonly [ApiTag];
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly Record<string, readonly string[]>[];
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<number, object>>;
};

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What `/openapi.json` says of the route; false for one that is not in it. */
    api?: ApiOperation | false;
  }
}

const tags = {
  publish: 'Captions, status and typing by requests.',
  tools: 'Captioning tools, in the dialects of other services. The token stands in the URL.',
  read: 'What was said, and what is being said.',
  tokens: 'Tokens for others.',
  pages: 'Pages for people, and the widget.',
  operators: 'For those who run the relay.',
} as const;
type ApiTag = keyof typeof tags;

const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: '/problems/CODE' }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.Enum(Object.values(errorCodes)),
    detail: Type.String({ description: 'What was wrong, and what to do.' }),
    limit: Type.Optional(Type.String({ description: 'The limit that was reached.' })),
  },
  { description: 'A problem document (RFC 9457).' },
);

/** The stream travels on a WebSocket, which is no route of the HTTP side. */
const live: ApiOperation = {
  tags: ['read'],
  summary: 'Follow a session, or publish into it, on a WebSocket',
  description:
    'The subprotocol is captionwire.v1; the token is a second one, bearer.TOKEN. PROTOCOL.md has the messages.',
  parameters: [{ $ref: '#/components/parameters/session' }],
  responses: { 101: { description: 'The WebSocket is open.' } },
};

/** Collects what the routes say that are added from now on, and serves it. */
export function addApiDocument(app: FastifyInstance): void {
  const paths: Record<string, Record<string, ApiOperation>> = {
    '/v1/sessions/{session}/live': { get: live },
  };

  app.addHook('onRoute', ({ url, method, config }) => {
    for (const name of [method].flat()) {
      // Files below a folder have names of their own; HEAD and OPTIONS belong to another method.
      if (config?.api === false || url.endsWith('*') || name === 'HEAD' || name === 'OPTIONS') continue;
      if (!config?.api) throw new TypeError(`${name} ${url}: say in config.api what it is`);
      const path = url.replace(/:(\w+)/g, '{$1}');
      paths[path] = { ...paths[path], [name.toLowerCase()]: config.api };
    }
  });

  app.get(
    '/openapi.json',
    {
      config: {
        api: {
          tags: ['operators'],
          summary: 'This document',
          responses: {
            200: {
              description: 'OpenAPI 3.1',
              content: { 'application/json': { schema: { type: 'object' } } },
            },
          },
        },
      },
    },
    (_request, reply) =>
      reply
        .headers({
          'cache-control': 'no-cache',
          'access-control-allow-origin': '*',
          'cross-origin-resource-policy': 'cross-origin',
        })
        .send(documentOf(paths)),
  );
}

function documentOf(paths: object) {
  return {
    openapi: '3.1.1',
    info: {
      title: 'captionwire',
      version: packageVersion,
      description: 'Live words for people who cannot hear them. PROTOCOL.md says what is promised.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A token of the session, from `captionwire invite`.',
        },
      },
      parameters: {
        session: {
          name: 'session',
          in: 'path',
          required: true,
          schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
        },
      },
      schemas: { Line: LineSchema, Problem: ProblemSchema },
      responses: {
        Problem: {
          description: 'What was wrong, and what to do.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}
