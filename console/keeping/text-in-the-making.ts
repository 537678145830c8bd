// The text in the field, kept on the device while it is written and put back into the field of the page that comes after,
// on the same line: readers see it go on. What is older stays away, since whatever is in the field is seen at once.
import { effect } from '@preact/signals';

import type { Desk } from '../desk/desk.ts';
import type { ConsoleKeeper, KeptText } from './console-keeper.ts';
import { createHandOver } from './handed-over.ts';

/** While somebody types, it is written down this often. */
const writeEveryMs = 250;
/** The first word of what is put back was said within this. */
const restoredForMs = 3_600_000;

/** Begins with what was left behind; returns how to end, with the page and its field. */
export function keepText({ state, composer, field, offRecord }: Desk): () => void {
  const { keeper, keepingFailed } = state;
  if (!keeper) return () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let began = false;
  const ending = new AbortController();
  const handOver = createHandOver(state.relay, state.session);

  function put(text: KeptText | undefined): void {
    clearTimeout(timer);
    timer = undefined;
    if (began) keeper?.putText(text).catch(keepingFailed);
  }
  const making = () => {
    const line = composer.making();
    // Private words are not stored: the next page would put them into its field, and viewers would read them.
    const text = offRecord.typedBefore() ?? line?.text;
    return line && text ? { ...line, text } : undefined;
  };
  const write = () => put(making());
  function leave(): void {
    const text = making();
    // What was left before and not put back yet stays for the next page.
    if (began || text) handOver.leave(text);
    put(text);
  }
  function restore(left: readonly KeptText[]): void {
    const fresh = left.filter(({ at }) => at > Date.now() - restoredForMs);
    if (fresh.length > 0) {
      composer.resume(fresh[0] as KeptText);
      // In place of what may have been typed by now, which follows it.
      field.element.current?.select();
      const typed = composer.text.peek();
      field.insert([...fresh.map(({ text }) => text), ...(typed ? [typed] : [])].join('\n'));
    }
    began = true;
    if (left.length > 0 || composer.making()) write();
  }

  async function begin(): Promise<void> {
    const kept = await (keeper as ConsoleKeeper).leftTexts();
    if (ending.signal.aborted) return;
    const handed = handOver.take();
    restore(handed ? [handed, ...kept.filter(({ id }) => id !== handed.id)] : kept);
  }
  void begin();
  const stop = effect(() => {
    // A text that is finished is kept as a line now, and must not come back as a text.
    if (composer.text.value === '') write();
    else timer ??= setTimeout(write, writeEveryMs);
  });
  addEventListener('pagehide', leave, ending);
  // The same page again, from the browser's cache, with its field as it was.
  addEventListener('pageshow', () => began && handOver.leave(undefined), ending);
  document.addEventListener('visibilitychange', write, ending);
  return () => {
    stop();
    ending.abort();
    put(undefined);
  };
}
