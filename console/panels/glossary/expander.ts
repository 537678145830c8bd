// Puts what a short form stands for in its place, when a space, punctuation or the end of the line follows it. Only what
// was typed is looked at, never what was pasted or put in, nor what an input method composes. Backspace right after it
// brings back what was typed.
import { codePointLength } from '../../../protocol/text.ts';
import type { WordsField } from '../../desk/words-field.ts';
import { glossaryLimits } from './entries.ts';

export type ExpanderOptions = {
  readonly field: WordsField;
  /** What a word stands for now, if anything. */
  longOf(word: string): string | undefined;
};

/** An apostrophe does not end a word (Unicode Annex 29, MidLetter): `don't` is none that begins with `don`. */
const lastWord = /[\p{L}\p{N}\p{M}_'’]+$/u;
const endsWord = /^[\s\p{P}\p{S}]$/u;
const withinWord = /^['’_]$/;

/** One more than the longest short form, in UTF-16 units: of a longer word not all is looked at, and none is found. */
const looksBack = glossaryLimits.shortCodePoints * 2 + 1;

/** What a keystroke put in; undefined for everything else that changes a text. */
function typedText({ inputType, data }: InputEvent): string | undefined {
  if (inputType === 'insertLineBreak') return '\n';
  return inputType === 'insertText' && data !== null && codePointLength(data) === 1 ? data : undefined;
}

/** Returns how to stop it. */
export function createExpander({ field, longOf }: ExpanderOptions): () => void {
  /** Whether what stands before the caret was typed. */
  let wasTyped = false;
  /** The text after an expansion, and how to take it back. */
  let expanded: { value: string; caret: number; length: number; typed: string } | undefined;

  function caretOf(area: HTMLTextAreaElement | null): area is HTMLTextAreaElement {
    return area !== null && area.selectionStart === area.selectionEnd;
  }

  /** Looks at the word before `end`, which stands right before the caret. */
  function expand(end: string): void {
    const area = field.element.current;
    if (!caretOf(area)) return;
    const wordEnd = area.selectionEnd - end.length;
    const word = lastWord.exec(area.value.slice(Math.max(0, wordEnd - looksBack), wordEnd))?.[0];
    const long = word && longOf(word.normalize('NFC'));
    if (!long) return;
    const typed = word + end;
    field.replaceBefore(typed.length, long + end);
    const length = long.length + end.length;
    expanded = { value: area.value, caret: area.selectionEnd, length, typed };
  }

  const stopKeys = field.onKey(({ key, shiftKey, ctrlKey, altKey, metaKey }) => {
    if (ctrlKey || altKey || metaKey || shiftKey) return false;
    if (key !== 'Backspace' || !expanded) return false;
    const { value, caret, length, typed } = expanded;
    expanded = undefined;
    const area = field.element.current;
    if (!caretOf(area) || area.value !== value || area.selectionEnd !== caret) return false;
    field.replaceBefore(length, typed);
    return true;
  });

  const stopFinish = field.onFinish(() => {
    if (wasTyped) expand('');
  });

  const stopInput = field.onInput((event) => {
    const typed = typedText(event);
    const before = wasTyped;
    // What is deleted or composed is the captioner's typing too.
    wasTyped = typed !== undefined || /^(delete|insertComposition)/.test(event.inputType);
    if (event.isComposing || typed === undefined || !before) return;
    if (endsWord.test(typed) && !withinWord.test(typed)) expand(typed);
  });

  return () => {
    stopKeys();
    stopFinish();
    stopInput();
  };
}
