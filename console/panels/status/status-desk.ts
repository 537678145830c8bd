// What the status can be set to without writing it: times from now, a time of day, presets of the captioner's own; each a
// command too. Nothing is offered while the session is over.
import { whyNotTaken } from '../../team/floor-words.ts';
import { computed, type ReadonlySignal, type Signal } from '@preact/signals';

import { limits } from '../../../protocol/limits.ts';
import { cleanName } from '../../../protocol/text.ts';
import type { Command } from '../../desk/commands.ts';
import type { Desk } from '../../desk/desk.ts';
import { createKeptList, type KeptList } from '../../desk/kept-list.ts';
import { keptSignal, readText } from '../../desk/kept-signal.ts';
import { type ReadyStatus, readPreset } from './status-preset.ts';
import { clockTime, nextTime } from './status-times.ts';

const backInMinutes = [5, 10, 15, 30];
/** Presets of the captioner's own. */
const presetsMost = 20;

export type StatusDesk = {
  readonly presets: KeptList;
  /** `HH:MM`, as last chosen; '' when it never was. */
  readonly breakTime: Signal<string>;
  /** Presets, a command for each: those from now, and the captioner's own. */
  readonly back: readonly Command[];
  readonly own: ReadonlySignal<readonly Command[]>;
  readonly commands: ReadonlySignal<readonly Command[]>;
  /** Sets it; false, and said aloud, when no more is taken. */
  set(status: ReadyStatus): boolean;
  /** False when `breakTime` is no time. */
  setBreak(): boolean;
  clear(): void;
  /** Ends the session for everybody. */
  end(): void;
};

export function createStatusDesk({ state, announcer }: Desk): StatusDesk {
  const presets = createKeptList({
    name: 'status-presets',
    one: 'preset',
    many: 'presets',
    most: presetsMost,
    longestCodePoints: limits.textCodePoints / 2,
    clean: cleanName,
  });
  const breakTime = keptSignal('status.break', '', readText);

  function hand(draft: Parameters<typeof state.publish>[0]): boolean {
    if (state.publish(draft)) return true;
    announcer.alarm(whyNotTaken(state));
    return false;
  }
  const set = (status: ReadyStatus) => hand({ type: 'status', ...status, at: Date.now() });
  /** Chosen by one press, so that it is said what was chosen. */
  const choose = (status: ReadyStatus) => {
    if (set(status)) announcer.say(`Status: ${status.text}`);
  };
  function setBreak(): boolean {
    const until = nextTime(breakTime.peek(), Date.now());
    if (until === undefined) return false;
    choose({ level: 'info', text: `Break until ${clockTime(until)}`, until });
    return true;
  }
  function clear(): void {
    if (state.status.peek()) hand({ type: 'clear', scope: 'status', at: Date.now() });
    else announcer.say('There is no status to clear.');
  }

  const preset = (id: string, name: string, written: string): Command => ({
    id: `status.${id}`,
    group: 'Status',
    name: `Status: ${name}`,
    run: () => choose(readPreset(written, Date.now())),
  });
  const back = backInMinutes.map((minutes) =>
    preset(`back.${minutes}`, `back in ${minutes} minutes`, `Back at {${minutes}}`),
  );
  const own = computed(() =>
    presets.items.value.map((written, at) => preset(`own.${at + 1}`, written, written)),
  );
  const commands = computed((): readonly Command[] => {
    if (state.ended.value) return [];
    const time = breakTime.value;
    const byTime = { id: 'status.break', group: 'Status', name: `Status: break until ${time}` } as const;
    return [
      ...back,
      ...(time ? [{ ...byTime, run: () => void setBreak() }] : []),
      ...own.value,
      { id: 'status.clear', group: 'Status', name: 'Clear the status', keys: 'Shift+F4', run: clear },
    ];
  });

  return {
    presets,
    breakTime,
    back,
    own,
    commands,
    set,
    setBreak,
    clear,
    end: () => void hand({ type: 'end', at: Date.now() }),
  };
}
