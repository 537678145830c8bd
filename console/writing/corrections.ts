// What the captioner does with lines that are finished: puts them back into the field, takes them back, walks through the
// own ones as through the history of a shell. Everything that happens is said politely.
import { type Signal, signal } from '@preact/signals';

import type { ViewChange } from '../../client/follow.ts';
import type { Announcer } from '../announcer.tsx';
import type { ConsoleState } from '../console-state.ts';
import type { Draft } from '../../protocol/records.ts';
import type { WordsField } from '../desk/words-field.ts';
import type { Composer, Finished } from './composer.ts';

export type CorrectionsOptions = {
  readonly state: Pick<ConsoleState, 'lines' | 'floor' | 'hear'>;
  /** Hands in a record; false when no more are taken. */
  publish(draft: Draft): boolean;
  readonly composer: Composer;
  readonly field: Pick<WordsField, 'focus' | 'insert'>;
  readonly announcer: Announcer;
};

export type Corrections = {
  /** The line of which is asked whether to take it back. */
  readonly asked: Signal<string | undefined>;
  /** Puts a line into the field. */
  edit(id: string): void;
  /** Puts the last own line into the field. */
  editLast(): void;
  /** Takes a line back, for good. */
  takeBack(id: string): void;
  takeBackLast(): void;
  /** Puts the words of what is no line any more into the field, where the caret is. */
  useAgain(text: string): void;
  /** Leaves the line in the field as it was. */
  leave(): void;
  /** Goes to the own line before the one in the field, or to the last one; to the one after it, or out of the lines. */
  goBack(): void;
  goForward(): void;
  /** An input method has let go of the field: what it must not have been disturbed by is made up for. */
  composed(): void;
  /** Says what finishing a correction did. */
  tell(finished: Finished): void;
  /** Ends what it listens to. */
  stop(): void;
};

export function createCorrections(options: CorrectionsOptions): Corrections {
  const { state, publish, composer, field, announcer } = options;
  const { lines } = state;
  const asked = signal<string | undefined>(undefined);
  /** Whether the line in the field changed while an input method was at work. */
  let isBehind = false;

  function edit(id: string): void {
    asked.value = undefined;
    if (!composer.edit(id)) return;
    field.focus();
    announcer.say(`Editing: ${composer.text.peek()}`);
  }

  function leave(): void {
    composer.leave();
    announcer.say('The line stays as it was.');
  }

  function takeBack(id: string): void {
    asked.value = undefined;
    const line = lines.find(id);
    if (!line || !publish({ type: 'retract', id, at: Date.now() })) return;
    if (composer.editing.peek()?.id === id) composer.leave();
    announcer.say(`Taken back: ${line.text}`);
  }

  /** The lines that keys walk through: the own ones. Who captions alone, and has none, means those that stand. */
  function within(): readonly string[] {
    const own = lines.own();
    const isAlone = state.floor.captioners.peek().length <= 1;
    return own.length > 0 || !isAlone ? own : lines.standing();
  }

  function withLast(act: (id: string) => void): void {
    const last = within().at(-1);
    if (last === undefined) announcer.say('No line was said from here yet.');
    else act(last);
  }

  function refresh(): void {
    isBehind = false;
    if (!composer.refresh()) announcer.say('The line you were editing was taken back.');
  }

  /** Where the line in the field stands among the own ones; after them all when it is none of them. */
  function place(own: readonly string[]): number {
    const at = own.indexOf(composer.editing.peek()?.id ?? '');
    return at < 0 ? own.length : at;
  }

  function follow(change: ViewChange): void {
    const id = composer.editing.peek()?.id;
    if (id === undefined) return;
    const isAboutIt =
      change.type === 'revised' || change.type === 'added'
        ? change.line.id === id
        : change.type === 'retracted' && change.before.id === id;
    if (!isAboutIt) return;
    if (composer.isComposing()) isBehind = true;
    else refresh();
  }
  const stop = state.hear({ change: follow });

  return {
    asked,
    edit,
    editLast: () => withLast(edit),
    takeBack,
    takeBackLast: () => withLast(takeBack),
    useAgain(text) {
      if (composer.editing.peek()) leave();
      field.insert(text);
    },
    leave,
    goBack() {
      const own = within();
      const before = own[place(own) - 1];
      if (before !== undefined) edit(before);
    },
    goForward() {
      const own = within();
      const after = own[place(own) + 1];
      if (after === undefined) leave();
      else edit(after);
    },
    composed() {
      if (isBehind && composer.editing.peek()) refresh();
      isBehind = false;
    },
    tell(finished) {
      if (finished === 'corrected') announcer.say('Corrected');
      if (finished === 'taken-back') announcer.say('Taken back');
      if (finished === 'unchanged') announcer.say('The line stays as it was.');
    },
    stop,
  };
}
