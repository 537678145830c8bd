// Files that the captioner opens and saves. A file that is too large or no text is refused with a sentence that helps,
// never read in part or with wrong letters.

import { decodeText } from '../../formats/decode-text.ts';

/** Larger is no list and no script. */
const fileBytesMost = 5 * 1024 * 1024;
/** How long the browser has to begin saving. */
const offeredMs = 60_000;

/** Why a file or a text was not read, in a sentence for the captioner. */
export class ReadProblem extends Error {}

/** What a text file says, UTF-8 or UTF-16. @throws ReadProblem */
export async function readTextFile(file: File): Promise<string> {
  if (file.size > fileBytesMost) throw new ReadProblem(`${file.name} is larger than 5 MB.`);
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new ReadProblem(`${file.name} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const text = decodeText(bytes);
  if (text !== undefined) return text;
  throw new ReadProblem(`${file.name} is not UTF-8 text. Save it as UTF-8, in Excel as “CSV UTF-8”.`);
}

/** Gives the captioner a text as a file. */
export function saveTextFile(name: string, mime: string, text: string): void {
  saveFile(name, new Blob([text], { type: mime }));
}

/** Gives the captioner a file. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), offeredMs);
}
