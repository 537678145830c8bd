// Changes a list of the captioner's own: add, several at once too, rename, move, remove. By keyboard the focus stays with
// the text that was moved, and goes to its neighbour when it is removed.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';

import type { Announcer } from '../announcer.tsx';
import type { KeptList } from './kept-list.ts';
import { useRowFocus } from './row-focus.ts';

export type ListEditorProps = {
  readonly list: KeptList;
  readonly announcer: Announcer;
  /** How to write one, where that is not plain. */
  readonly help?: string;
  onReplaced?(before: string, after: string): void;
};

type Action = 'up' | 'down' | 'remove';

type EditorRowProps = {
  readonly list: KeptList;
  readonly item: string;
  readonly at: number;
  replace(input: HTMLInputElement): void;
  act(action: Action): void;
};

function EditorRow({ list, item, at, replace, act }: EditorRowProps) {
  const last = list.items.value.length - 1;
  const button = (action: Action, words: string, face: string, disabled = false) => (
    <button
      type="button"
      class="button small"
      data-action={action}
      aria-label={`${words} ${item}`}
      aria-disabled={disabled}
      onClick={() => {
        if (!disabled) act(action);
      }}
    >
      {face}
    </button>
  );
  return (
    <li class="editor-row">
      <input
        aria-label={`${list.one} ${at + 1}`}
        value={item}
        dir="auto"
        autocomplete="off"
        onChange={({ currentTarget }) => replace(currentTarget)}
      />
      <span class="editor-acts">
        {button('up', 'Move up', '↑', at === 0)}
        {button('down', 'Move down', '↓', at === last)}
        {button('remove', 'Remove', '✕')}
      </span>
    </li>
  );
}

export function ListEditor({ list, announcer, help, onReplaced }: ListEditorProps) {
  const { name, many, most } = list;
  const items = list.items.value;
  const note = useSignal('');
  const field = useRef<HTMLTextAreaElement>(null);
  const { rows, focusLater } = useRowFocus<HTMLOListElement>(field);
  const tell = (text: string) => {
    note.value = text;
    announcer.say(text);
  };

  const act = (at: number, action: Action) => {
    const item = items[at] as string;
    if (action === 'remove') {
      focusLater(Math.min(at, items.length - 2), action);
      list.remove(at);
      tell(`${item} removed.`);
      return;
    }
    const by = action === 'up' ? -1 : 1;
    focusLater(at + by, action);
    list.move(at, by);
    tell(`${item} is ${at + by + 1} of ${items.length}.`);
  };

  return (
    <details class="editor">
      <summary>Change the {many}</summary>
      {items.length > 0 && (
        <ol class="editor-rows" ref={rows}>
          {items.map((item, at) => (
            <EditorRow
              key={at}
              {...{ list, item, at }}
              replace={(input) => {
                const problem = list.replace(at, input.value);
                const now = list.items.peek()[at] as string;
                input.value = now;
                if (!problem) onReplaced?.(item, now);
                tell(problem ?? `${item} is now ${now}.`);
              }}
              act={(action) => act(at, action)}
            />
          ))}
        </ol>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const area = field.current as HTMLTextAreaElement;
          const { told, left } = list.addLines(area.value);
          area.value = left;
          tell(told);
          area.focus();
        }}
      >
        <div class="field">
          <label for={`${name}-more`}>Add {many}, one per line</label>
          <textarea
            id={`${name}-more`}
            class="text-area"
            ref={field}
            rows={2}
            dir="auto"
            autocomplete="off"
          />
        </div>
        <p class="box-help">
          {help} {items.length} of {most}.
        </p>
        <button type="submit" class="button">
          Add {many}
        </button>
      </form>
      <p class="note">{note}</p>
    </details>
  );
}
