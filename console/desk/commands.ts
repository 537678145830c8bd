// Everything the captioner can do by a key: one list, from which the page hears its keys and shows them. The captioner's
// own keys are kept on the device. Invariant: one combination belongs to one command.
import { computed, type ReadonlySignal, signal } from '@preact/signals';

import { keysOf, keysProblem } from './keys.ts';
import { keptSignal, readTexts } from './kept-signal.ts';

export type CommandGroup =
  | 'Writing'
  | 'Lines'
  | 'Speakers'
  | 'Sounds'
  | 'Captioners'
  | 'Speech'
  | 'Status'
  | 'Page';

export type Command = {
  /** Stays the same over versions: the captioner's keys are kept under it. */
  readonly id: string;
  readonly group: CommandGroup;
  /** What it does, as an order: `Take back the last line`. */
  readonly name: string;
  /** Keys by default, as keys.ts spells them; none by default when undefined. */
  readonly keys?: string;
  run(): void;
};

export type Commands = {
  /** All that can be done now, in the order it was brought in. */
  readonly all: ReadonlySignal<readonly Command[]>;
  /** Brings in commands, which may change; returns how to take them away. */
  add(source: ReadonlySignal<readonly Command[]>): () => void;
  /** The keys of a command now; '' when it has none. */
  keysOf(id: string): string;
  /** Gives a command other keys, or none with ''. Returns why not, in a sentence; undefined when it has them. */
  setKeys(id: string, keys: string): string | undefined;
  /** Gives every command its keys by default. */
  reset(): void;
  /** Does what the keys stand for; says whether they stand for anything. */
  handle(event: KeyboardEvent): boolean;
};

/** Keys of the captioner's own that are kept. */
const ownKeysMost = 200;

export function createCommands(): Commands {
  const sources = signal<readonly ReadonlySignal<readonly Command[]>[]>([]);
  const all = computed(() => sources.value.flatMap((source) => source.value));
  const own = keptSignal<Record<string, string>>('keys', {}, readTexts(ownKeysMost));
  const keysFor = ({ id, keys = '' }: Command) => own.value[id] ?? keys;

  return {
    all,
    add(source) {
      sources.value = [...sources.peek(), source];
      return () => {
        sources.value = sources.peek().filter((one) => one !== source);
      };
    },
    keysOf(id) {
      const command = all.value.find((one) => one.id === id);
      return command ? keysFor(command) : '';
    },
    setKeys(id, keys) {
      const problem = keys && keysProblem(keys);
      if (problem) return problem;
      const holder = keys && all.peek().find((one) => one.id !== id && keysFor(one) === keys);
      if (holder) return `${keys} is taken: ${holder.name}.`;
      own.value = { ...own.peek(), [id]: keys };
      return undefined;
    },
    reset() {
      own.value = {};
    },
    handle(event) {
      const keys = keysOf(event);
      const command = keys && all.peek().find((one) => keysFor(one) === keys);
      if (!command) return false;
      event.preventDefault();
      command.run();
      return true;
    },
  };
}
