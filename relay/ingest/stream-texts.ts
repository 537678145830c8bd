// StreamText's streams of characters, one per token: what was written so far is kept with the number in the log, so that a
// request after a restart goes on where the last one ended. A publisher's requests are taken one after the other.
// Invariant: a state is stored in the same batch as the lines it made.
import { createHash } from 'node:crypto';

import { relayTiming } from '../../protocol/limits.ts';
import type { Draft } from '../../protocol/records.ts';
import {
  emptyStream,
  finishOpen,
  type StreamEvent,
  type StreamState,
  type StreamStep,
  takeCharacters,
} from './dialects/stream-text.ts';
import type { PostedInterim } from '../sessions/posting.ts';
import { endAgain } from './end-again.ts';
import { createIdleLines, type IdleLinesOptions } from './idle-lines.ts';
import type { Posted, PublishCall } from './publish-call.ts';
import { readNote } from './publisher-notes.ts';
import { createPublisherTurns } from './publisher-turns.ts';

type StreamPiece = Pick<Posted, 'session' | 'publisher' | 'address'> & {
  readonly seq: number;
  readonly characters: string;
  /** When they were written, UTC milliseconds. */
  readonly at: number;
  readonly lang?: string | undefined;
};

export type StreamTexts = {
  /** @throws ProblemError as the publish call does; then nothing of it was taken. */
  take(piece: StreamPiece): Promise<void>;
  /** Finishes all open lines. Call it when the relay closes. */
  close(): Promise<void>;
};

/** What is kept as a publisher's note. */
type Kept = {
  readonly seq: number;
  /** The last request's characters: their count and their hash. */
  readonly length: number;
  readonly hash: string;
  readonly takenAtMs: number;
  readonly lang?: string | undefined;
  readonly state: StreamState;
};

const fresh: Kept = { seq: -1, length: 0, hash: '', takenAtMs: 0, state: emptyStream };

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 16);

export type StreamTextOptions = IdleLinesOptions & { readonly publishCall: PublishCall };

export function createStreamTexts({ publishCall, onError }: StreamTextOptions): StreamTexts {
  const inTurn = createPublisherTurns();
  const idle = createIdleLines({ onError });

  const readKept = async (session: string, publisher: string): Promise<Kept> =>
    (await readNote<Kept>(publishCall, session, publisher)) ?? fresh;

  async function publish(
    sender: Sender,
    kept: Kept,
    steps: readonly StreamStep[],
    behind: readonly Draft[] = [],
  ): Promise<void> {
    const { session, publisher, address } = sender;
    const { lang } = kept;
    const voice = lang === undefined ? {} : { lang };
    const idOf = (n: number) => `${publisher}.${n}`;
    const toDraft = ({ n, ...event }: StreamEvent): Draft =>
      event.type === 'line' ? { ...event, id: idOf(n), ...voice } : { ...event, id: idOf(n) };
    const drafts = [...steps.flatMap(({ events }) => events.map(toDraft)), ...behind];
    const interims: PostedInterim[] = [];
    for (const { n, text } of steps.flatMap((step) => step.interims)) {
      interims.push({ id: idOf(n), text, ...voice });
    }
    await publishCall.publish({
      session,
      publisher,
      address,
      batch: { publisher, numbering: 'rising', number: 'next', drafts, note: JSON.stringify(kept) },
      interims,
    });
  }

  async function finishIdle(sender: Sender): Promise<void> {
    const kept = await readKept(sender.session, sender.publisher);
    const step = finishOpen(kept.state);
    if (step.events.length === 0) return;
    const behind = await endAgain(publishCall, sender.session);
    await publish(sender, { ...kept, state: step.state }, [step], behind);
  }

  return {
    take({ seq, characters, at, lang, ...sender }) {
      const key = `${sender.session} ${sender.publisher}`;
      return inTurn(key, async () => {
        const kept = await readKept(sender.session, sender.publisher);
        const added = addedBy(kept, seq, characters);
        if (added === '') return;
        // What a restart of the relay kept from being finished in its time.
        const isStale = Date.now() - kept.takenAtMs > relayTiming.openLineIdleMs;
        const stale = isStale ? finishOpen(kept.state) : undefined;
        const step = takeCharacters(stale?.state ?? kept.state, added, at);
        const { length } = characters;
        const taken = {
          seq,
          length,
          hash: hashOf(characters),
          takenAtMs: Date.now(),
          lang,
          state: step.state,
        };
        await publish(sender, taken, stale ? [stale, step] : [step]);
        idle.finishLater(key, () => inTurn(key, () => finishIdle(sender)));
      });
    },
    close: idle.finishAll,
  };
}

type Sender = Pick<Posted, 'session' | 'publisher' | 'address'>;

/**
 * What a request brings that was not there before. A sender that saw no answer sends the same number again, with what was
 * written since behind it.
 */
function addedBy({ seq: last, length, hash }: Kept, seq: number, characters: string): string {
  if (seq > last) return characters;
  const goesOn = seq === last && characters.length > length && hashOf(characters.slice(0, length)) === hash;
  return goesOn ? characters.slice(length) : '';
}
