// Who is typing, by name. A name leaves by itself when its time is over, also when the relay cannot be reached.
import type { Typist } from '../protocol/live.ts';

export type Typists = {
  /** What the relay said last; replaces what was said before. */
  update(typing: readonly Typist[]): void;
  stop(): void;
};

/** @param onNames called with the names whenever they change. */
export function createTypists(onNames: (names: readonly string[]) => void): Typists {
  let untilMs = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = '';

  function settle(): void {
    clearTimeout(timer);
    const nowMs = performance.now();
    for (const [name, endMs] of untilMs) if (endMs <= nowMs) untilMs.delete(name);
    if (untilMs.size > 0) timer = setTimeout(settle, Math.min(...untilMs.values()) - nowMs);
    const names = [...untilMs.keys()];
    const key = names.join('\n');
    if (key !== told) onNames(names);
    told = key;
  }

  return {
    update(typing) {
      const nowMs = performance.now();
      untilMs = new Map(typing.map(({ name, leftMs }) => [name, nowMs + leftMs]));
      settle();
    },
    stop: () => clearTimeout(timer),
  };
}
