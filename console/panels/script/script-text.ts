// A prepared text as phrases to be sent one by one: a cue of a caption file is one, and so is each sentence and each line of
// any other text. Rows of a caption file that cannot be read are named, and the rest is used.
import { type CaptionFault, captionFormatOf, type Cue } from '../../../formats/caption-file.ts';
import { kindOf } from '../../../protocol/marks.ts';
import { limits } from '../../../protocol/limits.ts';
import { cleanName, cleanText, codePointLength, hasVisibleText } from '../../../protocol/text.ts';
import { ReadProblem } from '../../desk/files.ts';
import type { ReadyLine } from '../../desk/send-line.ts';
import { splitSentences, splitText } from '../../../protocol/line-splitter.ts';

/** A script is kept on the device, which has little room. */
export const scriptLimits = { characters: 500_000, phrases: 5_000 } as const;

/** A sentence that is longer is cut into several phrases: more than this nobody reads at one glance. */
const phraseCodePoints = 200;

/** A name in front of the words: one to four words with a capital, and a colon. */
const nameBefore =
  /^((?:[\p{Lu}\p{Lo}\p{N}][\p{L}\p{M}\p{N}.'’-]*)(?: [\p{Lu}\p{Lo}\p{N}][\p{L}\p{M}\p{N}.'’-]*){0,3})(?::\s+|：\s*)(?=\S)/u;
/** What ends in a point and ends no sentence. */
const abbreviation = /(?:^|[\s(])(?:\p{Lu}|Dr|Mrs?|Ms|Prof|St|Nr|vs|e\.g|i\.e|z\.B|bzw|ca)\.\s*$/u;

function phrasesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const sentence of splitSentences(text)) {
    if (abbreviation.test(sentences.at(-1) ?? '')) sentences.push(`${sentences.pop()}${sentence}`);
    else sentences.push(sentence);
  }
  return sentences
    .flatMap((sentence) => splitText(sentence, phraseCodePoints))
    .map((phrase) => phrase.trim());
}

/** Takes the name off the front of words that have no speaker yet. */
function named(line: ReadyLine): ReadyLine {
  const [before = '', name = ''] = (!line.speaker && nameBefore.exec(line.text)) || [];
  return name && codePointLength(name) <= limits.nameCodePoints
    ? { ...line, text: line.text.slice(before.length), speaker: cleanName(name) }
    : line;
}

/** Words without a name are the last speaker's; sounds are nobody's. */
function continued(lines: readonly ReadyLine[]): readonly ReadyLine[] {
  let speaker: string | undefined;
  return lines.map((line) => {
    if (line.kind) return line;
    speaker = line.speaker ?? speaker;
    return speaker === undefined ? line : { ...line, speaker };
  });
}

const withKind = (text: string): ReadyLine => {
  const kind = kindOf(text);
  return kind ? { text, kind } : { text };
};

/** @param all language of the whole file, when it says one */
function lineOf({ text, speaker, kind, lang }: Cue, all: string | undefined): ReadyLine {
  const tongue = lang ?? all;
  return { text, ...(speaker && { speaker }), ...(tongue && { lang: tongue }), ...(kind && { kind }) };
}

type ReadScript = {
  readonly phrases: readonly ReadyLine[];
  /** What was left out of a caption file, or read in spite of a mistake. */
  readonly faults: readonly CaptionFault[];
};

/** The phrases of a caption file; undefined for any other text. */
async function captionPhrases(name: string, text: string): Promise<ReadScript | undefined> {
  const format = captionFormatOf(name, text);
  if (!format) return undefined;
  // Loaded when it is needed first: most scripts are plain text.
  const { readCaptions } = await import('../../../formats/read-captions.ts');
  const { cues, faults, lang: all } = readCaptions(text, format);
  return { phrases: cues.map((cue) => lineOf(cue, all)), faults };
}

const plainPhrases = (text: string, withNames: boolean): ReadyLine[] =>
  text.split('\n').flatMap((row) => {
    const line = withKind(row.trim());
    if (line.kind) return [line];
    const { text: words, ...voice } = withNames ? named(line) : line;
    return phrasesOf(words).map((phrase) => Object.assign({ text: phrase }, voice));
  });

/**
 * Reads a script.
 * @param name the file's, '' for a text that was pasted
 * @param withNames whether a name and a colon before the words say who speaks
 * @param goesOn whether words without a name are the last speaker's
 * @throws ReadProblem
 */
export async function readScript(
  name: string,
  raw: string,
  withNames: boolean,
  goesOn = false,
): Promise<ReadScript> {
  if (raw.length > scriptLimits.characters) {
    throw new ReadProblem(
      `The script has more than ${scriptLimits.characters} characters. Load it in parts.`,
    );
  }
  const text = raw.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const captions = await captionPhrases(name, text);
  const lines = captions
    ? captions.phrases.map((line) => (withNames ? named(line) : line))
    : plainPhrases(cleanText(text), withNames);
  const faults = captions?.faults ?? [];
  const words = lines.filter(({ text }) => hasVisibleText(text));
  const phrases = goesOn ? continued(words) : words;
  if (phrases.length === 0) {
    const [fault] = faults;
    throw new ReadProblem(
      `There are no words in this script.${fault ? ` Row ${fault.row}: ${fault.reason}.` : ''}`,
    );
  }
  if (phrases.length > scriptLimits.phrases) {
    throw new ReadProblem(
      `The script has ${phrases.length} phrases, and there can be ${scriptLimits.phrases}. Load it in parts.`,
    );
  }
  return { phrases, faults };
}
