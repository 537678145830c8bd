// A caption file (WebVTT, SubRip) on this machine.
import { readFile } from 'node:fs/promises';

import { captionFormatOf, type CaptionText } from '../formats/caption-file.ts';
import { decodeText } from '../formats/decode-text.ts';
import { readCaptions } from '../formats/read-captions.ts';
import { CommandError } from './exit.ts';

/**
 * Reads what a caption file says.
 * @throws CommandError with file, row and reason when there is no cue in it, or when it is of another format
 */
export function parseCaptionFile(path: string, content: string): CaptionText {
  const format = captionFormatOf(path, content);
  if (!format) throw new CommandError(`${path}: give a WebVTT (.vtt) or SubRip (.srt) file`);
  const file = readCaptions(content, format);
  if (file.cues.length > 0) return file;
  const [fault] = file.faults;
  throw new CommandError(
    fault ? `${path}:${fault.row}: no cue in this file: ${fault.reason}` : `${path}: no cue in this file`,
  );
}

/** Reads a caption file. @throws CommandError when it cannot be read or there is no cue in it */
export async function readCaptionFile(path: string): Promise<CaptionText> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'no such file' : message;
    throw new CommandError(`${path}: ${reason}`, undefined, { cause: error });
  }
  const content = decodeText(bytes);
  if (content === undefined) {
    throw new CommandError(`${path}: not UTF-8 or UTF-16; convert it first, for example with iconv`);
  }
  return parseCaptionFile(path, content);
}
