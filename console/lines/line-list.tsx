// What was said, newest at the bottom, where the list stays by itself; below it what others write at this moment. Only the
// last rows are drawn, and more on demand, so that hours of captions leave the page as it is.
import { type Signal, signal, useComputed, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

import type { Desk } from '../desk/desk.ts';
import { LineRow } from './line-row.tsx';
import type { Writing } from './others-writing.ts';
import { createRowFocus } from './row-focus.ts';

/** Rows on the page at most, until the captioner asks for earlier ones; and how many more that brings. */
export const shownRows = 200;
const moreRows = 100;

function Earlier({ desk, most }: { readonly desk: Desk; readonly most: Signal<number> }) {
  const hidden = useComputed(() => Math.max(0, desk.state.lines.rows.value.length - most.value));
  if (hidden.value === 0) return null;
  return (
    <button
      type="button"
      class="button earlier"
      onClick={() => {
        most.value += moreRows;
      }}
    >
      {hidden.value === 1 ? '1 earlier line' : `${hidden} earlier lines`}
    </button>
  );
}

function Rows({ desk, most }: { readonly desk: Desk; readonly most: Signal<number> }) {
  const rows = desk.state.lines.rows.value;
  if (rows.length === 0) {
    return (
      <p class="empty">Nothing yet. Each line that is finished appears here and says how far it has come.</p>
    );
  }
  return (
    <ol class="rows">
      {rows.slice(-most.value).map((row) => (
        <LineRow key={row.key} desk={desk} row={row} />
      ))}
    </ol>
  );
}

function WritingRow({ desk, writing }: { readonly desk: Desk; readonly writing: Writing }) {
  const { id, speaker, text } = writing;
  const { lines, talk } = desk.state;
  // The author of a line that is corrected is somebody else, perhaps.
  const who = (!lines.find(id) && talk.authors.value.get(id)) || 'A captioner';
  const act = lines.find(id) ? 'corrects' : 'is writing';
  return (
    <li class="row row-writing">
      <p class="row-words" dir="auto">
        <span class="row-speaker">
          {speaker === undefined ? `${who} ${act}` : `${who} ${act} as ${speaker}`}:{' '}
        </span>
        {text}
      </p>
    </li>
  );
}

function Others({ desk }: { readonly desk: Desk }) {
  const writing = desk.state.writing.value;
  if (writing.length === 0) return null;
  return (
    <ul class="rows rows-writing" aria-label="Being written by others">
      {writing.map((one) => (
        <WritingRow key={one.id} desk={desk} writing={one} />
      ))}
    </ul>
  );
}

export function LineList({ desk }: { readonly desk: Desk }) {
  const most = useSignal(shownRows);
  const content = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const focus = createRowFocus();
    const detach = focus.attach(content.current as HTMLElement);
    const remove = desk.commands.add(
      signal([{ id: 'lines', group: 'Page', name: 'Go to the lines', keys: 'Shift+F2', run: focus.enter }]),
    );
    return () => {
      detach();
      remove();
    };
  }, [desk]);
  return (
    <div class="lines">
      <h2 id="lines-title" class="heard">
        Lines
      </h2>
      <div class="lines-scroll" role="region" aria-labelledby="lines-title">
        <div class="lines-content" ref={content}>
          <Earlier desk={desk} most={most} />
          <Rows desk={desk} most={most} />
          <Others desk={desk} />
        </div>
      </div>
    </div>
  );
}
