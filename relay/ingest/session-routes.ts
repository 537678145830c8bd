// `POST /v1/sessions/SESSION/captions`, `/status`, `/typing`: publishing with a token of a presenter or an owner and
// nothing but HTTP. Answered when it is in the log; `Idempotency-Key` makes repeats harmless (draft-ietf-httpapi-
// idempotency-key-header), also over a restart.
import { randomUUID } from 'node:crypto';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { errorCodes } from '../../protocol/codes.ts';
import { relayLimits } from '../../protocol/limits.ts';
import type { Draft } from '../../protocol/records.ts';
import { isSessionName, sessionNameRule } from '../../protocol/session-name.ts';
import { cleanName } from '../../protocol/text.ts';
import { allowPage } from '../http/allowed-page.ts';
import { addPreflight, type AskedByPages } from '../http/asked-by-pages.ts';
import { problemError } from '../http/problems.ts';
import type { PostedBatch, PostedResult } from '../sessions/posting.ts';
import { createRefusals } from '../streams/refusals.ts';
import { bearerOf, refusedOrigin } from '../streams/stream-request.ts';
import type { Posted, PublishCall } from './publish-call.ts';
import { fingerprintOf, keyOf, publisherOf } from './publisher-ids.ts';
import { jsonOf, readBodiesAsBytes, textOf } from './request-body.ts';
import { sessionApi } from './session-api.ts';
import { captionsOfText, eventsOf, readCaptions, readStatus, readTyping } from './session-bodies.ts';

export type SessionRouteOptions = AskedByPages & { readonly publishCall: PublishCall };

type Route = { Params: { session: string } };

/** A request that may publish, read as far as it is the same for all three. */
type Sender = Pick<Posted, 'session' | 'publisher' | 'address'> & {
  /** The name that viewers may read; '' for none. */
  readonly publicName: string;
  readonly text: string;
  /** What the batch is numbered by: the key, or its place after this publisher's last. */
  readonly numbered: Pick<PostedBatch, 'publisher' | 'numbering' | 'number'>;
  /** Ids of lines that name none. */
  newId(at: number): string;
};

/** The request's key; undefined without one. @throws ProblemError 400 when it is none. */
function readKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  const key = String(header).replace(/^"(.*)"$/, '$1');
  if (key.length > 0 && key.length <= relayLimits.requestKeyChars) return key;
  throw problemError(
    400,
    errorCodes.invalid,
    `Idempotency-Key has more than ${relayLimits.requestKeyChars} characters`,
  );
}

export function addSessionRoutes(app: FastifyInstance, options: SessionRouteOptions): void {
  const { publishCall, admission, watch, proxies } = options;
  const { refuse, deny } = createRefusals(watch, proxies);

  /** @throws ProblemError; or answers by itself and gives undefined. */
  async function readSender(
    request: FastifyRequest<Route>,
    reply: FastifyReply,
  ): Promise<Sender | undefined> {
    const refusal = refusedOrigin(request.raw, options) ?? admission.closed();
    if (refusal) return void refuse(request, reply, refusal);
    allowPage(request, reply);
    const { session } = request.params;
    if (!isSessionName(session)) throw problemError(400, errorCodes.sessionName, sessionNameRule);
    const token = bearerOf(request.raw);
    if (token === undefined) {
      void reply.header('www-authenticate', 'Bearer');
      throw problemError(401, errorCodes.token, 'give a presenter’s token: Authorization: Bearer TOKEN');
    }
    const admitted = await admission.admit(session, token);
    if (admitted.type === 'denied') return void deny(request, reply, admitted);
    if (admitted.role === 'viewer') {
      throw problemError(403, errorCodes.roleForbidden, 'a viewer may not publish, a presenter may');
    }
    const publisher = publisherOf('http', token);
    const address = proxies.addressOf(request.raw);
    publishCall.enter({ session, publisher, address });
    const text = textOf(request.body);
    const key = readKey(request);
    const name = cleanName(admitted.name ?? '');
    // Of the person and not of the token, which may be renewed between two tries.
    const once = key === undefined ? undefined : keyOf(publisherOf('http', name), key);
    return {
      session,
      publisher,
      address,
      publicName: admitted.isNamePublic ? name : '',
      text,
      numbered:
        once === undefined
          ? { publisher, numbering: 'rising', number: 'next' }
          : { publisher: once, numbering: 'once', number: fingerprintOf(request.url, text) },
      newId: (at) => (once === undefined ? randomUUID() : `${once}.${at}`),
    };
  }

  const answers = {
    async captions(sender: Sender, isJson: boolean) {
      const { session, publisher, address, text, numbered } = sender;
      const captions = isJson ? readCaptions(jsonOf(text)) : captionsOfText(text);
      const liveId = `${publisher}.live`;
      const { drafts, uncounted, interims } = eventsOf(captions, sender.newId, liveId);
      const batch = drafts.length > 0 ? { ...numbered, drafts, uncounted, endsInterim: liveId } : undefined;
      const result = await publishCall.publish({
        session,
        publisher,
        address,
        interims,
        ...(batch && { batch }),
      });
      return answerOf(drafts, result);
    },
    async status({ session, publisher, address, text, numbered }: Sender) {
      const drafts = [readStatus(jsonOf(text))];
      const result = await publishCall.publish({
        session,
        publisher,
        address,
        batch: { ...numbered, drafts },
      });
      return answerOf(drafts, result);
    },
    async typing({ session, publisher, address, text, publicName }: Sender) {
      const { typing, name = publicName } = readTyping(jsonOf(text));
      await publishCall.publish({ session, publisher, address, typing: { name: cleanName(name), typing } });
      return {};
    },
  };

  void app.register(async (scope) => {
    readBodiesAsBytes(scope);
    for (const what of ['captions', 'status', 'typing'] as const) {
      const url = `/v1/sessions/:session/${what}`;
      scope.post<Route>(url, { config: { api: sessionApi[what] } }, async (request, reply) => {
        void reply.header('cache-control', 'no-store');
        const sender = await readSender(request, reply);
        if (!sender) return reply;
        return reply.send(await answers[what](sender, isJson(request, sender.text)));
      });
      addPreflight(scope, url, options, {
        methods: 'POST',
        headers: 'Authorization, Content-Type, Idempotency-Key',
      });
    }
  });
}

/** Where the place of each record is known: a batch stands together. */
function answerOf(drafts: readonly Draft[], result: PostedResult | undefined) {
  const isRepeat = result?.type === 'repeat';
  const last = result && result.type !== 'conflict' ? result.seq : undefined;
  const records = drafts.map((draft, at) => ({
    ...('id' in draft && { id: draft.id }),
    ...(last !== undefined && { seq: last - drafts.length + 1 + at }),
    ...(result?.ignored?.includes(at) && { applied: false }),
  }));
  return { records, ...(isRepeat && { repeated: true }) };
}

/** What says that it is JSON, or looks like it and does not say that it is plain text. */
function isJson({ headers }: FastifyRequest, text: string): boolean {
  const type = headers['content-type'] ?? '';
  return /\bjson\b/i.test(type) || (!/^\s*text\/plain\b/i.test(type) && /^\s*[[{]/.test(text));
}
