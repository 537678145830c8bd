// A choice of the captioner that stays on this device: a signal whose value is written down as JSON.
// Storage is a courtesy of the browser: it may be full, forbidden or absent, and then the choice holds for this page only.
import { type Signal, signal } from '@preact/signals';

/** Whether something was not kept: it holds until the page is closed. */
export const notKept = signal(false);
export const notKeptWords =
  'Choices and lists are not kept: this browser’s storage is full or forbidden. They hold until the page is closed.';

const prefix = 'captionwire.console.';

function readKept(name: string): unknown {
  try {
    // The getter itself throws where a page may not store anything.
    return JSON.parse(globalThis.localStorage.getItem(prefix + name) ?? 'null');
  } catch {
    return null;
  }
}

/**
 * A signal that begins with what was kept under `name`.
 * @param read makes a value of what was kept, which may be anything; undefined when it is none
 */
export function keptSignal<Value>(
  name: string,
  initial: Value,
  read: (kept: unknown) => Value | undefined,
): Signal<Value> {
  const kept = signal(read(readKept(name)) ?? initial);
  let isFirst = true;
  kept.subscribe((value) => {
    if (isFirst) {
      isFirst = false;
      return;
    }
    try {
      globalThis.localStorage.setItem(prefix + name, JSON.stringify(value));
    } catch {
      notKept.value = true;
    }
  });
  return kept;
}

export const readText = (kept: unknown) => (typeof kept === 'string' ? kept : undefined);
export const readBoolean = (kept: unknown) => (typeof kept === 'boolean' ? kept : undefined);
export const readCount = (kept: unknown) =>
  Number.isSafeInteger(kept) && (kept as number) >= 0 ? (kept as number) : undefined;

/** A table of texts, of at most `most` entries. */
export const readTexts =
  (most: number) =>
  (kept: unknown): Record<string, string> | undefined =>
    typeof kept === 'object' && kept !== null && !Array.isArray(kept)
      ? Object.fromEntries(
          Object.entries(kept)
            .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
            .slice(0, most),
        )
      : undefined;
