// One tool at the side: a row that opens and closes it, and says in a word how it stands. What is closed is not drawn at all, so it
// costs nothing while hours of captions go by; what the part listens to and its keys go on. Which are open is kept on the device.
import type { ReadonlySignal, Signal } from '@preact/signals';
import type { ComponentType } from 'preact';

import type { Command } from '../desk/commands.ts';
import type { Desk } from '../desk/desk.ts';
import type { IconName } from '../icons.tsx';

/** A part of the console at its side, as it is listed. */
export type Panel = {
  /** Also in the ids of its elements; stays the same over versions. */
  readonly id: string;
  readonly title: string;
  /** Stands for it where there is no room for its title. */
  readonly icon: IconName;
  /** Open until the captioner closes it. */
  readonly startsOpen?: boolean;
  /** Begins its work at a desk. */
  create(desk: Desk): PanelPart;
};

/** A part at work. */
type PanelPart = {
  readonly view: ComponentType;
  /** How it stands, in a word or two, for the row of the closed tool; '' for nothing to say. */
  readonly summary?: ReadonlySignal<string>;
  /** What it can do by a key, also while its box is closed. */
  readonly commands?: ReadonlySignal<readonly Command[]>;
  /** Ends what it listens to. */
  stop?(): void;
};

/** A tool of this page. */
export type Tool = {
  readonly panel: Panel;
  readonly part: PanelPart;
  readonly open: Signal<boolean>;
};

export const titleId = ({ id }: Panel) => `${id}-title`;

export function PanelBox({ panel, part, open }: Tool) {
  const { title } = panel;
  const { view: View, summary } = part;
  return (
    <section class="box" aria-labelledby={titleId(panel)}>
      <h2 class="box-title">
        <button
          type="button"
          id={titleId(panel)}
          aria-expanded={open.value}
          aria-describedby={summary && `${panel.id}-summary`}
          onClick={() => {
            open.value = !open.peek();
          }}
        >
          {title}
        </button>
        {summary && (
          <span id={`${panel.id}-summary`} class="box-summary" dir="auto" aria-hidden="true">
            {summary}
          </span>
        )}
      </h2>
      {open.value && (
        <div class="box-content">
          <View />
        </div>
      )}
    </section>
  );
}
