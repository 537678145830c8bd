// What is heard and not said, as a line of its own by one key or button. The line in the making stays as it is, and no
// speaker is named: a sound has none. Sounds stand in brackets and music between notes, in the words themselves.
import { computed, type ReadonlySignal } from '@preact/signals';

import { kindOf } from '../../protocol/marks.ts';
import { cleanName, hasVisibleText } from '../../protocol/text.ts';
import { CommandButton } from '../desk/command-button.tsx';
import type { Command } from '../desk/commands.ts';
import type { Desk } from '../desk/desk.ts';
import { createKeptList, type KeptList } from '../desk/kept-list.ts';
import { ListEditor } from '../desk/list-editor.tsx';
import { sendLine } from '../desk/send-line.ts';
import type { Panel } from './panel-box.tsx';

/** Sounds in the palette. */
const soundsMost = 24;
const soundCodePoints = 100;

const keysBefore = 'Alt+Shift+';

const standardSounds = [
  '[applause]',
  '[laughter]',
  '♪ music ♪',
  '[silence]',
  '[phone rings]',
  '[door]',
  '[inaudible]',
  '[coughing]',
];

/** A sound as it will be read, whether its brackets were written or not. */
function withMarks(written: string): string {
  const text = cleanName(written);
  return kindOf(text) || !hasVisibleText(text) ? text : `[${text}]`;
}

function createSounds(desk: Desk) {
  const list = createKeptList({
    name: 'sounds',
    one: 'sound',
    many: 'sounds',
    initial: standardSounds,
    most: soundsMost,
    longestCodePoints: soundCodePoints,
    clean: withMarks,
  });
  const commands = computed(() =>
    list.items.value.map((text, at): Command => ({
      // Keys belong to the place, as those of speakers do.
      id: `sound.${at + 1}`,
      group: 'Sounds',
      name: `Sound: ${text}`,
      ...(at < 9 ? { keys: `${keysBefore}${at + 1}` } : {}),
      run() {
        sendLine(desk, { text, kind: kindOf(text) ?? 'sound' });
        desk.field.focus();
      },
    })),
  );
  return { list, commands };
}

type SoundsBoxProps = {
  readonly desk: Desk;
  readonly list: KeptList;
  readonly commands: ReadonlySignal<readonly Command[]>;
};

function SoundsBox({ desk, list, commands }: SoundsBoxProps) {
  return (
    <>
      <p class="box-help">
        <kbd>Alt</kbd>, <kbd>Shift</kbd> and the number send a sound.
      </p>
      <div class="choices" role="group" aria-label="Send a sound">
        {commands.value.map((command, at) => (
          <CommandButton
            key={command.id}
            commands={desk.commands}
            command={command}
            place={at + 1}
            keysBefore={keysBefore}
          >
            {list.items.value[at]}
          </CommandButton>
        ))}
      </div>
      <ListEditor
        list={list}
        announcer={desk.announcer}
        help="Brackets are added; music stands between notes: ♪ jazz ♪."
      />
    </>
  );
}

export const soundsPanel: Panel = {
  id: 'sounds',
  title: 'Sounds',
  icon: 'sounds',
  create(desk) {
    const sounds = createSounds(desk);
    const summary = computed(() => `${sounds.list.items.value.length}`);
    return { view: () => <SoundsBox desk={desk} {...sounds} />, commands: sounds.commands, summary };
  },
};
