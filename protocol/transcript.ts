// The transcript fold: the only place that says what a sequence of records looks like to a reader.
// Pure: a record gives a new transcript, the old one stays as it was. Widget, snapshot, exports and tests use it.
import type { Line, LogRecord, Status } from './records.ts';

export type Transcript = {
  /** Number of the last record folded in. */
  readonly seq: number;
  /** Lines as they stand now, in the order they were first said. */
  readonly lines: readonly Line[];
  /** The status that stands, if any. */
  readonly status: Status | null;
  /** Lines with a seq up to this were taken off the screen; they stay in the transcript. */
  readonly clearedSeq: number;
  readonly ended: boolean;
};

/** What a record did to a transcript; `ignored` when a reader sees no difference. */
export type Change =
  | { readonly type: 'added'; readonly line: Line }
  | { readonly type: 'revised'; readonly line: Line; readonly before: Line }
  | { readonly type: 'retracted'; readonly before: Line }
  | { readonly type: 'status'; readonly status: Status }
  | { readonly type: 'status-cleared' }
  | { readonly type: 'screen-cleared' }
  | { readonly type: 'ended' }
  | { readonly type: 'ignored' };

export type Folded = { readonly transcript: Transcript; readonly change: Change };

export const emptyTranscript: Transcript = {
  seq: 0,
  lines: [],
  status: null,
  clearedSeq: 0,
  ended: false,
};

const timesOf = ({ seq, at, until }: Line) => ({ seq, at, ...(until !== undefined && { until }) });

function foldLine(lines: readonly Line[], line: Line, maxLines: number): [readonly Line[], Change] {
  const before = lines.findLast(({ id }) => id === line.id);
  if (before) {
    if (before.rev >= line.rev) return [lines, { type: 'ignored' }];
    // A correction stands where the line stood, and keeps its time.
    const { until: _until, ...said } = line;
    const corrected = { ...said, ...timesOf(before) };
    return [
      lines.map((line) => (line === before ? corrected : line)),
      { type: 'revised', line: corrected, before },
    ];
  }
  // A correction of a line that was retracted or has left the window changes nothing here.
  if (line.rev > 1) return [lines, { type: 'ignored' }];
  const from = Math.max(0, lines.length + 1 - maxLines);
  return [[...lines.slice(from), line], { type: 'added', line }];
}

/**
 * Folds one record into a transcript.
 * @param maxLines how many lines the transcript keeps; the oldest are dropped. All by default.
 */
export function foldRecord(transcript: Transcript, record: LogRecord, maxLines = Infinity): Folded {
  const next = { ...transcript, seq: record.seq };
  switch (record.type) {
    case 'line': {
      const [lines, change] = foldLine(transcript.lines, record, maxLines);
      return { transcript: { ...next, lines, ended: false }, change };
    }
    case 'retract': {
      const before = transcript.lines.findLast((line) => line.id === record.id);
      if (!before) return { transcript: next, change: { type: 'ignored' } };
      const lines = transcript.lines.filter((line) => line !== before);
      return { transcript: { ...next, lines }, change: { type: 'retracted', before } };
    }
    case 'status':
      return { transcript: { ...next, status: record }, change: { type: 'status', status: record } };
    case 'clear':
      return record.scope === 'status'
        ? { transcript: { ...next, status: null }, change: { type: 'status-cleared' } }
        : {
            transcript: { ...next, clearedSeq: record.seq },
            change: { type: 'screen-cleared' },
          };
    case 'end':
      return { transcript: { ...next, ended: true }, change: { type: 'ended' } };
  }
}

/** Folds many records, oldest first. */
export function foldRecords(
  transcript: Transcript,
  records: readonly LogRecord[],
  maxLines = Infinity,
): Transcript {
  return records.reduce((sofar, record) => foldRecord(sofar, record, maxLines).transcript, transcript);
}
