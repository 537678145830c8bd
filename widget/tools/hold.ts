// Holds changes back between the session and the screen: while the reader pauses, by a delay, or because words come faster
// than the reader wants to read. Invariant: every change is delivered once and in order; only what was still being said when
// more waits than `mostHeld` is passed over, for the finished line says it again.
import type { SessionView, ViewChange } from '../../client/follow.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';
import type { Signal } from '../signal.ts';
import { signal } from './kit.ts';

type Held = { readonly change: ViewChange; readonly view: SessionView; readonly atMs: number };

export type HoldOptions = {
  deliver(change: ViewChange, view: SessionView): void;
  /** How long each change is held, in ms. */
  delayMs(): number;
  /** Words per minute at most; 0: as they come. */
  wordsPerMinute(): number;
};

export type Hold = {
  receive(change: ViewChange, view: SessionView): void;
  /** Each message, after its changes were received: a snapshot brings the relay's clock, which dates its lines. */
  onMessage(message: ServerMessage): void;
  readonly paused: Signal<boolean>;
  /** Lines that wait. */
  readonly waiting: Signal<number>;
  /** How far behind the reader is by having paused; 0 again once nothing waits. */
  readonly behindMs: Signal<number>;
  pause(): void;
  /** Goes on where it stopped: what came meanwhile follows at its own pace, so much later. */
  resume(): void;
  /** Goes on, and delivers at once whatever waits for more than the delay. */
  jumpToLive(): void;
  /** Looks again at delay and speed, in a microtask. */
  retime(): void;
  stop(): void;
};

/** Changes that wait at most: hours of lines. When still more come, the oldest line is shown. */
const mostHeld = 10_000;
/** A clock may have been set or have slept meanwhile. */
const lookAgainMs = 10_000;

/** Words as a reader counts them; two characters of a script without spaces are one. */
const wordsIn = (text: string) => text.match(/[\u3040-\u9fff]{1,2}|[^\s\u3040-\u9fff]+/g)?.length ?? 0;

export function createHold({ deliver, delayMs, wordsPerMinute }: HoldOptions): Hold {
  const paused = signal(false);
  const waiting = signal(0);
  const behindMs = signal(0);
  let held: Held[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pausedAtMs = 0;
  /** Until when the last line is being read. */
  let readUntilMs = 0;
  /** A first snapshot whose message is not here yet. */
  let joining: Held | undefined;

  const dueMs = ({ atMs, change }: Held) => {
    const due = atMs + delayMs() + behindMs.peek();
    return change.type === 'added' ? Math.max(due, readUntilMs) : due;
  };

  function hand(): void {
    const { change, view } = held.shift() as Held;
    if (change.type === 'added') {
      waiting.value--;
      const speed = wordsPerMinute();
      if (speed > 0) readUntilMs = performance.now() + (wordsIn(change.line.text) * 60_000) / speed;
    }
    deliver(change, view);
  }

  function pump(): void {
    clearTimeout(timer);
    while (held[0] && !paused.peek()) {
      const restMs = dueMs(held[0]) - performance.now();
      if (restMs > 0) {
        timer = setTimeout(pump, Math.min(restMs, lookAgainMs));
        return;
      }
      hand();
    }
    // Level again: a pause is over when all of it was read.
    if (!held[0]) behindMs.value = 0;
  }

  function push(change: ViewChange, view: SessionView, atMs: number): void {
    if (held.length >= mostHeld) {
      held = held.filter(({ change: { type } }) => type !== 'interim' && type !== 'typing');
      if (held.length >= mostHeld) hand();
    }
    if (change.type === 'added') waiting.value++;
    held.push({ change, view, atMs });
  }

  /** What was said longer ago than the delay is there at once; the rest of a snapshot comes when it is due. */
  function join({ change, view, atMs }: Held, relayMs: number): void {
    const { transcript } = view;
    const { lines, ended } = transcript;
    const young = lines.findIndex(({ at }) => at > relayMs - delayMs());
    const cut = (count: number): SessionView => ({
      interims: new Map(),
      typing: [],
      transcript: { ...transcript, lines: lines.slice(0, count), ended: false },
    });
    const from = young < 0 ? lines.length : young;
    push(change, cut(from), atMs - delayMs());
    for (const [index, line] of lines.entries()) {
      if (index < from) continue;
      push({ type: 'added', line }, cut(index + 1), atMs + Math.min(line.at - relayMs, 0));
    }
    push({ type: ended ? 'ended' : 'interim' }, view, atMs);
  }

  const go = (moreMs: number) => {
    behindMs.value = moreMs && behindMs.peek() + moreMs;
    paused.value = false;
    pump();
  };

  return {
    paused,
    waiting,
    behindMs,
    receive(change, view) {
      const atMs = performance.now();
      // One that comes while others wait takes its turn behind them.
      if (change.type === 'snapshot' && !held[0] && delayMs()) joining = { change, view, atMs };
      else push(change, view, atMs);
      // A change of its own turn would come a tick late; most readers hold nothing.
      pump();
    },
    onMessage(message) {
      if (joining && 'now' in message) join(joining, message.now);
      joining = undefined;
      pump();
    },
    pause() {
      if (!paused.peek()) pausedAtMs = performance.now();
      paused.value = true;
    },
    resume() {
      if (paused.peek()) go(performance.now() - pausedAtMs);
    },
    jumpToLive() {
      readUntilMs = 0;
      go(0);
    },
    // Whoever watches the reader's choices is not to watch what is delivered, too.
    retime: () => queueMicrotask(pump),
    stop() {
      clearTimeout(timer);
      held = [];
    },
  };
}
