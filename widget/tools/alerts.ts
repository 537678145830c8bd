// What a reader wants to be called for: words of theirs, above all a name, and words after silence. Words are highlighted
// where they stand, in ranges beside the text: no row is rendered, and no text node touched.
import type { Desk } from './desk.ts';
import { patternOf } from './transcript-search.tsx';

/** Nothing was said for so long: words that come now are news to a hand. */
const silenceMs = 10_000;
const pulseMs = 200;

/** One registry for the page: every widget adds its own ranges. */
const highlightName = 'captionwire-word';
export const alertStyles = `::highlight(${highlightName}){background:Mark;color:MarkText}`;

/** From Thai to Korean: scripts whose words have no space between them, or endings. There a word is found inside of others. */
const joined = '[\u0e00-\uffff]';
const letter = `(?!${joined})[\\p{L}\\p{M}\\p{N}]`;

/** Finds any of the words as a whole in a text that was taken apart; undefined when there are none. */
function finderOf(words: string): RegExp | undefined {
  const spelled = words
    .split(/[,،、]/)
    .map((word) => patternOf(word)?.source)
    .filter(Boolean)
    .join('|');
  const whole = `((?<!${letter})|(?=${joined}))(${spelled})((?!${letter})|(?<=${joined}))`;
  return spelled ? new RegExp(whole, 'giu') : undefined;
}

export function watchForWords({
  parts,
  root,
  preferences,
  words,
  say,
  onChange,
  follow,
  onStop,
}: Desk): void {
  let finder: RegExp | undefined;
  let ranges: Range[] = [];
  let painting: ReturnType<typeof setTimeout> | undefined;
  let saidAtMs = performance.now();

  const vibrate = (...pulsesMs: number[]) => preferences.now.peek().vibrate && navigator.vibrate?.(pulsesMs);

  /** Where in a text the words stand. Put together again, as the relay gives it, what is before them has its length. */
  function placesOf(text: string): [from: number, to: number][] {
    const apart = text.normalize('NFD');
    const lengthTo = (end: number) => apart.slice(0, end).normalize().length;
    return [...(finder ? apart.matchAll(finder) : [])].map(({ 0: word, index }) => [
      lengthTo(index),
      lengthTo(index + word.length),
    ]);
  }

  function paint(): void {
    const { highlights } = CSS;
    // A browser without them shows the words as all others.
    if (!highlights) return;
    const highlight = highlights.get(highlightName) ?? new Highlight();
    for (const range of ranges) highlight.delete(range);
    ranges = [];
    // What is still being said may yet become something else.
    for (const { firstChild: node } of root.querySelectorAll('.log p:not(.interim)>span')) {
      for (const [from, to] of placesOf((node as Text).data)) {
        const range = new Range();
        range.setStart(node as Text, from);
        range.setEnd(node as Text, to);
        highlight.add(range);
        ranges.push(range);
      }
    }
    if (highlight.size) highlights.set(highlightName, highlight);
    else highlights.delete(highlightName);
  }
  /** After what is under way was rendered. */
  function paintSoon(): void {
    clearTimeout(painting);
    painting = setTimeout(paint);
  }

  follow(() => {
    finder = finderOf(preferences.now.value.myWords);
    void [parts.state.rows.value, parts.open.value];
    if (finder || ranges[0]) paintSoon();
  });
  onChange((change) => {
    const { type } = change;
    const isNew = type === 'added';
    if (finder && (isNew || type === 'revised')) paintSoon();
    if (!isNew && type !== 'interim') return;
    const nowMs = performance.now();
    if (nowMs - saidAtMs > silenceMs) vibrate(pulseMs);
    saidAtMs = nowMs;
    const text = isNew ? change.line.text : '';
    const [place] = placesOf(text);
    if (!place) return;
    say(words.peek().yourWord(text.slice(...place)));
    vibrate(pulseMs, pulseMs, pulseMs);
  });
  onStop(() => {
    finder = undefined;
    paint();
  });
}
