// The browser's own recogniser as one more captioner: a button that starts and stops it, what it hears, and what hinders
// it. Where the sound may go is said before it is used.
import { computed } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';

import { limits } from '../../../protocol/limits.ts';
import { CommandButton } from '../../desk/command-button.tsx';
import type { Desk } from '../../desk/desk.ts';
import { Icon, type IconName } from '../../icons.tsx';
import type { Panel } from '../panel-box.tsx';
import { languages } from './recognition-words.ts';
import type { Recognition } from './recognition.ts';
import { createSpeechDesk, type SpeechDesk } from './speech-desk.ts';

type Phase = Recognition['phase']['value'];

const phaseWords: Record<Phase, readonly [IconName, string]> = {
  off: ['stopped', 'Off'],
  starting: ['connecting', 'Starting…'],
  listening: ['microphone', 'Listening: what is heard is sent'],
  waiting: ['connecting', 'Begins again…'],
  ending: ['connecting', 'Finishing the last words…'],
};

type SpeechBoxProps = { readonly desk: Desk; readonly speech: SpeechDesk };

function Question({ speech }: Pick<SpeechBoxProps, 'speech'>) {
  const question = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => question.current?.focus(), []);
  const refuse = () => {
    speech.asking.value = false;
    document.querySelector<HTMLElement>('#speech-title')?.focus();
  };
  return (
    <div
      ref={question}
      class="speech-question"
      role="group"
      tabIndex={-1}
      aria-labelledby="speech-question"
      aria-describedby="speech-privacy"
      onKeyDown={(event) => {
        if (event.key === 'Escape') refuse();
      }}
    >
      <p id="speech-question">May your browser recognise speech?</p>
      <p id="speech-privacy">
        Your browser may send the sound of your microphone to its maker, or to whom its maker chose, to make
        words of it. captionwire gets the words only, and sends them to everybody who reads.
      </p>
      <div class="buttons">
        <button
          type="button"
          class="button button-main"
          onClick={() => {
            document.querySelector<HTMLElement>('#speech-title')?.focus();
            speech.agree();
          }}
        >
          Agree and start
        </button>
        <button type="button" class="button" onClick={refuse}>
          Not now
        </button>
      </div>
    </div>
  );
}

function Choices({ speech: { language, speaker } }: Pick<SpeechBoxProps, 'speech'>) {
  const offered = useMemo(() => languages(language.peek()), [language]);
  return (
    <>
      <div class="field">
        <label for="speech-language">Language spoken</label>
        <select
          id="speech-language"
          value={language}
          onChange={({ currentTarget }) => {
            language.value = currentTarget.value;
          }}
        >
          {offered.map(({ tag, name }) => (
            <option key={tag} value={tag}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="speech-speaker">Speaker of what is heard</label>
        <input
          id="speech-speaker"
          value={speaker}
          maxLength={limits.nameCodePoints}
          placeholder="No name"
          autocomplete="off"
          onInput={({ currentTarget }) => {
            speaker.value = currentTarget.value;
          }}
        />
      </div>
    </>
  );
}

function SpeechBox({ desk, speech }: SpeechBoxProps) {
  const [icon, words] = phaseWords[speech.phase.value];
  const command = speech.command.value;
  return (
    <>
      <p class={`speech-phase speech-${speech.phase.value}`}>
        <Icon name={icon} />
        {words}
      </p>
      {speech.problem.value && <p class="box-problem">{speech.problem}</p>}
      {speech.asking.value ? (
        <Question speech={speech} />
      ) : (
        <CommandButton commands={desk.commands} command={command}>
          {command.name}
        </CommandButton>
      )}
      {speech.phase.value !== 'off' && speech.heard.value && (
        <p class="speech-heard" dir="auto" lang={speech.language.value}>
          {speech.heard}
        </p>
      )}
      <Choices speech={speech} />
      <p class="box-help">Another language takes effect the next time you start.</p>
    </>
  );
}

export const speechPanel: Panel = {
  id: 'speech',
  title: 'Speech recognition',
  icon: 'microphone',
  create(desk) {
    const { makeRecogniser } = desk;
    if (!makeRecogniser) {
      return { view: () => <p class="box-help">Speech recognition is not available in this browser.</p> };
    }
    const speech = createSpeechDesk(desk, makeRecogniser);
    return {
      view: () => <SpeechBox desk={desk} speech={speech} />,
      commands: computed(() => [speech.command.value]),
      stop: speech.dispose,
    };
  },
};
