// A button that does what a command does, with the command's keys on it.
import type { ComponentChildren } from 'preact';

import type { Command, Commands } from './commands.ts';

export type CommandButtonProps = {
  readonly commands: Commands;
  readonly command: Command;
  /** For a choice that is on or off. */
  readonly pressed?: boolean;
  /** Stands before the words; it says nothing that they do not. */
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
};

export function CommandButton({ commands, command, pressed, lead, children }: CommandButtonProps) {
  const keys = commands.keysOf(command.id);
  return (
    <button
      type="button"
      class="button choice"
      aria-pressed={pressed}
      // ARIA spells this one out.
      aria-keyshortcuts={keys.replace('Ctrl', 'Control') || undefined}
      onClick={command.run}
    >
      <span class="choice-face">
        {lead}
        <span class="choice-words" dir="auto">
          {children}
        </span>
      </span>
      {keys && <kbd aria-hidden="true">{keys}</kbd>}
    </button>
  );
}
