// The glossary as a table that is searched. Only so many rows are drawn as somebody looks through; the search finds all.
import { type Signal, useComputed, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';

import { SearchField } from '../../desk/bound-fields.tsx';
import { useRowFocus } from '../../desk/row-focus.ts';
import { type Entry, type Glossary, glossaryLimits } from './entries.ts';

export type EntryTableProps = {
  readonly glossary: Glossary;
  /** The short form that is being changed. */
  readonly changed: Signal<string | undefined>;
  tell(text: string): void;
};

const rowsMost = 100;

type EntryRowProps = { readonly entry: Entry; change(): void; remove(): void };

function EntryRow({ entry: { short, long }, change, remove }: EntryRowProps) {
  return (
    <tr>
      <th scope="row" dir="auto">
        {short}
      </th>
      <td dir="auto">{long}</td>
      <td class="entry-acts">
        <button type="button" class="button small" aria-label={`Change ${short}`} onClick={change}>
          ✎
        </button>
        <button
          type="button"
          class="button small"
          data-action="remove"
          aria-label={`Remove ${short}`}
          onClick={remove}
        >
          ✕
        </button>
      </td>
    </tr>
  );
}

export function EntryTable({ glossary, changed, tell }: EntryTableProps) {
  const search = useSignal('');
  const searchField = useRef<HTMLInputElement>(null);
  const { rows, focusLater } = useRowFocus<HTMLTableSectionElement>(searchField);
  const found = useComputed(() => {
    const wanted = search.value.trim().toLowerCase();
    return glossary.entries.value.filter(({ short, long }) =>
      `${short} ${long}`.toLowerCase().includes(wanted),
    );
  });
  const all = glossary.entries.value.length;
  if (all === 0) return <p class="box-help">There are no short forms yet.</p>;
  const shown = found.value.slice(0, rowsMost);
  const counts = `${found.value.length} of ${all} short forms`;

  return (
    <>
      <SearchField id="glossary-search" label="Search short forms" search={search} field={searchField} />
      <p class="box-help">
        {counts}
        {found.value.length > rowsMost && `, the first ${rowsMost} are shown`}; there is room for{' '}
        {glossaryLimits.entries}.
      </p>
      {shown.length > 0 && (
        <table class="entries">
          <thead>
            <tr>
              <th scope="col">Short form</th>
              <th scope="col">Stands for</th>
              <td />
            </tr>
          </thead>
          <tbody ref={rows}>
            {shown.map((entry, at) => (
              <EntryRow
                key={entry.short}
                entry={entry}
                change={() => {
                  changed.value = entry.short;
                }}
                remove={() => {
                  focusLater(Math.min(at, shown.length - 2), 'remove');
                  if (changed.peek() === entry.short) changed.value = undefined;
                  glossary.remove(entry.short);
                  tell(`${entry.short} removed.`);
                }}
              />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
