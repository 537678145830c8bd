// Lines that a recogniser prints become what was heard: JSON, one value a line or spread over several as Vosk prints it, and
// plain lines, each of which is finished. What is neither is named with its line number, and the next line is read as if it
// had not been there.
import type { Heard } from './heard.ts';
import { createPlainRows } from './plain-rows.ts';
import { heardIn } from './shapes.ts';
import { longestLineChars } from './terminal-lines.ts';

/** `auto`: what looks like JSON is JSON. */
export const inputFormats = ['auto', 'text', 'json'] as const;
export type InputFormat = (typeof inputFormats)[number];

export type HearingOptions = {
  readonly format: InputFormat;
  /** A line, or what begins with it, that says nothing usable. */
  onFault(lineNumber: number, what: string): void;
};

export type Hearing = {
  take(line: string): Heard[];
  /** Whether what has no line end yet is words to show. */
  isWords(open: string): boolean;
  /** Nothing more comes. @returns what was held back */
  end(): Heard[];
};

/** Somebody may well write “{laughs}” or “[music]”: JSON has a name, a value or nothing behind its first bracket. */
const beginsValue = /^(?:\{\s*(?:"|\}|$)|\[\s*(?:\{\s*"|\]$|$))/;
/** A row of Server-Sent Events (HTML, 9.2.6) with a value in it. */
const eventData = /^data:\s?(?=\{|\[(?:\{|DONE\]))/;
/** How a value that is spread over lines goes on: indented, or with what closes it. */
const continuesValue = /^(?:\s|[}\]])/;

export function createHearing({ format, onFault }: HearingOptions): Hearing {
  let lineNumber = 0;
  let value: { readonly text: string; readonly lineNumber: number } | undefined;

  /** Whether the rest of a value is passed over that was given up. */
  let isPassing = false;

  const isJson = (line: string) =>
    format === 'auto' ? beginsValue.test(line.trimStart()) : format === 'json';

  function giveUp(): void {
    if (value) onFault(value.lineNumber, 'is not JSON');
    value = undefined;
  }

  function takeValue(text: string, from: number): Heard[] {
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      // Not yet, perhaps: the next line tells.
      value = { text, lineNumber: from };
      if (text.length > longestLineChars) {
        giveUp();
        isPassing = true;
      }
      return [];
    }
    value = undefined;
    try {
      return [...heardIn(parsed)];
    } catch (error) {
      onFault(from, (error as TypeError).message);
      return [];
    }
  }

  const plain = createPlainRows(format);

  return {
    take(row) {
      lineNumber++;
      const line = format === 'text' ? row : row.replace(eventData, '');
      if (line === '[DONE]' && line !== row) return [];
      if (line.includes('\ufffd')) onFault(lineNumber, 'is not all UTF-8; � stands for what is not');
      if (value && continuesValue.test(line)) return takeValue(`${value.text}\n${line}`, value.lineNumber);
      if (isPassing && continuesValue.test(line)) return [];
      isPassing = false;
      giveUp();
      if (line.trim() === '') return [];
      if (!isJson(line)) return plain.take(line);
      plain.dropFields();
      return takeValue(line, lineNumber);
    },
    isWords: (open) => !value && open.trim() !== '' && !isJson(open) && plain.isWords(open),
    end() {
      giveUp();
      return plain.end();
    },
  };
}
