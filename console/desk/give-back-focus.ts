// After a press with a mouse the focus belongs to the field again: the next words and spaces would go to the button.
import type { WordsField } from './words-field.ts';

/**
 * Gives the focus back after a press on a button of the page. A dialog keeps its own. `detail` counts presses of a pointer, and is 0
 * for the keyboard. On a touch screen the field would open the keyboard.
 */
export const giveBackFocus = (field: Pick<WordsField, 'focus'>) => (event: MouseEvent) => {
  const button = (event.target as Element).closest('button');
  const isTouch = (event as Partial<PointerEvent>).pointerType === 'touch';
  if (!button || event.detail === 0 || isTouch || button.closest('dialog')) return;
  // The button's own listener may move the focus to what it opened.
  setTimeout(() => document.activeElement === button && field.focus());
};
