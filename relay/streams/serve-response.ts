// One reader's answer that stays open, from its request to its session: a place, the token, then a peer like any other,
// with the same limits, the same policy for slow ones and the same end.
import type { ServerResponse } from 'node:http';

import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Watch } from '../metrics/watch.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import type { Admission } from './admission.ts';
import { enterSession } from './enter-session.ts';
import { createRefusals } from './refusals.ts';
import { createResponsePeer, type Spelling } from './response-peer.ts';
import type { StreamList } from './stream-list.ts';
import type { StreamRequest, StreamRules } from './stream-request.ts';

export type ResponseStreamOptions = StreamRules & {
  readonly sessions: SessionRegistry;
  readonly admission: Admission;
  readonly streams: StreamList;
  readonly watch: Watch;
  onError(error: unknown, context: { stage: string }): void;
};

/** @param begin writes the headers and the first words, once nothing can be refused any more. */
export async function serveResponse(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: StreamRequest,
  options: ResponseStreamOptions,
  begin: () => { readonly response: ServerResponse; readonly spelling: Spelling },
): Promise<FastifyReply> {
  const { admission, streams, proxies, watch } = options;
  const { refuse, deny } = createRefusals(watch, proxies);
  const { session, cursor } = asked;
  const address = proxies.addressOf(request.raw);
  const place = admission.place(address, session);
  if (typeof place !== 'function') return refuse(request, reply, place);
  // Told once whatever the answer is, also when the client goes first.
  reply.raw.once('close', place);

  const admitted = await admission.admit(session, asked.token);
  if (reply.raw.destroyed) return reply.hijack();
  if (admitted.type === 'denied') return deny(request, reply, admitted);
  const closed = admission.closed();
  if (closed) return refuse(request, reply, closed);
  const { response, spelling } = begin();
  const { role } = admitted;
  const peer = createResponsePeer(response, spelling, admitted, streams.nextBeatSlot(), watch);
  streams.add(peer);
  watch.joined({ session, role, address });
  peer.onGone(() => watch.left({ session, role, address }));
  const tracks = role === 'viewer' ? asked.tracks.viewer : asked.tracks.presenter;
  await enterSession(peer, { ...options, session, tracks, cursor });
  return reply;
}
