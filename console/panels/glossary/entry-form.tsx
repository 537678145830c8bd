// Adds a short form, or changes the one that was chosen in the table.
import { type Signal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';

import { type Glossary, readEntry } from './entries.ts';

export type EntryFormProps = {
  readonly glossary: Glossary;
  /** The short form that is being changed. */
  readonly changed: Signal<string | undefined>;
  tell(text: string): void;
};

export function EntryForm({ glossary, changed, tell }: EntryFormProps) {
  const short = useRef<HTMLInputElement>(null);
  const long = useRef<HTMLInputElement>(null);
  const put = (shortText: string, longText: string) => {
    (short.current as HTMLInputElement).value = shortText;
    (long.current as HTMLInputElement).value = longText;
  };
  useSignalEffect(() => {
    const before = changed.value;
    if (before === undefined) return;
    put(before, glossary.entries.peek().find((entry) => entry.short === before)?.long ?? '');
    long.current?.focus();
  });
  const done = () => {
    changed.value = undefined;
    put('', '');
    short.current?.focus();
  };

  const save = () => {
    const entry = readEntry(short.current?.value ?? '', long.current?.value ?? '');
    if (typeof entry === 'string') {
      tell(entry);
      return;
    }
    const before = changed.peek();
    // First, so that a full glossary takes an entry under another short form.
    if (before !== undefined && before !== entry.short) glossary.remove(before);
    if (glossary.take([entry]).left.length > 0) {
      tell('There is no room for more short forms. Remove some first.');
      return;
    }
    tell(`${entry.short} stands for ${entry.long}.`);
    done();
  };

  return (
    <form
      class="entry-form"
      aria-label={changed.value === undefined ? 'New short form' : `Change ${changed.value}`}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div class="field">
        <label for="glossary-short">Short form</label>
        <input id="glossary-short" ref={short} dir="auto" autocomplete="off" autocapitalize="off" />
      </div>
      <div class="field">
        <label for="glossary-long">Stands for</label>
        <input id="glossary-long" ref={long} dir="auto" autocomplete="off" />
      </div>
      <div class="buttons">
        <button type="submit" class="button">
          {changed.value === undefined ? 'Add short form' : 'Change short form'}
        </button>
        {changed.value !== undefined && (
          <button type="button" class="button" onClick={done}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}
