// The one call that every posted request ends in, whatever dialect it came in: checks what is to be stored as a socket's
// messages are checked, keeps to the pace of its publisher and address, and hands it to the session as one batch.
// Invariant: a request is published whole or not at all.
import { setTimeout as wait } from 'node:timers/promises';

import { errorCodes } from '../../protocol/codes.ts';
import { relayTiming } from '../../protocol/limits.ts';
import type { Draft } from '../../protocol/records.ts';
import { ProblemError } from '../http/problems.ts';
import { countedAddress } from '../http/proxies.ts';
import type { Watch } from '../metrics/watch.ts';
import { type Fault, readDraft } from '../sessions/message-reader.ts';
import type { PostedBatch, PostedInterim, PostedResult } from '../sessions/posting.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import type { Session } from '../sessions/session.ts';
import type { Paces } from '../streams/paces.ts';

export type Posted = {
  readonly session: string;
  readonly publisher: string;
  /** Where it comes from, proxies taken away. */
  readonly address: string;
  /** Records for the log; none where only live text came. */
  readonly batch?: PostedBatch;
  /** Shown once the batch is in the log. */
  readonly interims?: readonly PostedInterim[];
  readonly typing?: { readonly name: string; readonly typing: boolean };
};

type Sender = Pick<Posted, 'session' | 'publisher' | 'address'>;

export type PublishCall = {
  /**
   * Counts a request before it is read, so that one that does not fit costs its sender as much as one that does.
   * @throws ProblemError that says when to send it again.
   */
  enter(sender: Sender): void;
  /**
   * Publishes what a request brought. Resolves once it is in the log; undefined where there was no batch.
   * @throws ProblemError that says what is wrong with it, or when to send it again.
   */
  publish(posted: Posted): Promise<PostedResult | undefined>;
  /** Looks at a session without publishing. */
  within<Seen>(session: string, look: (session: Session) => Seen): Promise<Awaited<Seen>>;
};

export type PublishCallOptions = {
  readonly sessions: SessionRegistry;
  readonly paces: Paces;
  readonly watch: Watch;
  onError(error: unknown, context: { stage: string }): void;
};

export function createPublishCall({ sessions, paces, watch, onError }: PublishCallOptions): PublishCall {
  /** @returns the milliseconds until as much may come again without waiting. @throws ProblemError when that is too long. */
  function pace({ session, publisher, address }: Sender, count: number): number {
    const nowMs = performance.now();
    const buckets = [paces.publisher(session, publisher), paces.address(countedAddress(address))];
    const waitMs = Math.max(...buckets.map((bucket) => bucket?.take(nowMs, count) ?? 0));
    if (waitMs > 0) watch.paced();
    if (waitMs > relayTiming.postedWaitMs) throw tooFast(waitMs);
    return waitMs;
  }

  async function within<Seen>(name: string, look: (session: Session) => Seen): Promise<Awaited<Seen>> {
    try {
      const session = await sessions.acquire(name);
      try {
        return await look(session);
      } finally {
        sessions.release(name);
      }
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      onError(error, { stage: 'post' });
      const detail = 'the relay could not store this; nothing was published, send it again';
      throw new ProblemError({ status: 503, code: errorCodes.storeFailed, detail });
    }
  }

  async function handIn({ posting, faultOf }: Session, posted: Posted): Promise<PostedResult | undefined> {
    const { publisher, batch, interims = [], typing } = posted;
    for (const draft of batch?.drafts ?? []) {
      const fault = faultOf(draft);
      if (fault) throw refused(fault);
    }
    const result = batch && (await posting.publish(publisher, batch));
    if (result?.type === 'conflict') throw keyReused;
    // What a repeat shows was shown the first time, and may be finished since.
    if (result?.type === 'repeat') return result;
    for (const interim of interims) posting.interim(publisher, interim);
    if (typing) posting.typing(publisher, typing.name, typing.typing);
    return result;
  }

  return {
    enter: (sender) => void pace(sender, 1),
    async publish(posted) {
      const drafts = posted.batch?.drafts.map(checked);
      // One was counted as it came.
      const more = (posted.batch?.drafts.length ?? 0) + (posted.interims?.length ?? 0) - 1;
      const waitMs = pace(posted, Math.max(0, more));
      const clean: Posted =
        posted.batch && drafts ? { ...posted, batch: { ...posted.batch, drafts } } : posted;
      const result = await within(posted.session, (session) => handIn(session, clean));
      if (waitMs > 0) await wait(waitMs);
      return result;
    },
    within,
  };
}

/** @throws ProblemError that names what does not fit. */
function checked(draft: Draft): Draft {
  const read = readDraft(draft);
  if ('draft' in read) return read.draft;
  throw refused(read.fault);
}

const refused = ({ code, message }: Fault) =>
  new ProblemError({ status: 400, code, detail: message.replace('publish: record.', '') });

const keyReused = new ProblemError({
  status: 422,
  code: errorCodes.keyReused,
  detail: 'this Idempotency-Key came before with another body; give each request its own',
});

const tooFast = (waitMs: number) =>
  new ProblemError({
    status: 429,
    code: errorCodes.tooFast,
    detail: 'more than this publisher may send; send it again later',
    retryAfterS: Math.ceil(waitMs / 1_000),
  });
