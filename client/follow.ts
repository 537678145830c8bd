// Follows a session: messages in, one view of the session out. The one place of a client that keeps the cursor,
// notices gaps and folds records. Every record reaches `onChange` once and in order, or a snapshot replaced it all.
import { seqOfCursor } from '../protocol/cursor.ts';
import { clientLimits } from '../protocol/limits.ts';
import type { Typist } from '../protocol/live.ts';
import type { LogRecord } from '../protocol/records.ts';
import type { ServerMessage, Snapshot } from '../protocol/server-messages.ts';
import { type Change, emptyTranscript, foldRecord, type Transcript } from '../protocol/transcript.ts';
import { applyInterim, endInterim, type InterimTexts } from './interim-texts.ts';

/** What a reader of the session sees at one moment. Each part keeps its identity while it does not change. */
export type SessionView = {
  /** A window of the last clientLimits.clientLines lines, and the status. */
  readonly transcript: Transcript;
  readonly interims: InterimTexts;
  /** Who types; `leftMs` counts from when the message came. */
  readonly typing: readonly Typist[];
};

/** Why the view changed, in the order things happened. */
export type ViewChange =
  | Change
  /** Everything was replaced: on joining, or because the cursor could not be resumed (`reset`). */
  | { readonly type: 'snapshot'; readonly reset: Snapshot['reset'] }
  /** Back after a loss. The `missed` lines are changes of their own, and follow; if they are many, the first came before. */
  | { readonly type: 'resumed'; readonly missed: number }
  | { readonly type: 'interim' }
  | { readonly type: 'typing' };

export type FollowOptions = {
  onChange(change: ViewChange, view: SessionView): void;
  /** Something was missed: the connection must start again from the cursor. */
  onGap(reason: string): void;
};

export type Follow = {
  view(): SessionView;
  /** Where to resume, as text; undefined before the first snapshot. */
  cursor(): string | undefined;
  receive(message: ServerMessage): void;
};

export function createFollow({ onChange, onGap }: FollowOptions): Follow {
  let view: SessionView = { transcript: emptyTranscript, interims: new Map(), typing: [] };
  let cursor: string | undefined;
  let seq = 0;
  /** Lines of a resume that goes on in further frames. */
  let missed: number | undefined;

  const change = (why: ViewChange, next: Partial<SessionView>) => {
    view = { ...view, ...next };
    onChange(why, view);
  };
  const moveTo = (text: string) => {
    cursor = text;
    seq = seqOfCursor(text);
  };
  /** @param isLevel whether a resume, if one goes on, brings no more after these. */
  const fold = (records: readonly LogRecord[], isLevel: boolean | undefined) => {
    if (missed !== undefined) {
      // A correction is no line that was missed.
      missed += records.filter((record) => 'rev' in record && record.rev === 1).length;
      if (isLevel) {
        change({ type: 'resumed', missed }, {});
        missed = undefined;
      }
    }
    for (const record of records) {
      const folded = foldRecord(view.transcript, record, clientLimits.clientLines);
      const interims =
        record.type === 'line' || record.type === 'retract'
          ? endInterim(view.interims, record.id)
          : view.interims;
      change(folded.change, { transcript: folded.transcript, interims });
    }
  };

  const standsElsewhere = (there: number | undefined) => {
    if (there !== seq) onGap(`expected ${seq}, got ${there}`);
    return there !== seq;
  };

  return {
    view: () => view,
    cursor: () => cursor,
    receive(message) {
      switch (message.type) {
        case 'snapshot': {
          missed = undefined;
          moveTo(message.cursor);
          const { lines, status, clearedSeq, ended } = message;
          change(
            { type: 'snapshot', reset: message.reset },
            {
              transcript: { seq, lines, status, clearedSeq, ended },
              interims: message.interims.reduce(applyInterim, new Map() as InterimTexts),
              typing: message.typing,
            },
          );
          return;
        }
        case 'resume': {
          missed ??= 0;
          // Interims of before the loss may have ended meanwhile; the message brings all that live.
          view = { ...view, interims: new Map(), typing: message.typing };
          fold(message.records, !message.more);
          moveTo(message.cursor);
          const interims = message.interims.reduce(applyInterim, view.interims);
          change({ type: 'interim' }, { interims });
          return;
        }
        case 'events': {
          if (message.records && message.cursor) {
            if (standsElsewhere(message.from)) return;
            fold(message.records, message.whole);
            moveTo(message.cursor);
          }
          if (message.interims) {
            const held: InterimTexts = message.whole ? new Map() : view.interims;
            const interims = message.interims.reduce(applyInterim, held);
            if (interims !== view.interims) change({ type: 'interim' }, { interims });
          }
          if (message.typing) change({ type: 'typing' }, { typing: message.typing });
          return;
        }
        case 'beat': {
          standsElsewhere(seqOfCursor(message.cursor));
        }
      }
    },
  };
}
