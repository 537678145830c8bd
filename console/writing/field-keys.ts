// The keys of the field that are no text: finishing, and going back into finished lines. A key that would do something to
// the text is left to the browser. Invariant: none of it happens while an input method is at work; the field sees to that.
import type { Desk } from '../desk/desk.ts';

/** What the field's own keys do. */
export type FieldKeys = {
  /** Does what a key stands for; false when it is the browser's. */
  press(event: KeyboardEvent): boolean;
};

/**
 * Presses of Backspace that follow one another sooner are one run, which stops at the empty field: the program of a steno writer
 * takes back as many letters as it wrote, also where a line was finished in between.
 */
const runMs = 400;

export function createFieldKeys(desk: Desk, finish: () => void): FieldKeys {
  const { composer, corrections, field, finishing } = desk;
  let backspaceAtMs = Number.NEGATIVE_INFINITY;

  /** Whether a Backspace is meant for the finished lines. */
  function pressBackspace({ repeat, timeStamp }: KeyboardEvent): boolean {
    const isRun = repeat || timeStamp - backspaceAtMs < runMs;
    backspaceAtMs = timeStamp;
    if (isRun || composer.editing.peek() !== undefined || field.element.current?.value !== '') return false;
    corrections.editLast();
    return true;
  }

  /** Whether an arrow has no text to move through, so that it can move through lines. */
  function isAtRest(): boolean {
    const area = field.element.current;
    if (!area) return false;
    const { value, selectionStart, selectionEnd } = area;
    const of = composer.editing.peek();
    if (value !== (of?.text ?? '')) return false;
    if (of && of.speaker !== desk.state.lines.find(of.id)?.speaker) return false;
    return selectionStart === selectionEnd && (selectionEnd === value.length || selectionEnd === 0);
  }

  function pressPlain(event: KeyboardEvent): boolean {
    const { key } = event;
    const isEditing = composer.editing.peek() !== undefined;
    switch (key) {
      case 'Enter':
        if (!finishing.byEnter.peek()) return false;
        finish();
        return true;
      case 'Escape':
        if (isEditing) corrections.leave();
        return isEditing;
      case 'Backspace':
        return pressBackspace(event);
      case 'ArrowUp':
        if (!isAtRest()) return false;
        corrections.goBack();
        return true;
      case 'ArrowDown':
        if (!isEditing || !isAtRest()) return false;
        corrections.goForward();
        return true;
      default:
        return false;
    }
  }

  return {
    press(event) {
      const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
      if (key !== 'Backspace') backspaceAtMs = Number.NEGATIVE_INFINITY;
      if (shiftKey || altKey) return false;
      if (!ctrlKey && !metaKey) return pressPlain(event);
      if (key !== 'Enter') return false;
      finish();
      return true;
    },
  };
}
