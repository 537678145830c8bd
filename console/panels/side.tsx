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
  return (
    <aside class="side" aria-label="Tools">
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
