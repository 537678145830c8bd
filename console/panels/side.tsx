// The side of the console: every part's box, and a command for each that opens it and goes there. Parts begin with the
// page and end with it.
import { computed } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';

import type { Desk } from '../desk/desk.ts';
import { keptSignal, readBoolean } from '../desk/kept-signal.ts';
import { allPanels } from './all-panels.ts';
import { PanelBox } from './panel-box.tsx';

function createPanels(desk: Desk) {
  return allPanels.map((panel) => {
    const open = keptSignal(`panel.${panel.id}`, panel.startsOpen ?? false, readBoolean);
    const goTo = {
      id: `panel.${panel.id}`,
      group: 'Page',
      name: `Go to ${panel.title}`,
      run() {
        open.value = true;
        document.querySelector<HTMLElement>(`#${panel.id}-title`)?.focus();
      },
    } as const;
    const part = panel.create(desk);
    const commands = computed(() => [...(part.commands?.value ?? []), goTo]);
    return { panel, part, open, remove: desk.commands.add(commands) };
  });
}

export function Side({ desk }: { readonly desk: Desk }) {
  const panels = useMemo(() => createPanels(desk), [desk]);
  useEffect(
    () => () => {
      for (const { part, remove } of panels) {
        part.stop?.();
        remove();
      }
    },
    [panels],
  );
  const half = Math.ceil(panels.length / 2);
  /**
   * Gives the focus back to the field after a press with a mouse: the next words and spaces would go to the button. `detail` counts
   * presses of a pointer, and is 0 for the keyboard. On a touch screen the field would open the keyboard.
   */
  const giveBackFocus = (event: MouseEvent) => {
    const button = (event.target as Element).closest('button');
    const isTouch = (event as Partial<PointerEvent>).pointerType === 'touch';
    if (!button || event.detail === 0 || isTouch) return;
    // The button's own listener may move the focus to what it opened.
    setTimeout(() => document.activeElement === button && desk.field.focus());
  };
  return (
    <aside class="side" aria-label="Tools" onClick={giveBackFocus}>
      {/* Fixed columns: a box never changes its column because another one is opened. */}
      {[panels.slice(0, half), panels.slice(half)].map((column, at) => (
        <div class="side-column" key={at}>
          {column.map(({ panel, part, open }) => (
            <PanelBox key={panel.id} panel={panel} part={part} open={open} />
          ))}
        </div>
      ))}
    </aside>
  );
}
