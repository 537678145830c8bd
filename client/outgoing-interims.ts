// A publisher's interim texts on their way out: deltas against what this connection has sent, whole after a loss.
// Latest wins: while the network is behind, revisions are skipped and the next one covers them.
import { textDelta } from '../protocol/delta.ts';
import type { Interim } from '../protocol/live.ts';
import { cleanText } from '../protocol/text.ts';

/** What an interim says about itself besides its text. */
export type Voice = Pick<Interim, 'speaker' | 'lang' | 'track' | 'kind'>;

/** Above this many bytes waiting, another revision would only make the reader later. */
const skipAboveBytes = 8 * 1024;

export type OutgoingInterimsOptions = {
  /** Sends a message; says whether the line took it. */
  send(interim: Interim): boolean;
  bufferedBytes(): number;
};

export type OutgoingInterims = {
  /** The text of a line in the making; '' takes it away. */
  set(id: string, text: string, voice: Voice): void;
  /** The line is finished or dropped; the relay knows that from the record itself. */
  end(id: string): void;
  /** A new connection knows nothing: every text goes again, whole. */
  restart(): void;
};

type Held = { text: string; voice: Voice; sentText: string; sentRev: number; sentVoice: string };

export function createOutgoingInterims(options: OutgoingInterimsOptions): OutgoingInterims {
  const held = new Map<string, Held>();

  const push = (id: string, entry: Held) => {
    // Nothing covers a text that is taken away, so that always goes.
    if (entry.text !== '' && options.bufferedBytes() > skipAboveBytes) return;
    const voiceKey = JSON.stringify(entry.voice);
    const whole = entry.sentRev === 0 || voiceKey !== entry.sentVoice;
    const delta = whole ? { keep: 0, add: entry.text } : textDelta(entry.sentText, entry.text);
    const rev = entry.sentRev + 1;
    // A text that shares nothing with the one before is a whole text and says its voice again.
    const voice = delta.keep === 0 ? entry.voice : {};
    if (!options.send({ id, rev, ...delta, ...voice })) return;
    Object.assign(entry, { sentText: entry.text, sentRev: rev, sentVoice: voiceKey });
  };

  return {
    set(id, raw, voice) {
      const text = cleanText(raw);
      const entry = held.get(id);
      if (!entry && text === '') return;
      if (entry?.text === text && JSON.stringify(entry.voice) === JSON.stringify(voice)) return;
      const next = { sentText: '', sentRev: 0, sentVoice: '', ...entry, text, voice };
      held.set(id, next);
      push(id, next);
      if (text === '') held.delete(id);
    },
    end(id) {
      held.delete(id);
    },
    restart() {
      for (const [id, entry] of held) {
        entry.sentRev = 0;
        push(id, entry);
      }
    },
  };
}
