// Finished lines as files: WebVTT (https://www.w3.org/TR/webvtt1/), SubRip, plain text, JSON. Written line by line, so that
// a transcript of any length streams. Invariant: every line is in the file once, and whatever its words are, they cannot
// end its cue, become markup, or pass for a time.
import { marksOf } from '../protocol/marks.ts';
import type { Line } from '../protocol/records.ts';

/** What a transcript is offered as. */
export const transcriptFormats = ['vtt', 'srt', 'txt', 'json'] as const;
export type TranscriptFormat = (typeof transcriptFormats)[number];

/** A line and when it stands; times count from the file's origin. */
type Cue = { readonly line: Line; readonly startMs: number; readonly endMs: number };

export type SubtitleFormat = {
  /** What the file is served as; its text is always UTF-8. */
  readonly mime: string;
  readonly head: string;
  /** @param number counts from 1. */
  cue(cue: Cue, number: number): string;
  readonly tail: string;
};

export type SubtitleWriter = {
  /** The next line of the log. Gives what can be written now: when a line's words go is known only with the line after it. */
  add(line: Line): string;
  /** What remains; a file without lines is a valid one too. */
  end(): string;
};

/** Reading time of a cue that does not say how long it took, and that no other one follows soon. */
const charactersPerSecond = 15;
const leastMs = 1_000;
const mostMs = 7_000;

/**
 * Writes lines, in the order of the log, as one file.
 * @param originMs UTC milliseconds that are 0 in the file; when the first line was said by default. What was said before
 * it stands at 0.
 * @example
 * const writer = createSubtitles(vtt);
 * for (const line of lines) write(writer.add(line));
 * write(writer.end());
 */
export function createSubtitles(format: SubtitleFormat, originMs?: number): SubtitleWriter {
  let before: { line: Line; startMs: number } | undefined;
  let number = 0;
  const flush = (nextMs: number) => {
    if (!before) return format.head;
    const { line, startMs } = before;
    const saidMs = line.until === undefined ? undefined : line.until - line.at;
    const readMs = Math.min((line.text.length * 1_000) / charactersPerSecond, mostMs, nextMs - startMs);
    // Words that came close together overlap rather than flash by.
    const shownMs = saidMs !== undefined && saidMs > 0 ? saidMs : Math.round(Math.max(leastMs, readMs));
    const endMs = startMs + shownMs;
    return format.cue({ line, startMs, endMs }, ++number);
  };
  return {
    add(line) {
      originMs ??= line.at;
      // WebVTT, 4.1: no cue starts before the one above it. Publishers who speak at once are logged as they finish.
      const startMs = Math.max(line.at - originMs, before?.startMs ?? 0);
      const text = flush(startMs);
      before = { line, startMs };
      return text;
    },
    end: () => flush(Infinity) + format.tail,
  };
}

/** `01:02:03.004` */
function timestamp(ms: number, point: string): string {
  const digits = (value: number, many = 2) => `${Math.floor(value)}`.padStart(many, '0');
  const [hours, minutes, seconds] = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1_000) % 60] as const;
  return `${digits(hours)}:${digits(minutes)}:${digits(seconds)}${point}${digits(ms % 1_000, 3)}`;
}

const times = ({ startMs, endMs }: Cue, point: string) =>
  `${timestamp(startMs, point)} --> ${timestamp(endMs, point)}\n`;

/** The words with their marks; without empty rows, which end a cue. Linear: a regular expression that looks for spaces before a line end is not. */
function wordsOf(line: Line): string {
  const [before, after] = marksOf(line);
  const rows = line.text.split(/[\r\n]/).map((row) => row.trim());
  return before + rows.filter((row) => row !== '').join('\n') + after;
}

/** A name, for the front of the words. */
const named = ({ speaker }: Line) => (speaker ? `${speaker}: ` : '');

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string) => text.replace(/[&<>]/g, (char) => escapes[char] as string);

export const vtt: SubtitleFormat = {
  mime: 'text/vtt',
  head: 'WEBVTT\n',
  cue(cue) {
    const { line } = cue;
    // An annotation is one line, with more in it than spaces.
    const speaker = line.speaker?.replace(/\s+/g, ' ').trim();
    const words = escaped(wordsOf(line));
    return `\n${times(cue, '.')}${speaker ? `<v ${escaped(speaker)}>` : ''}${
      line.lang ? `<lang ${line.lang}>${words}</lang>` : words
    }\n`;
  },
  tail: '',
};

/**
 * SubRip has no way to escape: a joiner that nobody sees stands behind what players take for the beginning of markup and leave
 * out: an arrow between times, a tag, a position or style of SubStation (`{\an8}`) or MicroDVD (`{y:i}`), a forced line break, a character reference.
 */
const unmarked = (text: string) =>
  text.replace(/[-–—](?=>)|&(?=#?\w{1,31};)|<(?=[a-z/!?])|\{(?=\\|[a-z]:)|\\(?=[nh])/gi, '$&\u2060');

export const srt: SubtitleFormat = {
  mime: 'application/x-subrip',
  head: '',
  // Names stand before the words, as in every style guide.
  cue: (cue, number) => `${number}\n${times(cue, ',')}${unmarked(named(cue.line) + wordsOf(cue.line))}\n\n`,
  tail: '',
};

export const plainText: SubtitleFormat = {
  mime: 'text/plain',
  head: '',
  cue: ({ line }) => `${named(line)}${wordsOf(line)}\n`,
  tail: '',
};

/** The lines as they are in the log: ids, revisions, times in UTC. `about` says whose they are. */
export const json = (about: {
  readonly session: string;
  readonly cursor?: string;
  readonly trimmedSeq?: number;
}): SubtitleFormat => ({
  mime: 'application/json',
  head: `${JSON.stringify(about).slice(0, -1)},"lines":[`,
  cue: ({ line }, number) => `${number > 1 ? ',' : ''}\n${JSON.stringify(line)}`,
  tail: '\n]}\n',
});
