// Reads caption files, WebVTT and SubRip: the one reader of `captionwire replay`, of the console's script and of the tests.
import { limits } from '../protocol/limits.ts';
import { splitText } from '../protocol/line-splitter.ts';
import { kindOf } from '../protocol/marks.ts';
import { cleanName, cleanText, hasVisibleText } from '../protocol/text.ts';
import type { CaptionFault, CaptionFormat, CaptionText, Cue, ParsedCue, Spoken } from './caption-file.ts';
import { isRolling, unrolled } from './rolling-captions.ts';
import { parseSubRip } from './subrip.ts';
import { parseWebVtt } from './webvtt.ts';

const parsers = { vtt: parseWebVtt, srt: parseSubRip } as const;

const tidy = (text: string) =>
  cleanText(text)
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '')
    .join('\n');

/** Runs of one speaker as one; words of two languages in it have no language of their own. */
function joinRuns(spoken: readonly Spoken[]): Spoken[] {
  const runs: { speaker: string | undefined; texts: string[]; langs: Set<string | undefined> }[] = [];
  for (const { text, speaker, lang } of spoken) {
    let run = runs.at(-1);
    if (!run || run.speaker !== speaker) runs.push((run = { speaker, texts: [], langs: new Set() }));
    run.texts.push(text);
    if (text.trim()) run.langs.add(lang);
  }
  return runs.map(({ speaker, texts, langs }) => {
    const [lang] = langs.size === 1 ? langs : [];
    return Object.assign({ text: texts.join('') }, speaker && { speaker }, lang && { lang });
  });
}

/** A name as it may be sent, cut to its limit. */
function nameOf(raw: string | undefined, row: number, faults: CaptionFault[]): string {
  const points = Array.from(cleanName(raw ?? ''));
  if (points.length > limits.nameCodePoints) {
    faults.push({ row, reason: `the speaker’s name was cut to ${limits.nameCodePoints} characters` });
  }
  return points.slice(0, limits.nameCodePoints).join('').trim();
}

/** A cue as lines that may be sent: one for each who speaks, and more where the words are longer than a line may be. */
function linesOf({ row, startMs, endMs, spoken }: ParsedCue, faults: CaptionFault[]): Cue[] {
  return joinRuns(spoken).flatMap(({ text: raw, speaker: rawName, lang }) => {
    const text = tidy(raw);
    if (!hasVisibleText(text)) return [];
    const speaker = nameOf(rawName, row, faults);
    const kind = kindOf(text);
    const pieces = splitText(text, limits.textCodePoints);
    let before = 0;
    return pieces.map((piece): Cue => {
      // Each piece stands for its share of the time.
      const at = (length: number) => Math.round(startMs + ((endMs - startMs) * length) / text.length);
      const from = at(before);
      before += piece.length;
      const line = { startMs: from, endMs: at(before), text: piece.trim() };
      return Object.assign(line, speaker && { speaker }, lang && { lang }, kind && { kind });
    });
  });
}

/**
 * Reads what a caption file says. Never throws: `cues` is empty where nothing could be read, and `faults` says why.
 * @example
 * const { cues, faults } = readCaptions(text, captionFormatOf('talk.srt', text) ?? 'vtt');
 */
export function readCaptions(content: string, format: CaptionFormat): CaptionText {
  const { cues: parsed, faults: found, lang } = parsers[format](content);
  const faults = [...found];
  const cues = parsed.toSorted((a, b) => a.startMs - b.startMs).flatMap((cue) => linesOf(cue, faults));
  const rolls = isRolling(
    cues,
    parsed.some(({ hasWordTimes }) => hasWordTimes),
  );
  return {
    cues: rolls ? unrolled(cues) : cues,
    faults: faults.sort((a, b) => a.row - b.row),
    ...(lang && { lang }),
  };
}
