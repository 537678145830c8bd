// What the viewer is told about the connection itself. Short losses pass unmentioned; a loss that was mentioned, or
// that cost lines, gets a word when it is over. Nothing is claimed that is not known: a gap is called a gap.
import type { ConnectionState } from '../client/connection.ts';
import type { SessionView, ViewChange } from '../client/follow.ts';
import { closeCodes } from '../protocol/codes.ts';
import type { Words } from './words.ts';

/** A sentence in whatever language the widget speaks when it is shown. */
export type Notice = (words: Words) => string;

export type Notices = {
  /** The state at the start, and every one that follows. */
  connection(state: ConnectionState): void;
  change(change: ViewChange, view: SessionView): void;
  /** The relay has not answered for a while: it is down, or does not allow this page. */
  unreachable(): void;
  stop(): void;
};

/** A loss shorter than this is not worth a word. */
const patienceMs = 2_000;
/** How long good news stays. */
const goodNewsMs = 8_000;

/** @param show called with what stands now; undefined takes it away. */
export function createNotices(show: (notice: Notice | undefined) => void): Notices {
  let mentioned = false;
  /** Lost, and not yet told that it is back. */
  let waiting = false;
  let ended = false;
  let isUnreachable = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const rest = () => show(ended ? (words) => words.ended : undefined);
  const tellMissing = () => show((words) => (isUnreachable ? words.unreachable : words.reconnecting));
  const missLine = () => {
    waiting = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      mentioned = true;
      tellMissing();
    }, patienceMs);
  };
  const backAgain = (news: Notice | undefined) => {
    clearTimeout(timer);
    waiting = mentioned = isUnreachable = false;
    if (!news) return rest();
    show(news);
    timer = setTimeout(rest, goodNewsMs);
  };

  return {
    connection(state) {
      // A first connection that takes long is a loss to the one who waits for it.
      if (state.phase === 'lost' || state.phase === 'connecting') missLine();
      // Words that are held back say only later that they are back; the line itself is.
      if (state.phase === 'live' && waiting) {
        clearTimeout(timer);
        if (mentioned) rest();
      }
      if (state.phase !== 'closed') return;
      clearTimeout(timer);
      const { code, reason } = state;
      show(
        (words) =>
          ({
            [closeCodes.end]: words.ended,
            // A viewer sends next to nothing; what the relay could not take was no doing of the reader's.
            [closeCodes.tooLarge]: words.faulty,
            [closeCodes.malformed]: words.faulty,
            [closeCodes.tokenExpired]: words.expired,
            [closeCodes.forbidden]: words.refused,
          })[code] ?? words.stopped(reason),
      );
    },
    change(change, view) {
      const { type } = change;
      const wasEnded = ended;
      ended = view.transcript.ended;
      if (type === 'snapshot') {
        backAgain(change.reset ? (words) => words.backWithGap : undefined);
      } else if (type === 'resumed') {
        const { missed } = change;
        backAgain(missed || mentioned ? (words) => words.back(missed) : undefined);
      } else if (ended !== wasEnded) {
        clearTimeout(timer);
        rest();
      }
    },
    unreachable() {
      isUnreachable = true;
      tellMissing();
    },
    stop: () => clearTimeout(timer),
  };
}
