// A list of texts of the captioner's own, in the captioner's order, kept on the device. Invariant: each text is clean and
// there once, and the list is never longer, nor a text in it, than the part allows.
import type { ReadonlySignal } from '@preact/signals';

import { codePointLength, hasVisibleText } from '../../protocol/text.ts';
import { keptSignal } from './kept-signal.ts';

export type KeptListOptions = {
  /** What it is kept under. */
  readonly name: string;
  /** What one text in it is, and many are: `speaker`, `speakers`. */
  readonly one: string;
  readonly many: string;
  /** What it holds until the captioner changes it. */
  readonly initial?: readonly string[];
  readonly most: number;
  readonly longestCodePoints: number;
  /** Makes of a written text what the list holds. */
  clean(text: string): string;
};

export type KeptList = Pick<KeptListOptions, 'name' | 'one' | 'many' | 'most'> & {
  readonly items: ReadonlySignal<readonly string[]>;
  /** Adds each line of a text. Returns what happened, in a sentence, and the lines that found no place. */
  addLines(text: string): { readonly told: string; readonly left: string };
  /** Puts another text in the place of one. Returns why not, in a sentence; undefined when it is done. */
  replace(at: number, text: string): string | undefined;
  remove(at: number): void;
  /** Moves a text so many places on; a place outside of the list changes nothing. */
  move(at: number, by: number): void;
};

const readList = (most: number) => (kept: unknown) =>
  Array.isArray(kept)
    ? kept.filter((item): item is string => typeof item === 'string').slice(0, most)
    : undefined;

export function createKeptList(options: KeptListOptions): KeptList {
  const { name, one, many, most, longestCodePoints, clean, initial = [] } = options;
  const items = keptSignal<readonly string[]>(name, initial, readList(most));

  const tooLong = (text: string) => codePointLength(text) > longestCodePoints;
  const lengthRule = `a ${one} has ${longestCodePoints} characters at most`;

  return {
    name,
    one,
    many,
    most,
    items,
    addLines(text) {
      const next = [...items.peek()];
      const known = next.length;
      const left: string[] = [];
      let twice = 0;
      let long = 0;
      for (const line of text.split(/\r\n?|\n/)) {
        const item = clean(line);
        if (!hasVisibleText(item)) continue;
        if (next.includes(item)) twice++;
        else if (!tooLong(item) && next.length < most) next.push(item);
        else {
          if (tooLong(item)) long++;
          left.push(line);
        }
      }
      const added = next.length - known;
      if (added > 0) items.value = next;
      const told = [
        added > 0 && `${added} added.`,
        twice > 0 && `${twice} there already.`,
        long > 0 && `${long} too long: ${lengthRule}.`,
        left.length > long && `${left.length - long} without room: ${most} ${many} at most.`,
      ].filter(Boolean);
      return { told: told.join(' ') || `Write a ${one} first.`, left: left.join('\n') };
    },
    replace(at, text) {
      const item = clean(text);
      if (!hasVisibleText(item)) return `Write a ${one}, or remove it.`;
      if (tooLong(item)) return `Too long: ${lengthRule}.`;
      if (items.peek().some((other, place) => other === item && place !== at)) {
        return `${item} is there already.`;
      }
      items.value = items.peek().with(at, item);
      return undefined;
    },
    remove(at) {
      items.value = items.peek().toSpliced(at, 1);
    },
    move(at, by) {
      const next = [...items.peek()];
      if (at + by < 0 || at + by >= next.length) return;
      next.splice(at + by, 0, ...next.splice(at, 1));
      items.value = next;
    },
  };
}
