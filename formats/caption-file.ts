// What a caption file says: cues in order of time, and everything about the file that a reader should know. Reading never
// throws and never stops at a fault: what can be read is read, and what cannot is named with its row.
import type { Kind } from '../protocol/records.ts';

/** One cue as it is to be said; a cue in which several people speak gives several. Times in milliseconds from the file's start. */
export type Cue = {
  readonly startMs: number;
  /** Never before `startMs`. */
  readonly endMs: number;
  readonly text: string;
  readonly speaker?: string;
  /** Language of the words, where the file marks it. */
  readonly lang?: string;
  readonly kind?: Kind;
};

/** Something in a file that was left out, or read in spite of a mistake. */
export type CaptionFault = {
  /** Counted from 1. */
  readonly row: number;
  /** A sentence without its full stop: what was wrong and what became of it. */
  readonly reason: string;
};

export type CaptionText = {
  /** In order of their start; cues of the same start in the file's order. */
  readonly cues: readonly Cue[];
  readonly lang?: string;
  /** In order of their rows. */
  readonly faults: readonly CaptionFault[];
};

/** What one person says in a cue. */
export type Spoken = { readonly text: string; readonly speaker?: string; readonly lang?: string };

/** A cue as a format's parser finds it: not yet sorted, and its words as long as the file has them. */
export type ParsedCue = {
  /** Of its time. */
  readonly row: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly spoken: readonly Spoken[];
  /** Whether times of single words stand in it. */
  readonly hasWordTimes?: boolean;
};

export type ParsedFile = {
  readonly cues: readonly ParsedCue[];
  readonly lang?: string;
  readonly faults: readonly CaptionFault[];
};

export type CaptionFormat = 'vtt' | 'srt';

/**
 * The format of a caption file, by what it says first and then by its name.
 * @returns undefined for any other text
 */
export function captionFormatOf(name: string, content: string): CaptionFormat | undefined {
  if (/^\ufeff?WEBVTT(?:\s|$)/.test(content)) return 'vtt';
  if (/\.srt$/i.test(name)) return 'srt';
  if (/\.vtt$/i.test(name)) return 'vtt';
  return /^\ufeff?\s{0,99}(?:\d{1,9}\s{1,9})?\d{1,3}:\d\d:\d\d[,.]\d{1,3} *-->/.test(content)
    ? 'srt'
    : undefined;
}

/** The rows of a file, whatever ends them. */
export const rowsOf = (content: string): string[] => content.replace(/^\ufeff/, '').split(/\r\n?|\n/);

/** Words as a fault quotes them. */
export function quoted(text: string): string {
  const points = Array.from(text.trim());
  return `“${points.length > 60 ? `${points.slice(0, 59).join('')}…` : points.join('')}”`;
}

/** The same file with its first cue at 0: recordings of broadcasts begin at 10:00:00, and nobody waits ten hours. */
export function fromFirstCue(file: CaptionText): CaptionText {
  const fromMs = file.cues[0]?.startMs ?? 0;
  const cues = file.cues.map((cue) => ({ ...cue, startMs: cue.startMs - fromMs, endMs: cue.endMs - fromMs }));
  return { ...file, cues };
}
