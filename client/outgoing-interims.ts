// A publisher's interim texts on their way out: deltas against what this connection has sent, whole after a loss.
// Latest wins: while the network is behind, revisions are skipped; the next one covers them, or the newest follows
// once there is room.
import { textDelta } from '../protocol/delta.ts';
import { limits } from '../protocol/limits.ts';
import type { Interim } from '../protocol/live.ts';
import { cleanName, cleanText } from '../protocol/text.ts';
import { cut } from './too-long.ts';

/** What an interim says about itself besides its text. */
export type Voice = Pick<Interim, 'speaker' | 'lang' | 'track' | 'kind'>;

/** Above this many bytes waiting, another revision would only make the reader later. */
const skipAboveBytes = 8 * 1024;
/** How often is looked whether there is room for what was skipped. */
const roomCheckMs = 100;

export type OutgoingInterimsOptions = {
  /** Sends a message; says whether the line took it. */
  send(interim: Interim): boolean;
  bufferedBytes(): number;
};

export type OutgoingInterims = {
  /** The text of a line in the making, as much of it as a line can hold; '' takes it away. */
  set(id: string, text: string, voice: Voice): void;
  /** The line is finished or retracted; the relay knows that from the record itself. */
  end(id: string): void;
  /** The line was finished, but its record is refused: no record ends the text that readers still see. */
  drop(id: string): void;
  /** A new connection knows nothing: every text goes again, whole. */
  restart(): void;
  /** The connection is gone: nothing is sent before the next one begins. */
  offline(): void;
};

type Held = { text: string; voice: Voice; sentText: string; sentRev: number; sentVoice: string };

export function createOutgoingInterims(options: OutgoingInterimsOptions): OutgoingInterims {
  const held = new Map<string, Held>();
  /** Texts whose newest revision was skipped. */
  const skipped = new Set<string>();
  let roomCheck: ReturnType<typeof setTimeout> | undefined;

  const caughtUp = (id: string) => {
    if (skipped.delete(id) && skipped.size === 0) clearTimeout(roomCheck);
  };
  const skip = (id: string) => {
    if (skipped.size === 0) roomCheck = setTimeout(catchUp, roomCheckMs);
    skipped.add(id);
  };
  const catchUp = () => {
    const ids = [...skipped];
    skipped.clear();
    for (const id of ids) push(id, held.get(id) as Held);
  };

  const push = (id: string, entry: Held) => {
    // Nothing covers a text that is taken away, so that always goes.
    if (entry.text !== '' && options.bufferedBytes() > skipAboveBytes) return skip(id);
    caughtUp(id);
    const voiceKey = JSON.stringify(entry.voice);
    const whole = entry.sentRev === 0 || voiceKey !== entry.sentVoice;
    const delta = whole ? { keep: 0, add: entry.text } : textDelta(entry.sentText, entry.text);
    const rev = entry.sentRev + 1;
    // A text that shares nothing with the one before is a whole text and says its voice again.
    const voice = delta.keep === 0 ? entry.voice : {};
    if (!options.send({ id, rev, ...delta, ...voice })) return;
    Object.assign(entry, { sentText: entry.text, sentRev: rev, sentVoice: voiceKey });
  };

  const end = (id: string) => {
    held.delete(id);
    caughtUp(id);
  };

  return {
    set(id, raw, { speaker, ...rest }) {
      const text = cut(cleanText(raw), limits.textCodePoints);
      const name = cut(cleanName(speaker ?? ''), limits.nameCodePoints);
      const voice = name ? { ...rest, speaker: name } : rest;
      const entry = held.get(id);
      if (!entry && text === '') return;
      if (entry?.text === text && JSON.stringify(entry.voice) === JSON.stringify(voice)) return;
      const next = { sentText: '', sentRev: 0, sentVoice: '', ...entry, text, voice };
      held.set(id, next);
      push(id, next);
      if (text === '') held.delete(id);
    },
    end,
    drop(id) {
      end(id);
      options.send({ id, rev: 1, keep: 0, add: '' });
    },
    restart() {
      for (const [id, entry] of held) {
        entry.sentRev = 0;
        push(id, entry);
      }
    },
    offline() {
      skipped.clear();
      clearTimeout(roomCheck);
    },
  };
}
