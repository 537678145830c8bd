// Who speaks, chosen by a key or a button. Invariant: words never come into another mouth: what was typed under one name is
// finished under it before the next one begins. Words without a name belong to nobody yet and take the name that is chosen.
import { computed, type ReadonlySignal } from '@preact/signals';

import { limits } from '../../protocol/limits.ts';
import { cleanName, hasVisibleText } from '../../protocol/text.ts';
import { CommandButton } from '../desk/command-button.tsx';
import type { Command } from '../desk/commands.ts';
import type { Desk } from '../desk/desk.ts';
import { createKeptList, type KeptList } from '../desk/kept-list.ts';
import { ListEditor } from '../desk/list-editor.tsx';
import type { Panel } from './panel-box.tsx';

/** Speakers in the list. */
const speakersMost = 12;
/** Colours that tell them apart in the list. */
const colours = 6;

const keysOfPlace = (at: number) => (at < 9 ? { keys: `Alt+${at + 1}` } : {});

function createSpeakers(desk: Desk) {
  const { composer, field, speaker, announcer } = desk;
  const list = createKeptList({
    name: 'speakers',
    one: 'speaker',
    many: 'speakers',
    most: speakersMost,
    longestCodePoints: limits.nameCodePoints,
    clean: cleanName,
  });
  const current = computed(() => cleanName(speaker.value));

  function rename(name: string): void {
    speaker.value = name;
    composer.revoice();
  }

  function choose(name: string): void {
    const before = current.peek();
    if (before && before !== name && hasVisibleText(composer.text.peek())) {
      field.finish();
      // The relay is away and no more lines are taken: what stays in the field stays in its mouth.
      if (hasVisibleText(composer.text.peek())) return;
    }
    rename(name);
    announcer.say(name ? `Speaker: ${name}` : 'No speaker');
    field.focus();
  }

  const commands = computed<readonly Command[]>(() => [
    ...list.items.value.map((name, at) => ({
      // Keys belong to the place, so that they go on with whoever has it.
      id: `speaker.${at + 1}`,
      group: 'Speakers' as const,
      name: `Speaker: ${name}`,
      ...keysOfPlace(at),
      run: () => choose(name),
    })),
    { id: 'speaker.none', group: 'Speakers', name: 'No speaker', keys: 'Alt+0', run: () => choose('') },
  ]);

  return { list, current, commands, rename };
}

type SpeakersBoxProps = {
  readonly desk: Desk;
  readonly list: KeptList;
  readonly current: ReadonlySignal<string>;
  readonly commands: ReadonlySignal<readonly Command[]>;
  rename(name: string): void;
};

function SpeakersBox({ desk, list, current, commands, rename }: SpeakersBoxProps) {
  const names = list.items.value;
  return (
    <>
      {names.length === 0 && <p class="box-help">Name those who will speak, and choose who does by a key.</p>}
      <div class="choices" role="group" aria-label="Who speaks">
        {commands.value.map((command, at) => {
          const name = names[at] ?? '';
          return (
            <CommandButton
              key={command.id}
              commands={desk.commands}
              command={command}
              pressed={current.value === name}
              lead={
                name && (
                  <span class={`swatch swatch-${at % colours}`} aria-hidden="true">
                    {at + 1}
                  </span>
                )
              }
            >
              {name || 'No speaker'}
            </CommandButton>
          );
        })}
      </div>
      <ListEditor
        list={list}
        announcer={desk.announcer}
        help="Colours tell this list apart; each viewer’s page has colours of its own."
        onReplaced={(before, after) => {
          if (current.peek() === before) rename(after);
        }}
      />
    </>
  );
}

export const speakersPanel: Panel = {
  id: 'speakers',
  title: 'Speakers',
  create(desk) {
    const speakers = createSpeakers(desk);
    return { view: () => <SpeakersBox desk={desk} {...speakers} />, commands: speakers.commands };
  },
};
