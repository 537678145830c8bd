// The list of what can be done by a key, in a dialog: `?` opens it where no text is being written, and its own keys
// everywhere. Each command's keys can be changed here, or taken away (WCAG 2.2, 2.1.4).
import { type Signal, signal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';

import { Check, SearchField } from './bound-fields.tsx';
import type { Command, CommandGroup } from './commands.ts';
import type { Desk } from './desk.ts';
import { keysOf } from './keys.ts';
import { keptSignal, readBoolean } from './kept-signal.ts';

export type Shortcuts = {
  readonly open: Signal<boolean>;
  /** Whether `?` opens the list. */
  readonly byQuestionMark: Signal<boolean>;
  show(): void;
  /** Hears every key of the page. */
  handle(event: KeyboardEvent): void;
};

const isWriting = (target: EventTarget | null) =>
  target instanceof Element && target.matches('textarea, input:not([type=radio], [type=checkbox]), select');

export function createShortcuts({ commands, field }: Desk): Shortcuts {
  const open = signal(false);
  const byQuestionMark = keptSignal('shortcuts.question-mark', true, readBoolean);
  const show = () => {
    open.value = true;
  };
  commands.add(
    signal([
      { id: 'keys', group: 'Page', name: 'Show the keys', keys: 'F1', run: show },
      { id: 'words', group: 'Page', name: 'Go to where you write', keys: 'F2', run: field.focus },
    ]),
  );
  return {
    open,
    byQuestionMark,
    show,
    handle(event) {
      // A dialog is a world of its own, and a key that an input method has taken is no key.
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
      if (commands.handle(event)) return;
      if (event.key !== '?' || !byQuestionMark.peek() || isWriting(event.target)) return;
      event.preventDefault();
      show();
    },
  };
}

/** The groups in the order in which hands need them. */
const groupOrder: readonly CommandGroup[] = [
  'Writing',
  'Lines',
  'Speakers',
  'Sounds',
  'Captioners',
  'Speech',
  'Status',
  'Page',
];

/** What is said of a command's keys, in its row. */
type Note = { readonly id: string; readonly text: string };

type RowProps = {
  readonly desk: Desk;
  readonly command: Command;
  /** The command whose next keys are waited for. */
  readonly waiting: Signal<string | undefined>;
  readonly note: Signal<Note | undefined>;
};

function Row({ desk, command, waiting, note }: RowProps) {
  const { id, name } = command;
  const { commands, announcer } = desk;
  const keys = commands.keysOf(id);
  const waits = waiting.value === id;
  const shown = waits ? 'Press keys…' : keys || 'None';
  const tell = (text: string) => {
    note.value = { id, text };
    announcer.say(text);
  };
  const give = (next: string) => {
    const problem = commands.setKeys(id, next);
    tell(problem ?? (next ? `${name}: ${next}` : `${name}: no keys`));
    return !problem;
  };
  return (
    <li class="shortcut">
      <span class="shortcut-name">{name}</span>
      <button
        type="button"
        class="button shortcut-keys"
        aria-label={`${name}: ${shown}`}
        onClick={() => {
          waiting.value = waits ? undefined : id;
        }}
        onBlur={() => {
          if (waiting.peek() === id) waiting.value = undefined;
        }}
        onKeyDown={(event) => {
          if (!waits || event.key === 'Tab') return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Escape') waiting.value = undefined;
          else if (event.key === 'Delete' || event.key === 'Backspace') give('');
          else {
            const pressed = keysOf(event);
            if (!pressed || !give(pressed)) return;
          }
          waiting.value = undefined;
        }}
      >
        <kbd>{shown}</kbd>
      </button>
      {note.value?.id === id && <span class="shortcut-note">{note.value.text}</span>}
    </li>
  );
}

/** Commands by their groups, those that have keys first; a search looks at names and keys. */
function grouped({ commands }: Desk, search: string): [CommandGroup, readonly Command[]][] {
  const wanted = search.trim().toLowerCase();
  const found = commands.all.value.filter(({ id, name }) =>
    `${name} ${commands.keysOf(id)}`.toLowerCase().includes(wanted),
  );
  const hasKeys = ({ id }: Command) => commands.keysOf(id) !== '';
  return groupOrder.flatMap((group): [CommandGroup, readonly Command[]][] => {
    const own = found.filter((command) => command.group === group);
    const ordered = [...own.filter(hasKeys), ...own.filter((command) => !hasKeys(command))];
    return ordered.length > 0 ? [[group, ordered]] : [];
  });
}

export function ShortcutsDialog({ desk, shortcuts }: { readonly desk: Desk; readonly shortcuts: Shortcuts }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const waiting = useSignal<string | undefined>(undefined);
  const note = useSignal<Note | undefined>(undefined);
  const search = useSignal('');
  const { open, byQuestionMark } = shortcuts;
  const groups = useComputed(() => (open.value ? grouped(desk, search.value) : []));
  useSignalEffect(() => {
    if (open.value) dialog.current?.showModal();
    else dialog.current?.close();
  });
  return (
    <dialog
      ref={dialog}
      class="shortcuts"
      aria-labelledby="shortcuts-title"
      onClose={() => {
        open.value = false;
        waiting.value = undefined;
        note.value = undefined;
        search.value = '';
      }}
    >
      <div class="shortcuts-head">
        <h2 id="shortcuts-title">Keys</h2>
        <SearchField id="shortcuts-search" label="Search keys" search={search} />
        <button type="button" class="button button-main" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <p class="box-help">
        Choose a command’s keys to change them: press the new ones, <kbd>Delete</kbd> for none, or{' '}
        <kbd>Esc</kbd> to keep them.
      </p>
      {groups.value.map(([group, commands]) => (
        <section key={group} aria-label={group}>
          <h3>{group}</h3>
          <ul class="shortcut-list">
            {commands.map((command) => (
              <Row key={command.id} {...{ desk, command, waiting, note }} />
            ))}
          </ul>
        </section>
      ))}
      {open.value && groups.value.length === 0 && <p class="box-help">No command has these words or keys.</p>}
      <Check on={byQuestionMark}>
        <kbd>?</kbd> opens this list where no text is written
      </Check>
      <div class="buttons">
        <button type="button" class="button" onClick={desk.commands.reset}>
          Reset all keys
        </button>
        <button type="button" class="button" onClick={() => print()}>
          Print
        </button>
      </div>
    </dialog>
  );
}
