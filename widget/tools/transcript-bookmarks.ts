// Lines that the reader wants to find again; kept for the session and the tab, as ids.
import type { Signal } from '../signal.ts';
import { signal } from './kit.ts';

/** Of more, the last are kept. */
const mostKept = 500;

export type Bookmarks = { readonly ids: Signal<ReadonlySet<string>>; toggle(id: string): void };

export function createBookmarks(session: string): Bookmarks {
  const key = `captionwire.${session}`;
  let kept = '';
  try {
    kept = sessionStorage[key] ?? '';
  } catch {
    // A frame without storage: they hold as long as the page.
  }
  const ids = signal<ReadonlySet<string>>(new Set(kept.split(' ')));
  return {
    ids,
    toggle(id) {
      const next = new Set(ids.peek());
      if (!next.delete(id)) next.add(id);
      ids.value = next;
      try {
        sessionStorage[key] = [...next].slice(-mostKept).join(' ');
      } catch {
        // As above.
      }
    },
  };
}
