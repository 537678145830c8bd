// Who speaks, for whatever way it is chosen: a key, a button, the field. Invariant: words never come into another mouth. What was
// typed under one name is finished under it before the next one begins, and so is what was typed without a name, unless it has
// just begun.
import { computed, type ReadonlySignal, type Signal } from '@preact/signals';

import { cleanName, hasVisibleText } from '../../protocol/text.ts';
import type { Announcer } from '../announcer.tsx';
import type { ConsoleState } from '../console-state.ts';
import { voiceOf } from '../lines/line-draft.ts';
import type { WordsField } from '../desk/words-field.ts';
import type { Composer } from './composer.ts';

/** So many words without a name are a line of nobody's; fewer are the beginning of the line of whoever is chosen. */
const wordsOfNobody = 3;

export type SpeakingOptions = {
  /** The name of who speaks, as it is kept. */
  readonly speaker: Signal<string>;
  readonly composer: Composer;
  readonly field: WordsField;
  readonly announcer: Announcer;
  readonly lines: Pick<ConsoleState['lines'], 'find' | 'own'>;
  /** Hands in a record; false when no more are taken. */
  readonly publish: ConsoleState['publish'];
};

export type Speaking = {
  /** The name of who speaks; '' for nobody. */
  readonly name: ReadonlySignal<string>;
  /**
   * The words that follow are this speaker's. While a line is corrected, that line is. False when the words in the field could not be
   * finished first, so that nothing has changed.
   */
  choose(name: string): boolean;
  /** The speaker's name is spelled another way, also for the words in the field. */
  rename(name: string): void;
  /** The last line from here was said by who is chosen now. */
  giveLastLine(): void;
};

const countWords = (text: string) => text.split(/\s+/u).filter(Boolean).length;

export function createSpeaking(options: SpeakingOptions): Speaking {
  const { speaker, composer, field, announcer, lines, publish } = options;
  const name = computed(() => cleanName(speaker.value));
  const said = (chosen: string) => (chosen ? `Speaker: ${chosen}` : 'No speaker');

  function rename(next: string): void {
    speaker.value = next;
    composer.revoice();
  }

  /** What stands in the field becomes a line, if it is somebody else's; false when that was refused. */
  function finishOthersWords(): boolean {
    const text = composer.text.peek();
    if (!hasVisibleText(text)) return true;
    if (name.peek() === '' && countWords(text) < wordsOfNobody) {
      const area = field.element.current;
      // Whoever chooses between two words goes on with the next one.
      if (area?.selectionStart === text.length && !/\s$/u.test(text)) field.insert(' ');
      return true;
    }
    field.finish();
    return !hasVisibleText(composer.text.peek());
  }

  return {
    name,
    rename,
    choose(next) {
      if (composer.editing.peek()) {
        composer.giveTo(next);
        announcer.say(next ? `This line: ${next}` : 'This line: no speaker');
        return true;
      }
      if (next !== name.peek() && !finishOthersWords()) return false;
      rename(next);
      announcer.say(said(next));
      return true;
    },
    giveLastLine() {
      const id = lines.own().at(-1);
      const line = id === undefined ? undefined : lines.find(id);
      if (!line) return announcer.say('No line was said from here yet.');
      const now = name.peek();
      if ((line.speaker ?? '') === now) {
        return announcer.say(`The last line is ${now ? `${now}’s` : 'nobody’s'} already.`);
      }
      const draft = {
        type: 'line',
        id: line.id,
        rev: line.rev + 1,
        text: line.text,
        at: Date.now(),
      } as const;
      if (publish({ ...draft, ...voiceOf(line, now) })) announcer.say(`The last line: ${said(now)}`);
    },
  };
}
