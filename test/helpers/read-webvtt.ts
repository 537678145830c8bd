// WebVTT files as tests write them, and what a reader makes of them.
import type { Cue } from '../../formats/caption-file.ts';
import { readCaptions } from '../../formats/read-captions.ts';

/** The cues of a file with one cue, from 1 s to 2.5 s. */
export const vtt = (payload: string) =>
  readCaptions(`WEBVTT\n\n00:01.000 --> 00:02.500\n${payload}\n`, 'vtt').cues;
/** @param content goes on behind the signature */
export const read = (content: string) => readCaptions(`WEBVTT${content}`, 'vtt');
export const texts = (cues: readonly Cue[]) => cues.map(({ text }) => text);
/** The texts of the cues, and the rows of the faults. */
export const outcome = (content: string) => {
  const { cues, faults } = read(content);
  return { texts: texts(cues), rows: faults.map(({ row }) => row) };
};
