// The keys of the field that are no text: finishing, and going back into finished lines. A key that would do something to
// the text is left to the browser. Invariant: none of it happens while an input method is at work; the field sees to that.
import type { Desk } from '../desk/desk.ts';

/** What the field's own keys do. */
export type FieldKeys = {
  /** Does what a key stands for; false when it is the browser's. */
  press(event: KeyboardEvent): boolean;
};

export function createFieldKeys(desk: Desk, finish: () => void): FieldKeys {
  const { composer, corrections, field, finishing } = desk;

  /** Whether an arrow has no text to move through, so that it can move through lines. */
  function isAtRest(): boolean {
    const area = field.element.current;
    if (!area) return false;
    const { value, selectionStart, selectionEnd } = area;
    const of = composer.editing.peek();
    if (value !== (of?.text ?? '')) return false;
    return selectionStart === selectionEnd && (selectionEnd === value.length || selectionEnd === 0);
  }

  function pressPlain({ key, repeat }: KeyboardEvent): boolean {
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
        // Held down it empties the field, and stops there.
        if (repeat || isEditing || field.element.current?.value !== '') return false;
        corrections.editLast();
        return true;
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
      if (shiftKey || altKey) return false;
      if (!ctrlKey && !metaKey) return pressPlain(event);
      if (key !== 'Enter') return false;
      finish();
      return true;
    },
  };
}
