// A button that does what a command does, with the command's keys on it.
import type { ComponentChildren } from 'preact';

import type { Command, Commands } from './commands.ts';

export type CommandButtonProps = {
  readonly commands: Commands;
  readonly command: Command;
  /** For a choice that is on or off. */
  readonly pressed?: boolean;
  /** The number of its place among others, which stands before the words. */
  readonly place?: number;
  /** Of the number's look. */
  readonly placeClass?: string;
  /** The keys before the number, as `Alt+`. The list says them once, so that no button has to. */
  readonly keysBefore?: string;
  readonly children: ComponentChildren;
};

export function CommandButton({
  commands,
  command,
  pressed,
  place,
  placeClass = '',
  keysBefore,
  children,
}: CommandButtonProps) {
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
        {place !== undefined && (
          <span class={`swatch ${placeClass}`} aria-hidden="true">
            {place}
          </span>
        )}
        <span class="choice-words" dir="auto">
          {children}
        </span>
      </span>
      {keys && keys !== `${keysBefore}${place}` && <kbd aria-hidden="true">{keys}</kbd>}
    </button>
  );
}
