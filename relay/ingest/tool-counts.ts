// Tools that count their requests: each is published once, however often it is sent, and a tool that starts again counts from the
// beginning. The rule: a number above the last one is new; one that is not is a repeat where its words are those that came with it,
// and otherwise begins a new count. What a publisher's numbers were is kept with its place in the log, so it holds over restarts.
import type { Draft } from '../../protocol/records.ts';
import type { Posted, PublishCall } from './publish-call.ts';
import { fingerprintOf } from './publisher-ids.ts';
import { readNote } from './publisher-notes.ts';
import { createPublisherTurns } from './publisher-turns.ts';

type Counted = Pick<Posted, 'session' | 'publisher' | 'address'> & {
  /** The tool's own number. */
  readonly seq: number;
  /** The words that the tool sent with it, without times: a tool that sends a caption again may write the time anew. */
  readonly words: string;
  /** @param count tells requests of the same number in different counts apart. */
  drafts(count: number): readonly Draft[];
};

export type ToolCounts = {
  /** @throws ProblemError as the publish call does; then the number counts as not sent. */
  take(request: Counted): Promise<void>;
  /** The last number of a publisher; undefined before any. */
  last(session: string, publisher: string): Promise<number | undefined>;
};

/** Numbers of which the words are remembered: more than a tool sends again. */
const remembered = 50;

/** What is kept as a publisher's note. */
type Kept = {
  readonly seq: number;
  readonly count: number;
  /** Number and fingerprint of the last requests, the newest last. */
  readonly recent: readonly (readonly [seq: number, fingerprint: number])[];
};

export function createToolCounts(publishCall: PublishCall): ToolCounts {
  const inTurn = createPublisherTurns();

  return {
    take: ({ seq, words, drafts, ...sender }) =>
      inTurn(`${sender.session} ${sender.publisher}`, async () => {
        const { session, publisher } = sender;
        const {
          seq: last = -1,
          count: counted = 0,
          recent = [],
        } = (await readNote<Kept>(publishCall, session, publisher)) ?? {};
        const fingerprint = fingerprintOf('', words);
        const isNew = seq > last;
        if (!isNew && recent.some(([number, before]) => number === seq && before === fingerprint)) return;
        const count = isNew ? counted : counted + 1;
        const others = recent.filter(([number]) => number !== seq);
        const kept: Kept = {
          seq,
          count,
          recent: [...others, [seq, fingerprint] as const].slice(-remembered),
        };
        const batch = {
          publisher,
          numbering: 'rising',
          number: 'next',
          drafts: drafts(count),
          note: JSON.stringify(kept),
        } as const;
        await publishCall.publish({ ...sender, batch });
      }),
    last: async (session, publisher) => (await readNote<Kept>(publishCall, session, publisher))?.seq,
  };
}
