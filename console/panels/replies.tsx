// Texts that are needed again and again, each a button and a command. One is put into the field, to be changed before it
// is sent, or sent at once when the captioner chose that. `{name}` in it stands for the speaker's name, and for the captioner's
// own where no speaker is chosen: an agent speaks for themselves.
import { computed, type ReadonlySignal, type Signal, useComputed, useSignal } from '@preact/signals';

import { limits } from '../../protocol/limits.ts';
import { cleanName } from '../../protocol/text.ts';
import { Check, SearchField } from '../desk/bound-fields.tsx';
import { CommandButton } from '../desk/command-button.tsx';
import type { Command } from '../desk/commands.ts';
import type { Desk } from '../desk/desk.ts';
import { createKeptList, type KeptList } from '../desk/kept-list.ts';
import { keptSignal, readBoolean } from '../desk/kept-signal.ts';
import { ListEditor } from '../desk/list-editor.tsx';
import { sendLine } from '../desk/send-line.ts';
import type { Panel } from './panel-box.tsx';

/** Replies in the list. */
const repliesMost = 50;
const placeholder = '{name}';
/** What of a reply stands in the list of keys. */
const shownInKeys = 40;

const shortened = (text: string) => (text.length > shownInKeys ? `${text.slice(0, shownInKeys)}…` : text);

function createReplies(desk: Desk) {
  const list = createKeptList({
    name: 'replies',
    one: 'reply',
    many: 'replies',
    most: repliesMost,
    longestCodePoints: limits.textCodePoints,
    clean: cleanName,
  });
  const atOnce = keptSignal('replies.at-once', false, readBoolean);

  /** The name that the captioner's link gives; '' for none. */
  function ownName(): string {
    const { captioners, own } = desk.state.floor;
    return captioners.peek().find(({ id }) => id === own)?.name ?? '';
  }

  function use(reply: string): void {
    const speaker = desk.speaking.name.peek();
    const name = speaker || ownName();
    if (reply.includes(placeholder) && !name) {
      desk.announcer.alarm(`This reply says ${placeholder}: choose a speaker first.`);
      return;
    }
    // A function, because a name may hold what has a meaning in a replacement text.
    const text = reply.replaceAll(placeholder, () => name);
    if (atOnce.peek()) sendLine(desk, speaker ? { text, speaker } : { text });
    else desk.field.insert(text);
    desk.field.focus();
  }

  const commands = computed(() =>
    list.items.value.map((reply, at): Command => ({
      id: `reply.${at + 1}`,
      group: 'Writing',
      name: `Reply: ${shortened(reply)}`,
      run: () => use(reply),
    })),
  );
  return { list, atOnce, commands };
}

type RepliesBoxProps = {
  readonly desk: Desk;
  readonly list: KeptList;
  readonly atOnce: Signal<boolean>;
  readonly commands: ReadonlySignal<readonly Command[]>;
};

function RepliesBox({ desk, list, atOnce, commands }: RepliesBoxProps) {
  const search = useSignal('');
  const found = useComputed(() => {
    const wanted = search.value.trim().toLowerCase();
    return commands.value
      .map((command, at) => ({ command, text: list.items.value[at] as string }))
      .filter(({ text }) => text.toLowerCase().includes(wanted));
  });
  return (
    <>
      {list.items.value.length === 0 ? (
        <p class="box-help">Add texts that you need again and again, and use each by a button or keys.</p>
      ) : (
        <>
          <SearchField id="replies-search" label="Search replies" search={search} />
          <div class="choices choices-wide" role="group" aria-label="Canned replies">
            {found.value.map(({ command, text }) => (
              <CommandButton key={command.id} commands={desk.commands} command={command}>
                {text}
              </CommandButton>
            ))}
          </div>
          {found.value.length === 0 && <p class="box-help">No reply has these words.</p>}
          <Check on={atOnce}>Send at once, without the field</Check>
        </>
      )}
      <ListEditor
        list={list}
        announcer={desk.announcer}
        help="{name} becomes the speaker’s name, or your own where no speaker is chosen."
      />
    </>
  );
}

export const repliesPanel: Panel = {
  id: 'replies',
  title: 'Canned replies',
  icon: 'canned',
  create(desk) {
    const replies = createReplies(desk);
    const summary = computed(() => `${replies.list.items.value.length || ''}`);
    return { view: () => <RepliesBox desk={desk} {...replies} />, commands: replies.commands, summary };
  },
};
