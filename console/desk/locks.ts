// Which lines a human has had in hand: edited or taken back, here or at any other console. A program at this desk, such as a
// recogniser, changes none of them any more: it speaks through the machine's door, which refuses.
import type { ViewChange } from '../../client/follow.ts';
import type { Voice } from '../../client/outgoing-interims.ts';
import type { Draft } from '../../protocol/records.ts';
import type { ConsoleState } from '../console-state.ts';

export type Locks = {
  /** Whether a human has, or has had, the line in hand. */
  isLocked(id: string): boolean;
};

/** How programs at this desk speak. */
export type Machine = {
  /** Hands in a record; false when a human has the line in hand, or when no more are taken. */
  publish(draft: Draft): boolean;
  /** The text of a line in the making; false when a human has the line in hand. */
  interim(id: string, text: string, voice: Voice): boolean;
};

/** Lines remembered, of either kind; of more the first is forgotten. */
const linesMost = 2_000;

/** After it no revision comes. */
const takenBack = Infinity;
const revOf = (draft: Draft) => (draft.type === 'line' ? draft.rev : takenBack);

/** A map that forgets what was put in first. */
function remember<Value>(map: Map<string, Value>, id: string, value: Value): void {
  map.delete(id);
  map.set(id, value);
  if (map.size > linesMost) map.delete(map.keys().next().value as string);
}

export type LocksOptions = {
  readonly state: Pick<ConsoleState, 'publish' | 'interim' | 'hear'>;
  /** Whether the captioner has this line in the field now. */
  isInField(id: string): boolean;
};

export function createLocks({ state, isInField }: LocksOptions) {
  const locked = new Map<string, true>();
  /** Revisions that programs here have handed in. */
  const machineRevs = new Map<string, number>();

  const isLocked = (id: string) => locked.has(id) || isInField(id);
  const handIn = (draft: Draft, after: (id: string, rev: number) => void) => {
    const isTaken = state.publish(draft);
    if (isTaken && 'id' in draft) after(draft.id, revOf(draft));
    return isTaken;
  };
  function follow(change: ViewChange): void {
    // A line that somebody else finishes for a program is one that a human had in hand, too.
    const line = change.type === 'revised' || change.type === 'added' ? change.line : undefined;
    const id = line?.id ?? (change.type === 'retracted' ? change.before.id : undefined);
    if (id === undefined || (change.type === 'added' && !machineRevs.has(id))) return;
    const rev = line?.rev ?? takenBack;
    if (rev > (machineRevs.get(id) ?? 0)) remember(locked, id, true);
  }
  const stop = state.hear({ change: follow });

  const machine: Machine = {
    publish(draft) {
      if ('id' in draft && isLocked(draft.id)) return false;
      return handIn(draft, (id, rev) => remember(machineRevs, id, rev));
    },
    interim(id, text, voice) {
      if (isLocked(id)) return false;
      if (text && !machineRevs.has(id)) remember(machineRevs, id, 0);
      state.interim(id, text, voice);
      return true;
    },
  };
  return {
    locks: { isLocked } satisfies Locks,
    machine,
    /** How the captioner speaks: as the session's own `publish`, and what is corrected or taken back is locked at once. */
    publish: (draft: Draft) =>
      handIn(draft, (id, rev) => {
        if (rev > 1) remember(locked, id, true);
      }),
    stop,
  };
}
