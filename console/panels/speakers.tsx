// Who speaks, chosen by a key or a button from a list of the captioner's own.
import { computed, type ReadonlySignal } from '@preact/signals';

import { limits } from '../../protocol/limits.ts';
import { cleanName } from '../../protocol/text.ts';
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

const keysBefore = 'Alt+';
const keysOfPlace = (at: number) => (at < 9 ? { keys: `${keysBefore}${at + 1}` } : {});

function createSpeakers(desk: Desk) {
  const { field } = desk;
  const list = createKeptList({
    name: 'speakers',
    one: 'speaker',
    many: 'speakers',
    most: speakersMost,
    longestCodePoints: limits.nameCodePoints,
    clean: cleanName,
  });
  const current = desk.speaking.name;

  function choose(name: string): void {
    desk.speaking.choose(name);
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

  return { list, current, commands };
}

type SpeakersBoxProps = {
  readonly desk: Desk;
  readonly list: KeptList;
  readonly current: ReadonlySignal<string>;
  readonly commands: ReadonlySignal<readonly Command[]>;
};

function SpeakersBox({ desk, list, current, commands }: SpeakersBoxProps) {
  const names = list.items.value;
  return (
    <>
      <p class="box-help">
        {names.length === 0 ? (
          'Name those who will speak, and choose who does by a key.'
        ) : (
          <>
            <kbd>Alt</kbd> and the number choose who speaks.
          </>
        )}
      </p>
      <div class="choices" role="group" aria-label="Who speaks">
        {commands.value.map((command, at) => {
          const name = names[at] ?? '';
          return (
            <CommandButton
              key={command.id}
              commands={desk.commands}
              command={command}
              pressed={current.value === name}
              {...(name && { place: at + 1, placeClass: `swatch-${at % colours}`, keysBefore })}
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
          if (current.peek() === before) desk.speaking.rename(after);
        }}
      />
    </>
  );
}

export const speakersPanel: Panel = {
  id: 'speakers',
  title: 'Speakers',
  icon: 'speakers',
  create(desk) {
    const speakers = createSpeakers(desk);
    const summary = computed(() => speakers.current.value || `${speakers.list.items.value.length || ''}`);
    return { view: () => <SpeakersBox desk={desk} {...speakers} />, commands: speakers.commands, summary };
  },
};
