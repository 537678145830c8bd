// What the parts of one session's console share: the session, the line in the making, the field, the keys, and who is told.
// A part knows the desk and no other part.
import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';

import type { Transport } from '../../client/transport.ts';
import { type Announcer, createAnnouncer } from '../announcer.tsx';
import type { ConsoleState } from '../console-state.ts';
import { type Composer, createComposer } from '../writing/composer.ts';
import { type Corrections, createCorrections } from '../writing/corrections.ts';
import { createFinishing, type Finishing } from '../writing/finishing.ts';
import { createOffRecord, type OffRecord } from '../writing/off-record.ts';
import { createSpeaking, type Speaking } from '../writing/speaking.ts';
import { createRecordSwitch, type RecordSwitch } from '../team/record-switch.ts';
import { type Commands, createCommands } from './commands.ts';
import { keptSignal, readBoolean, readCount, readText } from './kept-signal.ts';
import { createLocks, type Locks, type Machine } from './locks.ts';
import { browserRecogniser, type Recogniser } from './recogniser.ts';
import { followPageSize, type PageSize } from './page-size.ts';
import { createWordsField, type WordsField } from './words-field.ts';

/** The phrase that was sent or passed over last, and the next one; undefined at the ends. */
type Prompter = { readonly before: string | undefined; readonly next: string | undefined };

export type Desk = {
  readonly state: ConsoleState;
  readonly composer: Composer;
  readonly corrections: Corrections;
  readonly offRecord: OffRecord;
  readonly finishing: Finishing;
  /** Lines that programs leave alone, because a human has had them in hand. */
  readonly locks: Locks;
  /** How programs at this desk speak, so that they leave those alone. */
  readonly machine: Machine;
  /** Who speaks, and how somebody else comes to. */
  readonly speaking: Speaking;
  /** Off the record, and on again. */
  readonly record: RecordSwitch;
  readonly field: WordsField;
  readonly announcer: Announcer;
  /** The phrases that the field shows of a prepared text; undefined while there is none. */
  readonly prompter: Signal<Prompter | undefined>;
  readonly commands: Commands;
  /** Makes a recogniser of speech; undefined where there is none. */
  readonly makeRecogniser: (() => Recogniser) | undefined;
  /** The way to the relay, for a connection of a part's own. */
  readonly transport: Transport | undefined;
  /** Lines that were finished with this browser, as far as somebody counts who learns the keys. */
  readonly learned: Signal<number>;
  readonly size: PageSize;
  /** Everything in one narrow column: chosen, for a window beside another program, or because there is no room. */
  readonly compact: ReadonlySignal<boolean>;
  setCompact(compact: boolean): void;
  /** What viewers see is shown above the field. */
  readonly preview: ReadonlySignal<boolean>;
  setPreview(preview: boolean): void;
  /** Ends what the desk listens to. */
  stop(): void;
};

export type DeskOptions = {
  /** WebSocket by default. */
  readonly transport?: Transport | undefined;
  /** The browser's own by default. */
  readonly makeRecogniser?: (() => Recogniser) | undefined;
};

export function createDesk(state: ConsoleState, options: DeskOptions = {}): Desk {
  const speaker = keptSignal('speaker', '', readText);
  const field = createWordsField();
  const announcer = createAnnouncer();
  const commands = createCommands();
  const finishing = createFinishing();
  const { interim, typing, lines } = state;
  const {
    locks,
    machine,
    publish,
    stop: stopLocks,
  } = createLocks({
    state,
    isInField: (id) => composer.editing.peek()?.id === id,
  });
  const { finishAt } = finishing;
  const composer = createComposer({ publish, interim, typing, speaker, lines, finishAt });
  const size = followPageSize();
  const isCompact = keptSignal('compact', false, readBoolean);
  const compact = computed(() => isCompact.value || size.isSmall.value);
  const setCompact = (next: boolean) => {
    isCompact.value = next;
  };
  const isPreviewed = keptSignal<boolean | null>('preview', null, readBoolean);
  const preview = computed(() => isPreviewed.value ?? size.isRoomy.value);
  const setPreview = (next: boolean) => {
    isPreviewed.value = next;
  };
  // Who is taken over from is not cut short: what was said until then is a line.
  state.floor.beforeStandby(() => {
    if (!composer.editing.peek()) composer.finish();
  });
  const offRecord = createOffRecord(composer);
  const stopFloor = effect(() => {
    // What is in the making goes where it may be seen now.
    void state.floor.stand.value;
    const isOff = state.floor.offRecord.value;
    untracked(() => {
      offRecord.follow(isOff);
      composer.revoice();
    });
  });
  const corrections = createCorrections({ state, publish, composer, field, announcer });
  const speaking = createSpeaking({ speaker, composer, field, announcer, lines, publish });
  const record = createRecordSwitch(state);
  const learned = keptSignal('learned', 0, readCount);
  commands.add(
    signal([
      {
        id: 'lines.edit',
        group: 'Lines',
        name: 'Edit your last line',
        keys: 'F4',
        run: corrections.editLast,
      },
      {
        id: 'lines.take-back',
        group: 'Lines',
        name: 'Take back your last line',
        keys: 'F8',
        run: corrections.takeBackLast,
      },
      {
        id: 'lines.speaker',
        group: 'Lines',
        name: 'Your last line was said by who is chosen now',
        keys: 'Alt+Shift+0',
        run: speaking.giveLastLine,
      },
      {
        id: 'compact',
        group: 'Page',
        name: 'Compact, and wide again',
        run: () => setCompact(!isCompact.peek()),
      },
      {
        id: 'preview',
        group: 'Page',
        name: 'Show what viewers see, and hide it',
        keys: 'Ctrl+F7',
        run: () => setPreview(!preview.peek()),
      },
    ]),
  );
  return {
    state,
    composer,
    corrections,
    offRecord,
    finishing,
    locks,
    machine,
    speaking,
    record,
    learned,
    field,
    announcer,
    prompter: signal<Prompter | undefined>(undefined),
    commands,
    makeRecogniser: options.makeRecogniser ?? browserRecogniser(),
    transport: options.transport,
    size,
    compact,
    setCompact,
    preview,
    setPreview,
    stop() {
      size.stop();
      stopLocks();
      record.stop();
      stopFloor();
      corrections.stop();
    },
  };
}
