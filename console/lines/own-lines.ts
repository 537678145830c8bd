// Which lines were said from this tab, also before it was loaded anew (Storage: sessionStorage): Backspace brings them back, and they
// are marked as the captioner's own.

/** Ids that are kept; of more the first are forgotten. */
const idsMost = 500;

export type OwnLines = {
  has(id: string): boolean;
  add(id: string): void;
};

export function createOwnLines(relay: string, session: string): OwnLines {
  const key = `captionwire.console.own ${relay} ${session}`;
  const ids = new Set<string>(read());

  function read(): string[] {
    try {
      const kept: unknown = JSON.parse(globalThis.sessionStorage.getItem(key) ?? '[]');
      return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
    } catch {
      // Forbidden, or not as it was written: lines from before are everybody's.
      return [];
    }
  }

  return {
    has: (id) => ids.has(id),
    add(id) {
      ids.add(id);
      for (const first of ids) {
        if (ids.size <= idsMost) break;
        ids.delete(first);
      }
      try {
        globalThis.sessionStorage.setItem(key, JSON.stringify([...ids]));
      } catch {
        // Forbidden or full: the own lines are known until the page is loaded anew.
      }
    },
  };
}
