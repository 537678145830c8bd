// Handing in one record: into the log under its number, then the answer to the connection that brought it. A store that
// fails is the environment's fault: the publisher is told to send it again.
import type { ClientMessage } from '../../protocol/client-messages.ts';
import { errorCodes } from '../../protocol/codes.ts';
import type { Draft } from '../../protocol/records.ts';
import type { PublishResult } from '../metrics/metrics.ts';
import { frameOf } from './frame.ts';
import type { LineRules } from './line-rules.ts';
import type { Fault } from './message-reader.ts';
import type { Peer } from './peer.ts';
import type { Publisher } from './publishers.ts';
import type { SessionOptions } from './session.ts';

type PublishMessage = Extract<ClientMessage, { type: 'publish' }>;

type PublishingOptions = Pick<SessionOptions, 'name' | 'engine' | 'watch' | 'onError'> & {
  faultOf(draft: Draft): Fault | undefined;
  readonly take: LineRules['take'];
  refuse(peer: Peer, fault: Fault): void;
};

export function createPublishing(options: PublishingOptions) {
  const { name, engine, watch, onError, faultOf, take, refuse } = options;
  return async function publish(peer: Peer, publisher: Publisher, message: PublishMessage): Promise<void> {
    const { n, record } = message;
    const fault = faultOf(record);
    if (fault) return refuse(peer, { ...fault, n });
    const beganMs = performance.now();
    const count = (result: PublishResult) => watch.published(result, performance.now() - beganMs);
    const { draft, isApplied, undo } = take(record);
    try {
      const nowMs = Date.now();
      const request = { session: name, publisher: publisher.id, number: n, draft, nowMs };
      const result = await engine.append(request);
      count(result.type);
      if (result.type !== 'appended') undo();
      if (result.type === 'gap') {
        // Everything in flight behind a gap meets it too; it is asked for once.
        if (!publisher.expecting) peer.push(frameOf({ type: 'expect', next: result.expected }));
        publisher.expecting = true;
        return;
      }
      publisher.expecting = false;
      const isIgnored = result.type === 'appended' && !isApplied;
      // Where an old repeat stands is no longer known; that it does, is.
      const seq = result.seq === undefined ? {} : { seq: result.seq };
      peer.push(frameOf({ type: 'ack', n, ...seq, ...(isIgnored && { applied: false }) }));
    } catch (error) {
      undo();
      count('failed');
      onError(error, { stage: 'append' });
      const text = 'the relay could not store this; it is still to be sent';
      peer.push(frameOf({ type: 'error', code: errorCodes.storeFailed, message: text, n }));
    }
  };
}
