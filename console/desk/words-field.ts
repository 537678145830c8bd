// The field in which the captioner writes, for those who put words into it, or look over the captioner's shoulder. What is
// put in goes the browser's own way: it can be undone, and the composer hears of it as of any typing.

/** Looks at a key before the field has it; true when it was meant for somebody else and the field must not get it. */
type KeyListener = (event: KeyboardEvent) => boolean;
/** Hears that the text has changed, before the composer reads it. */
type InputListener = (event: InputEvent) => void;

export type WordsField = {
  /** The element, while the page shows it. */
  readonly element: { current: HTMLTextAreaElement | null };
  focus(): void;
  /** Finishes the line, as Enter does. What cannot be handed in stays in the field. */
  finish(): void;
  /** Puts a text where the caret is, in place of what is selected. */
  insert(text: string): void;
  /** Puts a text in place of so many UTF-16 units before the caret. */
  replaceBefore(length: number, text: string): void;
  /** Returns how to stop listening, as does onInput. */
  onKey(listener: KeyListener): () => void;
  onInput(listener: InputListener): () => void;
  /** Hears that the line is about to be finished, by whatever way. Returns how to stop listening. */
  onFinish(listener: () => void): () => void;
  /** Tells those who listen that the line is about to be finished. */
  finishing(): void;
  /** Asks those who listen for keys; true when one of them took it. */
  keyPressed(event: KeyboardEvent): boolean;
  /** Tells those who listen for input. */
  textChanged(event: InputEvent): void;
};

export function createWordsField(): WordsField {
  const element: WordsField['element'] = { current: null };
  const keyListeners = new Set<KeyListener>();
  const inputListeners = new Set<InputListener>();
  const finishListeners = new Set<() => void>();

  function insert(text: string): void {
    element.current?.focus();
    // Deprecated, and the only way that keeps the field's undo; every browser has it.
    if (text) document.execCommand('insertText', false, text);
    else document.execCommand('delete');
  }

  return {
    element,
    focus: () => element.current?.focus(),
    finish: () => element.current?.form?.requestSubmit(),
    insert,
    replaceBefore(length, text) {
      const field = element.current;
      if (!field) return;
      const caret = field.selectionEnd;
      field.setSelectionRange(Math.max(0, caret - length), caret);
      insert(text);
    },
    onKey(listener) {
      keyListeners.add(listener);
      return () => keyListeners.delete(listener);
    },
    onInput(listener) {
      inputListeners.add(listener);
      return () => inputListeners.delete(listener);
    },
    onFinish(listener) {
      finishListeners.add(listener);
      return () => finishListeners.delete(listener);
    },
    finishing() {
      for (const listener of finishListeners) listener();
    },
    keyPressed: (event) => [...keyListeners].some((listener) => listener(event)),
    textChanged(event) {
      for (const listener of inputListeners) listener(event);
    },
  };
}
