// Who is typing in one session. The relay owns it: it ends by itself when it is not renewed, so that a captioner
// whose connection broke does not type for ever (PROTOCOL.md, "Typing"). Durations are by the monotonic clock: the clock
// of the machine may be set back while somebody types.
import { relayLimits, publisherTiming } from '../../protocol/limits.ts';
import type { Typist } from '../../protocol/live.ts';

export type TypingBoard = {
  start(publisher: string, name: string): void;
  stop(publisher: string): void;
  /** Everybody who types now, with the time left. */
  now(): Typist[];
  dispose(): void;
};

/** @param onChange called when somebody started, renewed, stopped or ran out. */
export function createTypingBoard(onChange: () => void): TypingBoard {
  const typists = new Map<string, { name: string; untilMs: number }>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** One timer for all: set to the one who runs out first. */
  const watch = () => {
    clearTimeout(timer);
    timer = undefined;
    if (typists.size === 0) return;
    const firstMs = Math.min(...[...typists.values()].map(({ untilMs }) => untilMs));
    timer = setTimeout(expire, Math.max(0, firstMs - performance.now()));
  };
  const expire = () => {
    const nowMs = performance.now();
    const before = typists.size;
    for (const [publisher, { untilMs }] of typists) if (untilMs <= nowMs) typists.delete(publisher);
    watch();
    if (typists.size !== before) onChange();
  };

  return {
    start(publisher, name) {
      const known = typists.get(publisher);
      if (!known && typists.size >= relayLimits.typistsPerSession) return;
      typists.set(publisher, { name, untilMs: performance.now() + publisherTiming.typingTtlMs });
      watch();
      // Viewers run the time out by themselves, so a renewal is news to them too.
      onChange();
    },
    stop(publisher) {
      if (!typists.delete(publisher)) return;
      watch();
      onChange();
    },
    now() {
      const nowMs = performance.now();
      return [...typists.values()].map(({ name, untilMs }) => ({
        name,
        leftMs: Math.max(0, Math.round(untilMs - nowMs)),
      }));
    },
    dispose: () => clearTimeout(timer),
  };
}
