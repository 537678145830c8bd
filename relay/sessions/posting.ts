// What requests hand in: publishers without a connection. Their lines go the way of all others; their interim text has
// nobody whose going could end it, so it ends by itself when it is not renewed.
import { relayLimits, relayTiming } from '../../protocol/limits.ts';
import type { Interim } from '../../protocol/live.ts';
import type { LogRecord } from '../../protocol/records.ts';
import type { BatchRequest, BatchResult, PublisherMark } from '../engines/contract.ts';
import type { InterimStore } from './interim-store.ts';
import type { LineRules } from './line-rules.ts';
import type { SessionOptions } from './session.ts';
import type { TypingBoard } from './typing-board.ts';

/** The newest text of one line; '' ends it. */
export type PostedInterim = Omit<Interim, 'rev' | 'keep' | 'add'> & { readonly text: string };

export type PostedBatch = Omit<BatchRequest, 'session' | 'nowMs'> & {
  /** Ids of lines for which the sender did not give a `rev`: each gets the next one. */
  readonly uncounted?: ReadonlySet<string> | undefined;
  /** An interim text of another id that the batch's first line ends, in the same frame. */
  readonly endsInterim?: string | undefined;
};

/** `ignored` has the indexes of drafts that change nothing for viewers. */
export type PostedResult = BatchResult & { readonly ignored?: readonly number[] };

export type Posting = {
  /**
   * Into the log. Rejects when it could not be stored; then nothing was published.
   * @param publisher whose live text the lines end; the batch's own may be a key that is used once.
   */
  publish(publisher: string, batch: PostedBatch): Promise<PostedResult>;
  /** What is remembered of a publisher whose numbers rise; undefined for one that is new. */
  markOf(publisher: string): Promise<PublisherMark | undefined>;
  interim(publisher: string, interim: PostedInterim): void;
  typing(publisher: string, name: string, isTyping: boolean): void;
  /** A line is in the log: the interim text that it ends goes with it. */
  onRecord(record: LogRecord): void;
  dispose(): void;
};

export type PostingParts = Pick<SessionOptions, 'name' | 'engine' | 'watch'> & {
  readonly interims: InterimStore;
  readonly typing: TypingBoard;
  readonly take: LineRules['take'];
  onInterims(): void;
};

export function createPosting(parts: PostingParts): Posting {
  const { name: session, engine, watch, interims, typing, take, onInterims } = parts;
  /** When each publisher's interim text runs out. */
  const runsOut = new Map<string, ReturnType<typeof setTimeout>>();
  /** The interim text that a line under way ends, by the line's id. */
  const ends = new Map<string, { publisher: string; id: string }>();

  function end(publisher: string): void {
    clearTimeout(runsOut.get(publisher));
    runsOut.delete(publisher);
    interims.orphan(publisher);
    interims.endOrphans(publisher);
    onInterims();
  }

  function renew(publisher: string): void {
    clearTimeout(runsOut.get(publisher));
    runsOut.delete(publisher);
    const [oldest] = runsOut.keys();
    if (oldest !== undefined && runsOut.size >= relayLimits.interimsPerSession) end(oldest);
    runsOut.set(publisher, setTimeout(end, relayTiming.postedInterimMs, publisher));
  }

  return {
    async publish(publisher, { endsInterim, uncounted, ...batch }) {
      const beganMs = performance.now();
      const taken = batch.drafts.map((draft) => take(draft, 'id' in draft && uncounted?.has(draft.id)));
      const drafts = taken.map(({ draft }) => draft);
      // In reverse, because a later record of the same line was judged after the earlier one.
      const undo = () => taken.toReversed().forEach((each) => each.undo());
      const first = batch.drafts.find((draft) => draft.type === 'line')?.id;
      if (first !== undefined) typing.stop(publisher);
      if (first !== undefined && endsInterim !== undefined) ends.set(first, { publisher, id: endsInterim });
      try {
        const result = await engine.appendBatch({ ...batch, drafts, session, nowMs: Date.now() });
        watch.published(result.type, performance.now() - beganMs);
        if (result.type === 'appended')
          return { ...result, ignored: taken.flatMap(({ isApplied }, at) => (isApplied ? [] : [at])) };
        undo();
        return result;
      } catch (error) {
        undo();
        watch.published('failed', performance.now() - beganMs);
        throw error;
      } finally {
        if (first !== undefined) ends.delete(first);
      }
    },
    markOf: (publisher) => engine.markOf(session, publisher),
    interim(publisher, { text, ...interim }) {
      interims.put(publisher, { ...interim, rev: 1, keep: 0, add: text });
      renew(publisher);
      onInterims();
    },
    typing(publisher, name, isTyping) {
      if (isTyping) typing.start(publisher, name);
      else typing.stop(publisher);
    },
    onRecord(record) {
      const ended = record.type === 'line' ? ends.get(record.id) : undefined;
      if (ended) interims.put(ended.publisher, { id: ended.id, rev: 1, keep: 0, add: '' });
    },
    dispose() {
      for (const timer of runsOut.values()) clearTimeout(timer);
    },
  };
}
