// The tools of the console: a list at the side, or a row where there is no room, and a command for each that opens it and goes there.
// Parts begin with the page and end with it.
import { computed, type Signal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';

import type { Desk } from '../desk/desk.ts';
import { keptSignal, readBoolean } from '../desk/kept-signal.ts';
import { allPanels } from './all-panels.ts';
import { ArrangeTools } from './arrange-tools.tsx';
import { createArrangement } from './arrangement.ts';
import { PanelBox, type Tool, titleId } from './panel-box.tsx';
import { ToolRow } from './tool-row.tsx';

/** @param sheet the id of the tool that a narrow page shows */
function createTools(desk: Desk, sheet: Signal<string | undefined>) {
  return allPanels.map((panel) => {
    const open = keptSignal(`panel.${panel.id}`, panel.startsOpen ?? false, readBoolean);
    const goTo = {
      id: `panel.${panel.id}`,
      group: 'Page',
      name: `Go to ${panel.title}`,
      run() {
        const focus = () => document.getElementById(titleId(panel))?.focus();
        if (desk.compact.peek()) {
          sheet.value = panel.id;
          // A sheet has its title once it is drawn.
          requestAnimationFrame(focus);
          return;
        }
        open.value = true;
        focus();
      },
    } as const;
    const part = panel.create(desk);
    const commands = computed(() => [...(part.commands?.value ?? []), goTo]);
    return { panel, part, open, remove: desk.commands.add(commands) };
  });
}

export function Side({ desk }: { readonly desk: Desk }) {
  const sheet = useSignal<string | undefined>(undefined);
  const tools = useMemo(() => createTools(desk, sheet), [desk]);
  const arrangement = useMemo(() => createArrangement(allPanels.map(({ id }) => id)), []);
  useEffect(
    () => () => {
      for (const { part, remove } of tools) {
        part.stop?.();
        remove();
      }
    },
    [tools],
  );
  const find = (id: string) => tools.find(({ panel }) => panel.id === id) as Tool;
  const ordered = arrangement.order.value.map(find);
  if (desk.compact.value) {
    return (
      <aside class="side" aria-label="Tools">
        <ToolRow tools={ordered} sheet={sheet} focusWords={desk.field.focus} />
      </aside>
    );
  }
  const isPinned = ({ panel }: Tool) => arrangement.pinned.value.has(panel.id);
  const pinned = ordered.filter(isPinned);
  const loose = ordered.filter((tool) => !isPinned(tool));
  const half = Math.ceil(loose.length / 2);
  const boxes = (list: readonly Tool[]) => list.map((tool) => <PanelBox key={tool.panel.id} {...tool} />);
  return (
    <aside class="side" aria-label="Tools">
      {pinned.length > 0 && <div class="side-pinned">{boxes(pinned)}</div>}
      {/* Fixed columns: a tool never changes its column because another one is opened. */}
      <div class="side-column">{boxes(loose.slice(0, half))}</div>
      <div class="side-column">
        {boxes(loose.slice(half))}
        <ArrangeTools
          arrangement={arrangement}
          announcer={desk.announcer}
          titleOf={(id) => find(id).panel.title}
        />
      </div>
    </aside>
  );
}
