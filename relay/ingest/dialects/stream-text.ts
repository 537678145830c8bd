// StreamText's push: `POST /ingest/streamtext?token=…&seq=1&lang=en`, the body all that was written since the last success.
// One stream of characters, in which U+0008 takes back the one before it, wherever that is: in what is being written, in the
// request before, in a line that was finished. A line ends at a line end, a sentence's end, or where it gets long.
// Invariant: what stands in the session is what stands in the stream, as far back as lines are remembered.
import { relayTiming } from '../../../protocol/limits.ts';
import { languageOf } from '../../../protocol/language-tag.ts';
import { splitSentences, splitText } from '../../../protocol/line-splitter.ts';
import { cleanText, hasVisibleText } from '../../../protocol/text.ts';
import { lineCodePoints } from './joined-pieces.ts';
import type { Address, Parameters } from './parameters.ts';

/** Finished lines that characters can still be taken back from. */
const linesBack = 20;

const backspace = '\b';
const carriageReturn = '\r';
const isSpace = (text: string) => /\s/.test(text);
/** After one of these a sentence may have ended: space, or the end in a script without spaces. */
const mayEnd = /[\s。！？]$/;

type StreamLine = {
  /** Its place in the stream; no two lines have the same. */
  readonly n: number;
  /** Its characters, with the end of line. */
  readonly raw: string;
  /** The revision published of it; 0 before any. */
  readonly rev: number;
  /** The text published of it. */
  readonly text: string;
  /** When its first character was written, UTC milliseconds. */
  readonly at: number;
};

export type StreamState = {
  readonly next: number;
  /** The last finished lines, oldest first. */
  readonly lines: readonly StreamLine[];
  /** What is being written. */
  readonly open: StreamLine;
  /** A line feed that comes next belongs to the line end before it. */
  readonly afterReturn: boolean;
};

/** What the session is told: a line as it stands, or that it is gone. */
export type StreamEvent =
  | {
      readonly type: 'line';
      readonly n: number;
      readonly rev: number;
      readonly text: string;
      readonly at: number;
    }
  | { readonly type: 'retract'; readonly n: number };

export type StreamStep = {
  readonly state: StreamState;
  readonly events: readonly StreamEvent[];
  /** What is being written, by place; '' ends one that was. */
  readonly interims: readonly { readonly n: number; readonly text: string }[];
};

const textOf = (raw: string) => cleanText(raw).trim();

const blank = (n: number): StreamLine => ({ n, raw: '', rev: 0, text: '', at: 0 });

export const emptyStream: StreamState = { next: 2, lines: [], open: blank(1), afterReturn: false };

/** @throws ProblemError when a parameter is missing or wrong. */
export function streamTextAddress(parameters: Parameters, contentLanguage: string | undefined): Address {
  return {
    token: parameters.need('token'),
    seq: parameters.number('seq'),
    lang: languageOf(parameters.find('lang')) ?? languageOf(contentLanguage),
  };
}

/** When a request's content was written, of its `X-Timestamp`; undefined where it has none that can be believed. UTC milliseconds. */
export function streamTextTime(header: string | undefined): number | undefined {
  const atMs = Date.parse(header ?? '');
  return Math.abs(Date.now() - atMs) <= relayTiming.toolClockMs ? atMs : undefined;
}

/** Takes what was written next. @param at when, UTC milliseconds. */
export function takeCharacters(state: StreamState, characters: string, at: number): StreamStep {
  let { next, open, afterReturn } = state;
  const lines = [...state.lines];
  /** Published lines of which nothing is left. */
  const gone: StreamLine[] = [];

  function finish(pieces: readonly string[]): void {
    for (const raw of pieces) {
      lines.push({ ...open, raw });
      open = blank(next++);
    }
  }
  function takeBack(): void {
    while (open.raw === '') {
      const before = lines.pop();
      if (!before) return;
      if (open.rev > 0) gone.push(open);
      open = before;
    }
    open = { ...open, raw: Array.from(open.raw).slice(0, -1).join('') };
  }
  function add(point: string): void {
    const mayHaveEnded = mayEnd.test(open.raw);
    open = { ...open, raw: open.raw + point, at: open.raw === '' ? at : open.at };
    if (point === '\n') return finish([open.raw]);
    const pieces = !isSpace(point) && mayHaveEnded ? splitSentences(open.raw) : [open.raw];
    const [first, ...rest] = pieces.length > 1 ? pieces : splitText(open.raw, lineCodePoints);
    if (rest.length === 0) return;
    finish([first as string]);
    open = { ...open, raw: rest.join(''), at };
  }

  for (const point of characters) {
    const endsReturn = afterReturn && point === '\n';
    afterReturn = point === carriageReturn;
    if (endsReturn) continue;
    if (point === backspace) takeBack();
    else add(afterReturn ? '\n' : point);
  }
  return settle({ next, lines, open, afterReturn }, gone, state.open);
}

/** Finishes what is being written. */
export function finishOpen(state: StreamState): StreamStep {
  const { next, lines, open } = state;
  if (!hasVisibleText(textOf(open.raw))) return { state, events: [], interims: [] };
  const finished = { ...state, next: next + 1, lines: [...lines, open], open: blank(next) };
  return settle(finished, [], open);
}

/** What changed in the lines, once a request is read. @param before what was being written until then. */
function settle(state: StreamState, gone: readonly StreamLine[], before: StreamLine): StreamStep {
  let { next } = state;
  const events: StreamEvent[] = gone.map(({ n }) => ({ type: 'retract', n }));

  function publish(line: StreamLine): StreamLine {
    const text = textOf(line.raw);
    if (text === line.text) return line;
    if (hasVisibleText(text)) {
      events.push({ type: 'line', n: line.n, rev: line.rev + 1, text, at: line.at });
      return { ...line, rev: line.rev + 1, text };
    }
    // What was taken back cannot be corrected any more: what is written in its place is another line.
    if (line.rev > 0) events.push({ type: 'retract', n: line.n });
    return line.rev > 0 ? { ...line, n: next++, rev: 0, text: '' } : line;
  }

  const lines = state.lines.map(publish);
  const open = state.open.rev > 0 ? publish(state.open) : state.open;
  const interims = before.n === open.n ? [] : [{ n: before.n, text: '' }];
  if (open.rev === 0) interims.push({ n: open.n, text: open.raw.trimStart() });
  return { state: { ...state, next, lines: lines.slice(-linesBack), open }, events, interims };
}
