// Puts the tools in the captioner's own order, by buttons that work with keys and pointers alike. By keyboard the focus goes along.
import { useRef } from 'preact/hooks';

import type { Announcer } from '../announcer.tsx';
import { useRowFocus } from '../desk/row-focus.ts';
import type { Arrangement } from './arrangement.ts';

export type ArrangeToolsProps = {
  readonly arrangement: Arrangement;
  readonly announcer: Announcer;
  titleOf(id: string): string;
};

export function ArrangeTools({ arrangement, announcer, titleOf }: ArrangeToolsProps) {
  const { order, pinned, move, setPinned, reset } = arrangement;
  const summary = useRef<HTMLElement>(null);
  const { rows, focusLater } = useRowFocus<HTMLOListElement>(summary);
  const all = order.value;
  const moved = (id: string, action: string, at: number) => {
    focusLater(at, action);
    announcer.say(`${titleOf(id)} is ${at + 1} of ${all.length}.`);
  };
  const button = (id: string, action: 'up' | 'down', face: string) => (
    <button
      type="button"
      class="button small"
      data-action={action}
      aria-label={`Move ${action} ${titleOf(id)}`}
      onClick={() => moved(id, action, move(id, action === 'up' ? -1 : 1))}
    >
      {face}
    </button>
  );
  return (
    <details class="editor arrange">
      <summary ref={summary}>Arrange the tools</summary>
      <ol class="editor-rows" ref={rows}>
        {all.map((id) => (
          <li key={id} class="editor-row">
            <span class="arrange-name">{titleOf(id)}</span>
            <span class="editor-acts">
              <button
                type="button"
                class="button small"
                data-action="pin"
                aria-pressed={pinned.value.has(id)}
                aria-label={`Pin ${titleOf(id)} to the top`}
                onClick={() => moved(id, 'pin', setPinned(id, !pinned.peek().has(id)))}
              >
                Pin
              </button>
              {button(id, 'up', '↑')}
              {button(id, 'down', '↓')}
            </span>
          </li>
        ))}
      </ol>
      <p class="box-help">What is pinned stands at the top and stays in sight.</p>
      <button type="button" class="button" onClick={reset}>
        Reset the order
      </button>
    </details>
  );
}
