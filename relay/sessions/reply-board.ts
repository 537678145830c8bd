// What viewers of one session write to its captioners: the newest replies, in memory, and who writes one now. Told to
// presenters only, together and at most once in relayTiming.repliesMs, however many viewers write.
import { publisherTiming, relayLimits, relayRates, relayTiming } from '../../protocol/limits.ts';
import type { Reply } from '../../protocol/live.ts';
import { createTokenBucket, type TokenBucket } from '../streams/token-bucket.ts';
import { type Frame, frameOf } from './frame.ts';
import type { Peer } from './peer.ts';

export type ReplyBoard = {
  /** Takes a reply, or one that it has already; false when this viewer writes too fast. */
  put(peer: Peer, reply: Omit<Reply, 'at'>): boolean;
  typing(peer: Peer, from: string, typing: boolean): void;
  /** Who is gone writes no more. */
  leave(peer: Peer): void;
  /** Tells one presenter all of it. */
  tell(peer: Peer): void;
  dispose(): void;
};

/** @param tellPresenters sends a frame to every presenter. */
export function createReplyBoard(tellPresenters: (frame: Frame) => void): ReplyBoard {
  let kept: readonly Reply[] = [];
  let fresh: readonly Reply[] = [];
  let told = '[]';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ending: ReturnType<typeof setTimeout> | undefined;
  const buckets = new WeakMap<Peer, TokenBucket>();
  const writers = new Map<Peer, { from: string; untilMs: number }>();

  const now = () => [...new Set(Array.from(writers.values(), ({ from }) => from))];
  const newest = (replies: readonly Reply[]) => replies.slice(-relayLimits.repliesPerSession);

  function changed(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (fresh.length > 0) tellPresenters(frameOf({ type: 'replies', replies: [...fresh] }));
      fresh = [];
      const text = JSON.stringify(now());
      if (text === told) return;
      told = text;
      tellPresenters(frameOf({ type: 'reply-typing', from: now() }));
    }, relayTiming.repliesMs);
  }

  /** One timer for all: whoever renews goes to the end, so the first runs out first. */
  function watch(): void {
    clearTimeout(ending);
    const first = writers.values().next().value;
    if (!first) return;
    ending = setTimeout(
      () => {
        const nowMs = performance.now();
        for (const [peer, { untilMs }] of writers) if (untilMs <= nowMs) writers.delete(peer);
        changed();
        watch();
      },
      Math.max(0, first.untilMs - performance.now()),
    );
  }

  function stop(peer: Peer): void {
    if (!writers.delete(peer)) return;
    changed();
    watch();
  }

  return {
    put(peer, reply) {
      if (kept.some(({ id, from }) => id === reply.id && from === reply.from)) return true;
      const bucket = buckets.get(peer) ?? createTokenBucket(relayRates.viewerReplies);
      buckets.set(peer, bucket);
      if (bucket.take(performance.now()) > 0) return false;
      const dated = { ...reply, at: Date.now() };
      kept = newest([...kept, dated]);
      fresh = newest([...fresh, dated]);
      stop(peer);
      changed();
      return true;
    },
    typing(peer, from, typing) {
      if (!typing) return stop(peer);
      if (!writers.delete(peer) && writers.size >= relayLimits.typistsPerSession) return;
      writers.set(peer, { from, untilMs: performance.now() + publisherTiming.typingTtlMs });
      changed();
      watch();
    },
    leave: stop,
    tell(peer) {
      if (kept.length > 0) peer.push(frameOf({ type: 'replies', replies: [...kept], whole: true }));
      if (writers.size > 0) peer.push(frameOf({ type: 'reply-typing', from: now() }));
    },
    dispose() {
      clearTimeout(timer);
      clearTimeout(ending);
    },
  };
}
