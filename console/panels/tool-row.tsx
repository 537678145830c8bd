// The tools where there is no room beside the lines: a row of buttons, each of which opens its tool as a sheet over the lines. The
// field stays in sight. One stop for Tab, arrows between the buttons (ARIA Authoring Practices, toolbar).
import { type Signal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';

import { Icon } from '../icons.tsx';
import { type Tool, titleId } from './panel-box.tsx';

export type ToolRowProps = {
  readonly tools: readonly Tool[];
  /** The id of the tool in the sheet; undefined while there is none. */
  readonly sheet: Signal<string | undefined>;
  focusWords(): void;
};

const buttonId = (id: string) => `tool-${id}`;

export function ToolRow({ tools, sheet, focusWords }: ToolRowProps) {
  const row = useRef<HTMLDivElement>(null);
  const open = tools.find(({ panel }) => panel.id === sheet.value);
  const stop = open ?? tools[0];
  // What is scrolled out of the row comes into it.
  useSignalEffect(() => {
    if (sheet.value) document.getElementById(buttonId(sheet.value))?.scrollIntoView({ block: 'nearest' });
  });
  const move = (key: string): HTMLElement | undefined => {
    const all = [...(row.current?.querySelectorAll('button') ?? [])];
    const here = all.indexOf(document.activeElement as HTMLButtonElement);
    const step = getComputedStyle(row.current as Element).direction === 'rtl' ? -1 : 1;
    const places: Record<string, number> = {
      ArrowRight: here + step,
      ArrowLeft: here - step,
      Home: 0,
      End: all.length - 1,
    };
    return all[places[key] ?? -1];
  };
  const close = () => {
    sheet.value = undefined;
    focusWords();
  };
  return (
    <>
      <div
        class="tool-row"
        role="toolbar"
        aria-label="Tools"
        ref={row}
        onKeyDown={(event) => {
          const next = move(event.key);
          if (!next) return;
          event.preventDefault();
          next.focus();
        }}
      >
        {tools.map((tool) => {
          const { id, title, icon } = tool.panel;
          return (
            <button
              key={id}
              id={buttonId(id)}
              type="button"
              class="tool-button"
              title={title}
              aria-label={title}
              aria-expanded={tool === open}
              tabIndex={tool === stop ? 0 : -1}
              onClick={() => {
                sheet.value = tool === open ? undefined : id;
              }}
            >
              <Icon name={icon} />
            </button>
          );
        })}
      </div>
      {open && <Sheet tool={open} close={close} />}
    </>
  );
}

function Sheet({ tool: { panel, part }, close }: { readonly tool: Tool; close(): void }) {
  const { view: View } = part;
  return (
    <section
      class="sheet"
      aria-labelledby={titleId(panel)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        close();
      }}
    >
      <div class="sheet-head">
        <h2 id={titleId(panel)} tabIndex={-1}>
          {panel.title}
        </h2>
        <button type="button" class="button small" onClick={close}>
          Back to the lines
        </button>
      </div>
      <div class="box-content">
        <View />
      </div>
    </section>
  );
}
