// One box at the side: a heading that opens and closes it. What is closed is not drawn at all, so it costs nothing while
// hours of captions go by; what the part listens to and its keys go on. Which are open is kept on the device.
import type { ReadonlySignal, Signal } from '@preact/signals';
import type { ComponentType } from 'preact';

import type { Command } from '../desk/commands.ts';
import type { Desk } from '../desk/desk.ts';

/** A part of the console at its side, as it is listed. */
export type Panel = {
  /** Also in the ids of its elements; stays the same over versions. */
  readonly id: string;
  readonly title: string;
  /** Open until the captioner closes it. */
  readonly startsOpen?: boolean;
  /** Begins its work at a desk. */
  create(desk: Desk): PanelPart;
};

/** A part at work. */
type PanelPart = {
  readonly view: ComponentType;
  /** What it can do by a key, also while its box is closed. */
  readonly commands?: ReadonlySignal<readonly Command[]>;
  /** Ends what it listens to. */
  stop?(): void;
};

export type PanelBoxProps = {
  readonly panel: Panel;
  readonly part: PanelPart;
  readonly open: Signal<boolean>;
};

export function PanelBox({ panel, part, open }: PanelBoxProps) {
  const { id, title } = panel;
  const { view: View } = part;
  return (
    <section class="box" aria-labelledby={`${id}-title`}>
      <h2 class="box-title">
        <button
          type="button"
          id={`${id}-title`}
          aria-expanded={open.value}
          onClick={() => {
            open.value = !open.peek();
          }}
        >
          {title}
        </button>
      </h2>
      {open.value && <View />}
    </section>
  );
}
