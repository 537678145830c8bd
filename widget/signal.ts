// Values that know who reads them. Twenty lines instead of a package, because a caption widget needs no graph of
// computed values: each value has one writer, and its readers are components and text nodes (see watch.ts).
// A reader is told at once, in the order the readers came; what it reads while being told is read anew.

export type Signal<T> = {
  /** Reading it inside `watch` makes the watcher hear of the next change; setting it to the same value is none. */
  value: T;
  /** The value, without becoming a reader. */
  peek(): T;
};

type Watcher = { readonly onChange: () => void; readonly sources: Set<Set<Watcher>> };

let watching: Watcher | undefined;

export function signal<T>(initial: T): Signal<T> {
  let current = initial;
  const watchers = new Set<Watcher>();
  return {
    get value() {
      if (watching) {
        watchers.add(watching);
        watching.sources.add(watchers);
      }
      return current;
    },
    set value(next) {
      if (next === current) return;
      current = next;
      // A copy: who is told reads again, and so joins anew.
      for (const watcher of new Set(watchers)) watcher.onChange();
    },
    peek: () => current,
  };
}

/**
 * Reads signals and calls `onChange` at every change of one of them.
 * @returns how to stop that.
 */
export function watch(read: () => void, onChange: () => void): () => void {
  const watcher: Watcher = { onChange, sources: new Set() };
  const outer = watching;
  watching = watcher;
  try {
    read();
  } finally {
    watching = outer;
  }
  return () => {
    for (const watchers of watcher.sources) watchers.delete(watcher);
  };
}
