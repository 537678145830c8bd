// A caption file (WebVTT, SRT) on this machine. What is wrong with it is said with file, line number and reason.
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

import { CaptionFault, type CaptionText, parseCaptions } from '../formats/caption-text.ts';
import { CommandError } from './exit.ts';

function formatOf(path: string, content: string): 'vtt' | 'srt' {
  const extension = extname(path).toLowerCase();
  if (extension === '.vtt' || content.startsWith('WEBVTT')) return 'vtt';
  if (extension === '.srt') return 'srt';
  throw new CommandError(`${path}: give a WebVTT (.vtt) or SubRip (.srt) file`);
}

/** Parses what a caption file says. @throws CommandError with file, line and reason at the first fault. */
export async function parseCaptionFile(path: string, content: string): Promise<CaptionText> {
  const type = formatOf(path, content);
  try {
    return await parseCaptions(content, type);
  } catch (error) {
    if (!(error instanceof CaptionFault)) throw error;
    throw new CommandError(`${path}:${error.line}: ${error.message}`, undefined, { cause: error });
  }
}

/** Reads a caption file, UTF-8. @throws CommandError when it cannot be read or has a fault. */
export async function readCaptionFile(path: string): Promise<CaptionText> {
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
