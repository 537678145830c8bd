// Reads a caption file (WebVTT, SRT) into cues; `media-captions` parses. A file with a fault is refused as a whole,
// with file, line number and reason: playing half a file would lose somebody's words without a sign.
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

import { parseText, tokenizeVTTCue, VTTCue, type VTTNode } from 'media-captions';

import type { Kind } from '../protocol/records.ts';
import { CommandError } from './exit.ts';

/** One cue as it is to be said; a cue with several voices gives several. Times in milliseconds from the file's start. */
export type Cue = {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly speaker?: string;
  readonly kind?: Kind;
};

export type CaptionFile = { readonly cues: readonly Cue[]; readonly lang?: string };

// The parser makes cues of the browser's class where there is one.
(globalThis as { VTTCue?: unknown }).VTTCue ??= VTTCue;

type Spoken = { speaker?: string; text: string };

/** The text of a cue by voice: tags go, the voice of a `<v>` span stays with its words. */
function collect(nodes: readonly VTTNode[], speaker: string | undefined, into: Spoken[]): void {
  for (const node of nodes) {
    if (node.type === 'text') {
      const last = into.at(-1);
      if (last && last.speaker === speaker) last.text += node.data;
      else into.push({ text: node.data, ...(speaker ? { speaker } : {}) });
    } else if (node.type !== 'timestamp') {
      collect(node.children, node.type === 'v' && node.voice ? node.voice : speaker, into);
    }
  }
}

/** A sound stands in brackets, music between notes; that is how every caption style guide writes them. */
function kindOf(text: string): Kind | undefined {
  if (/^[♪♫#].*[♪♫#]$/su.test(text)) return 'music';
  return /^[[(（【][^\])）】]*[\])）】]$/su.test(text) ? 'sound' : undefined;
}

function toCues(cue: VTTCue): Cue[] {
  const spoken: Spoken[] = [];
  collect(tokenizeVTTCue(cue), undefined, spoken);
  return spoken.flatMap(({ speaker, text: raw }) => {
    // `{\an8}` and the like are positions that SubRip files carry over from another format.
    const text = raw.replace(/\{\\[^}]*\}/g, '').trim();
    if (!text) return [];
    const kind = kindOf(text);
    const times = { startMs: Math.round(cue.startTime * 1000), endMs: Math.round(cue.endTime * 1000) };
    return [{ ...times, text, ...(speaker ? { speaker: speaker.trim() } : {}), ...(kind ? { kind } : {}) }];
  });
}

function formatOf(path: string, content: string): 'vtt' | 'srt' {
  const extension = extname(path).toLowerCase();
  if (extension === '.vtt' || content.startsWith('WEBVTT')) return 'vtt';
  if (extension === '.srt') return 'srt';
  throw new CommandError(`${path}: give a WebVTT (.vtt) or SubRip (.srt) file`);
}

/** Parses what a caption file says. @throws CommandError with file, line and reason at the first fault. */
export async function parseCaptionFile(path: string, content: string): Promise<CaptionFile> {
  const type = formatOf(path, content);
  const parsed = await parseText(content, { type, errors: true });
  const fault = parsed.errors[0];
  if (fault) {
    // The parser's sentence ends with the line number, which stands in front here.
    const reason = fault.message.replace(/ on line \d+/, '');
    throw new CommandError(`${path}:${fault.line}: ${reason}`);
  }
  const cues = parsed.cues.flatMap(toCues);
  if (cues.length === 0) throw new CommandError(`${path}:1: no cue in this file`);
  const lang = parsed.metadata.Language;
  return { cues, ...(lang ? { lang } : {}) };
}

/** Reads a caption file, UTF-8. @throws CommandError when it cannot be read or has a fault. */
export async function readCaptionFile(path: string): Promise<CaptionFile> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'no such file' : message;
    throw new CommandError(`${path}: ${reason}`, undefined, { cause: error });
  }
  let content: string;
  try {
    content = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new CommandError(`${path}: not UTF-8; convert it first, for example with iconv`, undefined, {
      cause: error,
    });
  }
  return parseCaptionFile(path, content);
}
