// The captioner's short forms and what they stand for, kept on the device. Invariant: a short form is one word, so that the
// field can tell where it begins; each is there once, and finding what it stands for takes the same time in any glossary.
import { computed, type ReadonlySignal } from '@preact/signals';

import { cleanName, codePointLength, hasVisibleText } from '../../../protocol/text.ts';
import { keptSignal } from '../../desk/kept-signal.ts';

export type Entry = { readonly short: string; readonly long: string };

/** What the browser keeps of a page is little: at their longest, all entries are a fifth of it. */
export const glossaryLimits = { entries: 2_000, shortCodePoints: 40, longCodePoints: 400 } as const;

const shortShape = /^[\p{L}\p{N}\p{M}_]+$/u;

/** An entry as it was written, clean; or why it is none, in a sentence. */
export function readEntry(writtenShort: string, writtenLong: string): Entry | string {
  const short = cleanName(writtenShort);
  const long = cleanName(writtenLong);
  const { shortCodePoints, longCodePoints } = glossaryLimits;
  if (!hasVisibleText(short)) return 'The short form is missing.';
  if (!hasVisibleText(long)) return `${short}: the words that it stands for are missing.`;
  if (codePointLength(short) > shortCodePoints)
    return `The short form has more than ${shortCodePoints} characters.`;
  if (!shortShape.test(short)) return `${short}: a short form is one word of letters and digits.`;
  if (codePointLength(long) > longCodePoints)
    return `${short}: stands for more than ${longCodePoints} characters.`;
  return { short, long };
}

/** Of what was kept, which may be anything, what is an entry. */
function readKept(kept: unknown): readonly Entry[] | undefined {
  if (!Array.isArray(kept)) return undefined;
  const entries = new Map<string, Entry>();
  for (const one of kept.slice(0, glossaryLimits.entries) as Partial<Entry>[]) {
    const entry = readEntry(String(one?.short ?? ''), String(one?.long ?? ''));
    if (typeof entry !== 'string') entries.set(entry.short, entry);
  }
  return [...entries.values()];
}

export type Glossary = {
  /** In the order of the alphabet. */
  readonly entries: ReadonlySignal<readonly Entry[]>;
  /** What a word stands for, as it was typed: `Cw` begins with a capital where `cw` does not. */
  longOf(word: string): string | undefined;
  /**
   * Takes entries; one whose short form is there already changes it. Returns how many were new, changed or the same, and
   * those that found no room.
   */
  take(entries: readonly Entry[]): {
    readonly added: number;
    readonly changed: number;
    readonly same: number;
    readonly left: readonly Entry[];
  };
  remove(short: string): void;
};

const byShort = new Intl.Collator();

export function createGlossary(): Glossary {
  const entries = keptSignal('glossary', [], readKept);
  const longs = computed(() => new Map(entries.value.map(({ short, long }) => [short, long])));
  const set = (next: ReadonlyMap<string, string>) => {
    entries.value = Array.from(next, ([short, long]) => ({ short, long })).sort((a, b) =>
      byShort.compare(a.short, b.short),
    );
  };

  return {
    entries,
    longOf(word) {
      const exact = longs.value.get(word);
      if (exact !== undefined) return exact;
      const lower = word.toLowerCase();
      const long = lower === word ? undefined : longs.value.get(lower);
      if (long === undefined) return undefined;
      const [first = ''] = long;
      return first.toUpperCase() + long.slice(first.length);
    },
    take(more) {
      const next = new Map(longs.peek());
      const left: Entry[] = [];
      let changed = 0;
      let same = 0;
      for (const entry of more) {
        const { short, long } = entry;
        const before = next.get(short);
        if (before === long) same++;
        else if (before === undefined && next.size >= glossaryLimits.entries) left.push(entry);
        else {
          if (before !== undefined) changed++;
          next.set(short, long);
        }
      }
      const added = next.size - longs.peek().size;
      if (added + changed > 0) set(next);
      return { added, changed, same, left };
    },
    remove(short) {
      const next = new Map(longs.peek());
      if (next.delete(short)) set(next);
    },
  };
}
