// What the parts of one session's console share: the session, the line in the making, the field, the keys, and who is told.
// A part knows the desk and no other part.
import { type Signal, signal } from '@preact/signals';

import type { Transport } from '../../client/transport.ts';
import { type Announcer, createAnnouncer } from '../announcer.tsx';
import { type Composer, createComposer } from '../composer.ts';
import type { ConsoleState } from '../console-state.ts';
import { keptSpeaker } from '../kept-values.ts';
import { type Commands, createCommands } from './commands.ts';
import { browserRecogniser, type Recogniser } from './recogniser.ts';
import { createWordsField, type WordsField } from './words-field.ts';

export type Desk = {
  readonly state: ConsoleState;
  readonly composer: Composer;
  /** The speaker's name as written in its field. */
  readonly speaker: Signal<string>;
  readonly field: WordsField;
  readonly announcer: Announcer;
  readonly commands: Commands;
  /** Makes a recogniser of speech; undefined where there is none. */
  readonly makeRecogniser: (() => Recogniser) | undefined;
  /** The way to the relay, for a connection of a part's own. */
  readonly transport: Transport | undefined;
};

export type DeskOptions = {
  /** WebSocket by default. */
  readonly transport?: Transport | undefined;
  /** The browser's own by default. */
  readonly makeRecogniser?: (() => Recogniser) | undefined;
};

export function createDesk(state: ConsoleState, options: DeskOptions): Desk {
  const speaker = signal(keptSpeaker());
  const { publish, interim, typing } = state;
  return {
    state,
    speaker,
    composer: createComposer({ publish, interim, typing, speaker }),
    field: createWordsField(),
    announcer: createAnnouncer(),
    commands: createCommands(),
    makeRecogniser: options.makeRecogniser ?? browserRecogniser(),
    transport: options.transport,
  };
}
