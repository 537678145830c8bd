// The list of what can be done by a key, in a dialog: `?` opens it where no text is being written, and its own keys
// everywhere. Each command's keys can be changed here, or taken away (WCAG 2.2, 2.1.4).
import { type Signal, signal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';

import { Check } from './bound-fields.tsx';
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

type RowProps = {
  readonly desk: Desk;
  readonly command: Command;
  /** The command whose next keys are waited for. */
  readonly waiting: Signal<string | undefined>;
  readonly note: Signal<string>;
};

function Row({ desk, command, waiting, note }: RowProps) {
  const { id, name } = command;
  const { commands, announcer } = desk;
  const keys = commands.keysOf(id);
  const waits = waiting.value === id;
  const shown = waits ? 'Press keys…' : keys || 'None';
  const tell = (text: string) => {
    note.value = text;
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
    </li>
  );
}

export function ShortcutsDialog({ desk, shortcuts }: { readonly desk: Desk; readonly shortcuts: Shortcuts }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const waiting = useSignal<string | undefined>(undefined);
  const note = useSignal('');
  const { open, byQuestionMark } = shortcuts;
  const groups = useComputed(() => {
    const byGroup = new Map<CommandGroup, Command[]>();
    for (const command of desk.commands.all.value) {
      byGroup.set(command.group, [...(byGroup.get(command.group) ?? []), command]);
    }
    return [...byGroup];
  });
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
        note.value = '';
      }}
    >
      <h2 id="shortcuts-title">Keys</h2>
      <p class="box-help">
        Choose a command’s keys to change them: press the new ones, <kbd>Delete</kbd> for none, or{' '}
        <kbd>Esc</kbd> to keep them.
      </p>
      {open.value &&
        groups.value.map(([group, commands]) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <ul class="shortcut-list">
              {commands.map((command) => (
                <Row key={command.id} {...{ desk, command, waiting, note }} />
              ))}
            </ul>
          </section>
        ))}
      <Check on={byQuestionMark}>
        <kbd>?</kbd> opens this list where no text is written
      </Check>
      <p class="shortcuts-note">{note}</p>
      <div class="buttons">
        <button type="button" class="button" onClick={desk.commands.reset}>
          All keys as they were
        </button>
        <button type="button" class="button button-main" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}
