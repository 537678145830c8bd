// The order of the tools, and which of them are pinned, as the captioner arranged them on this device. Invariant: every tool there is
// is in it once, also one that came with a newer version.
import { batch, computed, type ReadonlySignal } from '@preact/signals';

import { keptSignal } from '../desk/kept-signal.ts';

export type Arrangement = {
  /** Ids of all tools in order, the pinned ones at the front. */
  readonly order: ReadonlySignal<readonly string[]>;
  readonly pinned: ReadonlySignal<ReadonlySet<string>>;
  /** Moves a tool up (-1) or down (1) among its own kind, pinned or not. Returns its place in `order`. */
  move(id: string, by: -1 | 1): number;
  /** Pins or unpins a tool. Returns its place in `order`. */
  setPinned(id: string, isPinned: boolean): number;
  /** Everything as it was at first. */
  reset(): void;
};

const readIds = (kept: unknown) =>
  Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string') : undefined;

/** @param ids of the tools, in the order in which they begin */
export function createArrangement(ids: readonly string[]): Arrangement {
  const chosen = keptSignal<readonly string[]>('tools.order', [], readIds);
  const pins = keptSignal<readonly string[]>('tools.pinned', [], readIds);
  const known = (list: readonly string[]) => [...new Set(list)].filter((id) => ids.includes(id));

  const pinned = computed(() => new Set(known(pins.value)));
  const order = computed(() => {
    const all = known(chosen.value);
    // A new tool stands behind the one that it stands behind at first.
    for (const [at, id] of ids.entries()) {
      if (all.includes(id)) continue;
      all.splice(all.indexOf(ids[at - 1] ?? '') + 1, 0, id);
    }
    const isPinned = (id: string) => pinned.value.has(id);
    return [...all.filter(isPinned), ...all.filter((id) => !isPinned(id))];
  });

  return {
    order,
    pinned,
    move(id, by) {
      const all = [...order.peek()];
      const from = all.indexOf(id);
      const other = all[from + by];
      if (other === undefined || pinned.peek().has(other) !== pinned.peek().has(id)) return from;
      all[from] = other;
      all[from + by] = id;
      chosen.value = all;
      return from + by;
    },
    setPinned(id, isPinned) {
      const rest = [...pinned.peek()].filter((one) => one !== id);
      pins.value = isPinned ? [...rest, id] : rest;
      return order.peek().indexOf(id);
    },
    reset() {
      batch(() => {
        chosen.value = [];
        pins.value = [];
      });
    },
  };
}
