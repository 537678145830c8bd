// A prepared text that is sent phrase by phrase: with the space bar while the field is empty, by keys, or by buttons. It goes
// on while its box is closed, and what is said of it to a screen reader is only what was asked for.
import { computed, effect, type ReadonlySignal, useSignal } from '@preact/signals';

import type { CaptionFault } from '../../../formats/caption-file.ts';
import { CommandButton } from '../../desk/command-button.tsx';
import type { Command } from '../../desk/commands.ts';
import type { Desk } from '../../desk/desk.ts';
import type { ReadyLine } from '../../desk/send-line.ts';
import type { Panel } from '../panel-box.tsx';
import { PhraseList } from './phrase-list.tsx';
import { createScript, phraseWords, type Script } from './script.ts';
import { ScriptForm } from './script-form.tsx';

type ScriptCommand = Command & { readonly face: string };

function createCommands({ announcer, field }: Desk, script: Script): readonly ScriptCommand[] {
  const { next, on } = script;
  const group = 'Writing';
  return [
    {
      group,
      id: 'script.space',
      name: 'Script: the space bar sends phrases, or not',
      face: 'Space sends phrases',
      run() {
        on.value = !on.peek();
        announcer.say(on.peek() ? 'Space in the empty field sends the next phrase.' : 'Space types a space.');
        field.focus();
      },
    },
    {
      group,
      id: 'script.send',
      name: 'Script: send the next phrase',
      face: 'Send next',
      keys: 'F9',
      run: script.send,
    },
    {
      group,
      id: 'script.take',
      name: 'Script: next phrase into the field',
      face: 'Into the field',
      keys: 'Ctrl+F9',
      run: script.take,
    },
    {
      group,
      id: 'script.back',
      name: 'Script: one phrase back',
      face: 'Back',
      keys: 'Shift+F9',
      run: () => script.goTo(next.peek() - 1),
    },
    {
      group,
      id: 'script.skip',
      name: 'Script: skip a phrase',
      face: 'Skip',
      keys: 'Ctrl+Shift+F9',
      run: () => script.goTo(next.peek() + 1),
    },
    {
      group,
      id: 'script.say',
      name: 'Script: read out the next phrase',
      face: '',
      run() {
        const phrase = script.phrases.peek()[next.peek()];
        announcer.say(phrase ? phraseWords(phrase) : 'The script is at its end.');
      },
    },
  ];
}

type ScriptBoxProps = {
  readonly desk: Desk;
  readonly script: Script;
  readonly commands: ReadonlySignal<readonly ScriptCommand[]>;
};

function Running({ desk, script, commands }: ScriptBoxProps) {
  const { phrases, next, sent, on } = script;
  const skipped = phrases.value.slice(0, next.value).filter((_, at) => !sent.value.has(at)).length;
  const phrase = phrases.value[next.value];
  return (
    <>
      <p class="box-help">
        {next} of {phrases.value.length}
        {skipped > 0 && `, ${skipped} skipped`}
      </p>
      <p class="phrase-now" dir="auto" lang={phrase?.lang}>
        {phrase ? phraseWords(phrase) : 'The script is at its end.'}
      </p>
      <div class="choices choices-buttons">
        {commands.value
          .filter(({ face }) => face)
          .map((command) => (
            <CommandButton
              key={command.id}
              commands={desk.commands}
              command={command}
              {...(command.id === 'script.space' && { pressed: on.value })}
            >
              {command.face}
            </CommandButton>
          ))}
      </div>
      <PhraseList script={script} />
    </>
  );
}

function ScriptBox({ desk, script, commands }: ScriptBoxProps) {
  const note = useSignal('');
  const faults = useSignal<readonly CaptionFault[]>([]);
  const tell = (text: string) => {
    note.value = text;
    desk.announcer.say(text);
  };
  /** Where the focus goes when what had it goes away. */
  const focusTitle = () => document.querySelector<HTMLElement>('#script-title')?.focus();
  const loaded = script.phrases.value.length > 0;
  return (
    <div class="script">
      {loaded ? (
        <Running {...{ desk, script, commands }} />
      ) : (
        <ScriptForm
          {...{ script, tell }}
          onLoaded={(found) => {
            faults.value = found;
            focusTitle();
          }}
        />
      )}
      <p class="note">{note}</p>
      {loaded && faults.value.length > 0 && (
        <ul class="script-faults" tabIndex={0} aria-label="Faults of the file">
          {faults.value.map(({ row, reason }, at) => (
            <li key={at}>
              Row {row}: {reason}.
            </li>
          ))}
        </ul>
      )}
      {loaded && (
        <button
          type="button"
          class="button"
          onClick={() => {
            script.clear();
            faults.value = [];
            tell('The script is put away.');
            focusTitle();
          }}
        >
          Put the script away
        </button>
      )}
    </div>
  );
}

export const scriptPanel: Panel = {
  id: 'script',
  title: 'Script',
  icon: 'script',
  create(desk) {
    const script = createScript(desk);
    const all = createCommands(desk, script);
    const commands = computed(() => (script.phrases.value.length > 0 ? all : []));
    const summary = computed(() => {
      const { length } = script.phrases.value;
      return length > 0 ? `${script.next.value} of ${length}` : '';
    });
    const stopPrompter = effect(() => {
      const all = script.phrases.value;
      const at = script.next.value;
      const words = (phrase: ReadyLine | undefined) => phrase && phraseWords(phrase);
      desk.prompter.value =
        script.inUse.value && all.length > 0
          ? { before: words(all[at - 1]), next: words(all[at]) }
          : undefined;
    });
    const stopKeys = desk.field.onKey(({ key, repeat, shiftKey, ctrlKey, altKey, metaKey }) => {
      if (key !== ' ' || shiftKey || ctrlKey || altKey || metaKey) return false;
      if (!script.on.peek() || desk.field.element.current?.value !== '') return false;
      // A key that is held down must not empty the script.
      if (!repeat) script.send();
      return true;
    });
    const stop = () => {
      stopKeys();
      stopPrompter();
    };
    return { view: () => <ScriptBox {...{ desk, script, commands }} />, commands, summary, stop };
  },
};
