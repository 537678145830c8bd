// What a viewer saw of a log, change by change through its own `onChange`, and what it should have seen: the fold of the
// log itself. Invariant of the wire: no viewer ever sees the interim text of a line together with the finished line.
import type { SessionView, ViewChange } from '../../client/index.ts';
import { clientLimits } from '../../protocol/limits.ts';
import type { LogRecord } from '../../protocol/records.ts';
import { type Change, emptyTranscript, foldRecord } from '../../protocol/transcript.ts';

/** A change as text; undefined when a reader sees no difference. */
function spell(change: Change): string | undefined {
  switch (change.type) {
    case 'added':
      return `${change.line.seq} + ${change.line.id} ${change.line.text}`;
    case 'revised':
      return `${change.line.seq} ~ ${change.line.id} ${change.line.rev} ${change.line.text}`;
    case 'retracted':
      return `${change.before.seq} - ${change.before.id}`;
    case 'status':
      return `${change.status.seq} ! ${change.status.text}`;
    case 'ignored':
      return undefined;
    default:
      return change.type;
  }
}

/** The changes that a log means to one who follows it from the beginning. */
export function changesOf(records: readonly LogRecord[]): string[] {
  let transcript = emptyTranscript;
  return records.flatMap((record) => {
    const folded = foldRecord(transcript, record, clientLimits.clientLines);
    transcript = folded.transcript;
    return spell(folded.change) ?? [];
  });
}

export type SeenLog = {
  onChange(change: ViewChange, view: SessionView): void;
  /** Every change of the log, in the order seen. */
  readonly changes: string[];
  /** Why each snapshot came; the first is that of joining. */
  readonly snapshots: (string | undefined)[];
  /** Lines that were seen together with their own interim text. */
  readonly doubled: string[];
  /** How often it came back after a loss. */
  resumes(): number;
  /** How many revisions of interim text it saw. */
  interims(): number;
};

export function createSeenLog(): SeenLog {
  const changes: string[] = [];
  const snapshots: (string | undefined)[] = [];
  const doubled: string[] = [];
  const finished = new Set<string>();
  let resumes = 0;
  let interims = 0;

  const checkInterims = (view: SessionView) => {
    for (const id of view.interims.keys()) if (finished.has(id)) doubled.push(id);
  };
  return {
    onChange(change, view) {
      switch (change.type) {
        case 'snapshot':
          snapshots.push(change.reset);
          for (const { id } of view.transcript.lines) finished.add(id);
          return checkInterims(view);
        case 'interim':
          interims++;
          return checkInterims(view);
        case 'resumed':
          resumes++;
          return checkInterims(view);
        case 'typing':
          return;
        case 'added':
          finished.add(change.line.id);
          checkInterims(view);
      }
      const text = spell(change);
      if (text !== undefined) changes.push(text);
    },
    changes,
    snapshots,
    doubled,
    resumes: () => resumes,
    interims: () => interims,
  };
}
