// Turns the requests of captioning tools into lines: counts each request once, and joins its pieces to the open line. The open line is
// stored with the tool's number, so that the first request after a restart continues it.
// Invariant: a count and an open line are stored in the same batch as the lines they made.
import { relayTiming } from '../../protocol/limits.ts';
import type { Draft } from '../../protocol/records.ts';
import type { PostedInterim } from '../sessions/posting.ts';
import { draftsOf, type TimedCue, type Voice, voiceFields } from './dialects/cues.ts';
import { type Count, countRequest } from './dialects/counting-rule.ts';
import {
  finishedLine,
  type FinishedLine,
  joinPiece,
  type OpenLine,
  textOf,
} from './dialects/joined-pieces.ts';
import { endAgain } from './end-again.ts';
import { createIdleLines, type IdleLinesOptions } from './idle-lines.ts';
import type { Posted, PublishCall } from './publish-call.ts';
import { readNote } from './publisher-notes.ts';
import { createPublisherTurns } from './publisher-turns.ts';

type Sender = Pick<Posted, 'session' | 'publisher' | 'address'>;

type PostedPieces = Sender & {
  /** The tool's own number; undefined where it has none. */
  readonly seq?: number | undefined;
  readonly pieces: readonly TimedCue[];
  readonly voice: Voice;
};

export type ToolLines = {
  /** @throws ProblemError as the publish call does; then the request counts as not sent. */
  take(request: PostedPieces): Promise<void>;
  /** Shows words that are not final yet, after the open line. @throws ProblemError as the publish call does */
  show(request: Sender & { readonly text: string; readonly voice: Voice }): Promise<void>;
  /** The last number of a publisher; undefined before any. */
  last(session: string, publisher: string): Promise<number | undefined>;
  /** Finishes all open lines. Call it when the relay closes. */
  close(): Promise<void>;
};

/** A publisher's note. */
type Kept = {
  readonly count?: Count | undefined;
  readonly open?: OpenLine | undefined;
  readonly takenAtMs?: number;
};

export type ToolLinesOptions = IdleLinesOptions & { readonly publishCall: PublishCall };

export function createToolLines({ publishCall, onError }: ToolLinesOptions): ToolLines {
  const inTurn = createPublisherTurns();
  const idle = createIdleLines({ onError });
  const keyOf = ({ session, publisher }: Sender) => `${session} ${publisher}`;
  const readKept = async (session: string, publisher: string): Promise<Kept> =>
    (await readNote<Kept>(publishCall, session, publisher)) ?? {};

  async function publish(
    sender: Sender,
    lines: readonly FinishedLine[],
    kept: Kept,
    behind: readonly Draft[] = [],
  ): Promise<void> {
    const { session, publisher, address } = sender;
    const endsInterim = liveIdOf(publisher);
    const { open } = kept;
    await publishCall.publish({
      session,
      publisher,
      address,
      batch: {
        publisher,
        numbering: 'rising',
        number: 'next',
        drafts: [...lines.flatMap((line) => draftsOf([line], line)), ...behind],
        endsInterim,
        note: JSON.stringify(kept),
      },
      interims: open ? [liveText(publisher, textOf(open), open)] : [],
    });
    const key = keyOf(sender);
    if (open) idle.finishLater(key, () => inTurn(key, () => finish(sender, kept.takenAtMs)));
  }

  /** Finishes the line that a request left open, unless another request came meanwhile. */
  async function finish(sender: Sender, takenAtMs: number | undefined): Promise<void> {
    const { open, ...kept } = await readKept(sender.session, sender.publisher);
    if (!open || kept.takenAtMs !== takenAtMs) return;
    await publish(sender, [finishedLine(open)], kept, await endAgain(publishCall, sender.session));
  }

  return {
    take: ({ seq, pieces, voice, ...sender }) =>
      inTurn(keyOf(sender), async () => {
        const kept = await readKept(sender.session, sender.publisher);
        const words = pieces.map(({ text }) => text.trim()).join('\n');
        const counted = seq === undefined ? kept : countRequest(kept.count, seq, words);
        if (!counted) return;
        const isLate = 'isLate' in counted && counted.isLate;
        const lines: FinishedLine[] = [];
        let { open } = kept;
        // A restart may have prevented the line from being finished in time.
        const isStale = Date.now() - (kept.takenAtMs ?? 0) > relayTiming.openLineIdleMs;
        if (open && isStale) {
          lines.push(finishedLine(open));
          open = undefined;
        }
        for (const piece of pieces) {
          const joined = joinPiece(open, { ...piece, ...voice, number: seq, isLate });
          lines.push(...joined.lines);
          open = joined.open;
        }
        await publish(sender, lines, { count: counted.count, open, takenAtMs: Date.now() });
      }),
    show: ({ text, voice, ...sender }) =>
      inTurn(keyOf(sender), async () => {
        const { open } = await readKept(sender.session, sender.publisher);
        const shown = open ? textOf({ ...open, words: [...open.words, { text }] }) : text;
        await publishCall.publish({ ...sender, interims: [liveText(sender.publisher, shown, voice)] });
      }),
    last: async (session, publisher) => (await readKept(session, publisher)).count?.seq,
    close: idle.finishAll,
  };
}

/** The id of a publisher's open line. */
const liveIdOf = (publisher: string) => `${publisher}.live`;

function liveText(publisher: string, text: string, voice: Voice): PostedInterim {
  return { id: liveIdOf(publisher), text, ...voiceFields(voice) };
}
