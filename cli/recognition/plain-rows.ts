// Rows that are not JSON are finished lines, but for what programs print around them: the times and headings of Whisper, and
// the fields of Server-Sent Events.
import type { Heard } from './heard.ts';

export type PlainRows = {
  /** Reads a row; gives finished lines. */
  take(row: string): Heard[];
  /** A JSON value comes next: rows that were held back are fields of its event. */
  dropFields(): void;
  /** Whether a row without its end is words so far. */
  isWords(open: string): boolean;
  /** Gives the rows that were held back. */
  end(): Heard[];
};

const time = String.raw`(?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{3}`;
/** `[00:00:00.000 --> 00:00:02.000]   words`, of whisper.cpp and of the Python program. */
const timed = new RegExp(String.raw`^\s*\[${time} {0,9}--> {0,9}${time}\]`);
/** A time that has not come whole. */
const beginsTimed = /^\s*\[[\d:.,\s>-]*$/;
/** Headings that Whisper's programs print. */
const heading =
  /^(?:\[Start speaking\]|### Transcription \d+ (?:START|END)\b.*|Detect(?:ed|ing) language\b.*)$/;
/** Whisper prints this where nobody spoke. */
const silence = /^\[? ?_?BLANK_?AUDIO_? ?\]?$/i;
/** Other fields of Server-Sent Events: words, unless a value follows. */
const eventField = /^(?:event|id|retry):\s?\S+$/;
/** An event has no more of them. */
const fieldsHeld = 3;

/** @param format `text` takes everything for words, but for Whisper's times and headings */
export function createPlainRows(format: 'auto' | 'text' | 'json'): PlainRows {
  let held: string[] = [];
  const release = (): Heard[] => {
    const rows = held;
    held = [];
    return rows.map((text) => ({ text, final: true }));
  };
  const wordsIn = (row: string) => {
    const words = row.replace(timed, '').trim();
    return heading.test(words) || silence.test(words) ? '' : words;
  };

  return {
    take(row) {
      const words = wordsIn(row);
      if (!words) return release();
      held.push(words);
      const isField = format !== 'text' && eventField.test(words) && held.length <= fieldsHeld;
      return isField ? [] : release();
    },
    dropFields() {
      held = [];
    },
    isWords: (open) => !beginsTimed.test(open) && !timed.test(open) && wordsIn(open) !== '',
    end: release,
  };
}
