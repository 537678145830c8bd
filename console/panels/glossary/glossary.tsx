// The glossary: short forms that become whole words while the captioner types, a table of them, and files to bring them
// along. It works while its box is closed.
import { type Signal, useSignal } from '@preact/signals';

import { Check } from '../../desk/bound-fields.tsx';
import type { Desk } from '../../desk/desk.ts';
import { keptSignal, readBoolean } from '../../desk/kept-signal.ts';
import type { Panel } from '../panel-box.tsx';
import { createGlossary, type Glossary } from './entries.ts';
import { EntryForm } from './entry-form.tsx';
import { EntryTable } from './entry-table.tsx';
import { createExpander } from './expander.ts';
import { GlossaryFiles } from './glossary-files.tsx';

type GlossaryBoxProps = {
  readonly desk: Desk;
  readonly glossary: Glossary;
  readonly expands: Signal<boolean>;
};

function GlossaryBox({ desk, glossary, expands }: GlossaryBoxProps) {
  /** The short form that is being changed. */
  const changed = useSignal<string | undefined>(undefined);
  const note = useSignal('');
  const tell = (text: string) => {
    note.value = text;
    desk.announcer.say(text);
  };
  return (
    <>
      <Check on={expands}>Short forms become words while you type</Check>
      <p class="box-help">
        A space or punctuation after a short form writes it out, <kbd>Backspace</kbd> right after that takes
        it back. <em>Cw</em> begins with a capital where <em>cw</em> does not.
      </p>
      <EntryForm {...{ glossary, changed, tell }} />
      <p class="note">{note}</p>
      <EntryTable {...{ glossary, changed, tell }} />
      <GlossaryFiles {...{ glossary, tell }} />
    </>
  );
}

export const glossaryPanel: Panel = {
  id: 'glossary',
  title: 'Glossary',
  icon: 'glossary',
  create(desk) {
    const glossary = createGlossary();
    const expands = keptSignal('glossary.expands', true, readBoolean);
    const stop = createExpander({
      field: desk.field,
      longOf: (word) => (expands.peek() ? glossary.longOf(word) : undefined),
    });
    return { view: () => <GlossaryBox {...{ desk, glossary, expands }} />, stop };
  },
};
