// The text in the field, handed from a page to the one that takes its place in the same tab (Storage: sessionStorage).
// A browser that is busy may drop what a page writes to the database at its very end; this is written before the page goes.
import { isKeptText } from './kept-rows.ts';
import type { KeptText } from './console-keeper.ts';

export type HandOver = {
  /** Leaves the text for the next page, or that there is none. */
  leave(text: KeptText | undefined): void;
  /** What the page before left, once. */
  take(): KeptText | undefined;
};

export function createHandOver(relay: string, session: string): HandOver {
  const key = `captionwire.console.text ${relay} ${session}`;

  return {
    leave(text) {
      try {
        if (text) globalThis.sessionStorage.setItem(key, JSON.stringify(text));
        else globalThis.sessionStorage.removeItem(key);
      } catch {
        // Forbidden or full: the database, which is asked as well, has it or says that it does not.
      }
    },
    take() {
      try {
        const left: unknown = JSON.parse(globalThis.sessionStorage.getItem(key) ?? 'null');
        globalThis.sessionStorage.removeItem(key);
        return isKeptText(left) ? left : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
