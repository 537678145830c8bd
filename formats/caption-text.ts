// Reads what a caption file (WebVTT, SRT) says into cues; `media-captions` parses. A text with a fault is refused as a
// whole, with line number and reason: playing half of it would lose somebody's words without a sign.
import { parseText, parseVTTTimestamp, tokenizeVTTCue, VTTCue, type VTTNode } from 'media-captions';

import { kindOf } from '../protocol/marks.ts';
import type { Kind } from '../protocol/records.ts';

/** One cue as it is to be said; a cue with several voices gives several. Times in milliseconds from the file's start. */
export type Cue = {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly speaker?: string;
  /** Language of the words, when the file marks it. */
  readonly lang?: string;
  readonly kind?: Kind;
};

export type CaptionText = { readonly cues: readonly Cue[]; readonly lang?: string };

/** Why a text gives no cues: the reason as a sentence's end, and the line that it was found in, counted from 1. */
export class CaptionFault extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

// The parser makes cues of the browser's class where there is one.
(globalThis as { VTTCue?: unknown }).VTTCue ??= VTTCue;

type Voice = { readonly speaker: string | undefined; readonly lang: string | undefined };
type Spoken = Voice & { readonly text: string };

/** The text of a cue by voice: tags go; the speaker of a `<v>` span and the language of a `<lang>` stay with the words. */
function collect(nodes: readonly VTTNode[], voice: Voice): Spoken[] {
  return nodes.flatMap((node) => {
    if (node.type === 'text') return [{ ...voice, text: node.data }];
    if (node.type === 'v')
      return collect(node.children, { ...voice, speaker: node.voice?.trim() || undefined });
    if (node.type === 'lang') return collect(node.children, { ...voice, lang: node.lang || undefined });
    return collect(node.children, voice);
  });
}

/** Runs of one speaker as one; words of two languages in it have no language of their own. */
function joinRuns(spoken: readonly Spoken[]): Spoken[] {
  const runs: Spoken[] = [];
  for (const part of spoken) {
    const last = runs.at(-1);
    if (!last || last.speaker !== part.speaker) runs.push(part);
    else if (!part.text.trim()) runs.splice(-1, 1, { ...last, text: last.text + part.text });
    else {
      const lang = last.lang === part.lang || !last.text.trim() ? part.lang : undefined;
      runs.splice(-1, 1, { speaker: last.speaker, lang, text: last.text + part.text });
    }
  }
  return runs;
}

function toCues(cue: VTTCue): Cue[] {
  const times = { startMs: Math.round(cue.startTime * 1000), endMs: Math.round(cue.endTime * 1000) };
  const spoken = collect(tokenizeVTTCue(new VTTCue(cue.startTime, cue.endTime, spellOut(cue.text))), {
    speaker: undefined,
    lang: undefined,
  });
  return joinRuns(spoken).flatMap(({ text: raw, speaker, lang }) => {
    // `{\an8}` and the like are positions that SubRip files carry over from another format.
    const text = raw.replace(/\{\\[^}]*\}/g, '').trim();
    if (!text) return [];
    const kind = kindOf(text);
    return [{ ...times, text, ...(speaker && { speaker }), ...(lang && { lang }), ...(kind && { kind }) }];
  });
}

/** Codes of the parser's errors that lose words; a setting that is unknown or odd loses none. */
const fatalCodes = new Set([1, 2]);

/** The parser leaves out a cue that does not end after it starts, and does not say so. */
function findReversedCue(content: string): { line: number; message: string } | undefined {
  const lines = content.split(/\r\n?|\n/);
  for (const [at, line] of lines.entries()) {
    const [from = '', to = ''] = line
      .split('-->')
      .map((part) => part.trim().split(/\s/)[0]?.replace(',', '.'));
    const startS = parseVTTTimestamp(from);
    const endS = parseVTTTimestamp(to);
    if (startS !== null && endS !== null && endS <= startS) {
      return { line: at + 1, message: `the cue ends at ${to}, which is not after its start, ${from}` };
    }
  }
  return undefined;
}

/** Nor does it say so when it leaves out words that belong to no cue, for example below a misspelt time. */
function findLostWords(content: string, type: 'vtt' | 'srt'): { line: number; message: string } | undefined {
  const lines = content.split(/\r\n?|\n/).map((line) => line.trim());
  for (let from = 0, to = 0; from < lines.length; from = to + 1) {
    for (to = from; lines[to];) to++;
    const block = lines.slice(from, to);
    const isCue = block.some((line) => line.includes('-->'));
    const isNone =
      type === 'vtt' ? /^(WEBVTT|NOTE|STYLE|REGION)\b/.test(block[0] ?? '') : /^\d*$/.test(block.join(''));
    if (block.length > 0 && !isCue && !isNone) {
      return { line: from + 1, message: 'words without a time (FROM --> TO) above them' };
    }
  }
  return undefined;
}

/** What the parser does not know: character references by number, and a `<` that begins no tag. */
function spellOut(text: string): string {
  return text
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (whole, hex?: string, decimal?: string) => {
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      if (point > 0x10ffff) return whole;
      const char = String.fromCodePoint(point);
      return named[char] ?? char;
    })
    .replace(/<(?![a-z/]|\d+:)/gi, '&lt;');
}

const named: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

/** Parses what a caption file says. @throws CaptionFault at the first fault */
export async function parseCaptions(content: string, type: 'vtt' | 'srt'): Promise<CaptionText> {
  const parsed = await parseText(content, { type, errors: true });
  const fault =
    parsed.errors.find(({ code }) => fatalCodes.has(code)) ??
    findReversedCue(content) ??
    findLostWords(content, type);
  // The parser's sentence ends with the line number.
  if (fault) throw new CaptionFault(fault.line, fault.message.replace(/ on line \d+/, ''));
  const cues = parsed.cues.flatMap(toCues);
  if (cues.length === 0) throw new CaptionFault(1, 'no cue in this file');
  const lang = parsed.metadata.Language;
  return { cues, ...(lang ? { lang } : {}) };
}
