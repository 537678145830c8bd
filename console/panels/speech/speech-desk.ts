// The captioner's choices for the browser's recogniser, kept on the device, and its one command. Invariant: nothing is
// heard before the captioner has agreed to where the sound may go.
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';

import { cleanName } from '../../../protocol/text.ts';
import type { Command } from '../../desk/commands.ts';
import type { Desk } from '../../desk/desk.ts';
import { keptSignal, readBoolean, readText } from '../../desk/kept-signal.ts';
import type { Recogniser } from '../../desk/recogniser.ts';
import { readLanguage } from './recognition-words.ts';
import { createRecognition, type Recognition } from './recognition.ts';

export type SpeechDesk = Pick<Recognition, 'phase' | 'problem' | 'heard' | 'dispose'> & {
  readonly language: Signal<string>;
  readonly speaker: Signal<string>;
  /** Whether it is asked for the captioner's agreement. */
  readonly asking: Signal<boolean>;
  readonly command: ReadonlySignal<Command>;
  /** Starts, and remembers that the captioner agreed. */
  agree(): void;
};

const ownLanguage = () => readLanguage(navigator.language) ?? 'en-US';

export function createSpeechDesk(desk: Desk, makeRecogniser: () => Recogniser): SpeechDesk {
  const language = keptSignal('speech.language', ownLanguage(), readLanguage);
  const speaker = keptSignal('speech.speaker', '', readText);
  const agreed = keptSignal('speech.agreed', false, readBoolean);
  const asking = signal(false);

  const recognition = createRecognition({
    state: desk.state,
    machine: desk.machine,
    makeRecogniser,
    language: () => language.peek(),
    voice() {
      const name = cleanName(speaker.peek());
      return { lang: language.peek(), ...(name ? { speaker: name } : {}) };
    },
  });
  const { phase } = recognition;
  const isOn = computed(() => phase.value !== 'off' && phase.value !== 'ending');

  // Told also while the box is closed; that it begins again after each silence is no news.
  let toldOn = false;
  let toldProblem = '';
  const stopTelling = effect(() => {
    const problem = recognition.problem.value;
    const off = phase.value === 'off';
    if (phase.value === 'listening' && !toldOn) {
      desk.announcer.say('Listening');
      toldOn = true;
    } else if (off && problem) desk.announcer.alarm(problem);
    else if (off && toldOn) desk.announcer.say('Speech recognition is off');
    else if (problem && problem !== toldProblem) desk.announcer.say(problem);
    if (off) toldOn = false;
    toldProblem = problem || toldProblem;
  });

  function toggle(): void {
    if (isOn.peek() || phase.peek() === 'ending') return recognition.stop();
    if (agreed.peek()) return recognition.start();
    // What is asked is in the box, which may be closed.
    desk.commands.all
      .peek()
      .find(({ id }) => id === 'panel.speech')
      ?.run();
    asking.value = true;
  }

  return {
    ...recognition,
    language,
    speaker,
    asking,
    command: computed(() => ({
      id: 'speech',
      group: 'Speech',
      name: `${isOn.value ? 'Stop' : 'Start'} speech recognition`,
      keys: 'Shift+F8',
      run: toggle,
    })),
    agree() {
      agreed.value = true;
      asking.value = false;
      recognition.start();
    },
    dispose() {
      stopTelling();
      recognition.dispose();
    },
  };
}
