// A recogniser that is kept running: browsers end it after silence or a minute, and it begins again by itself, later each
// time it ends at once. Stops for good where trying again would not help, and whenever the session takes no words.
import { effect, type ReadonlySignal, signal } from '@preact/signals';

import type { Voice } from '../../../client/outgoing-interims.ts';
import type { ConsoleState } from '../../console-state.ts';
import type { Machine } from '../../desk/locks.ts';
import type { Failed, Heard, Recogniser } from '../../desk/recogniser.ts';
import { createHeardLines, type HeardLines } from './heard-lines.ts';
import { faultOf } from './recognition-words.ts';

export type RecognitionOptions = {
  readonly state: Pick<ConsoleState, 'connection' | 'ended' | 'floor'>;
  readonly machine: Machine;
  makeRecogniser(): Recogniser;
  /** BCP 47. */
  language(): string;
  voice(): Voice;
};

export type Recognition = {
  /** `waiting`: it ended and begins again; `ending`: what was heard last still comes. */
  readonly phase: ReadonlySignal<'off' | 'starting' | 'listening' | 'waiting' | 'ending'>;
  /** What hinders it, in a sentence; '' when nothing does. */
  readonly problem: ReadonlySignal<string>;
  /** The words heard last. */
  readonly heard: ReadonlySignal<string>;
  start(): void;
  /** Hears no more; what was heard is still finished. */
  stop(): void;
  /** Ends it for good. */
  dispose(): void;
};

/** It begins again after a time between these two, which doubles while it ends sooner than `steadyMs`. */
const againMinMs = 250;
const againMaxMs = 10_000;
const steadyMs = 5_000;

export function createRecognition(options: RecognitionOptions): Recognition {
  const { state, machine, makeRecogniser, language, voice } = options;
  const phase = signal<Recognition['phase']['value']>('off');
  const problem = signal('');
  const heard = signal('');
  let current:
    | { readonly recogniser: Recogniser; readonly listening: AbortController; readonly lines: HeardLines }
    | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let waitMs = againMinMs;

  /** Why no words are taken, in a sentence; '' when they are. */
  const closed = () =>
    state.connection.value.phase === 'closed'
      ? 'Stopped: the connection has ended.'
      : state.ended.value
        ? 'Stopped: the session has ended.'
        : state.floor.onAir.value
          ? ''
          : 'Stopped: no lines go out from here now.';

  function begin(): void {
    const recogniser = makeRecogniser();
    const listening = new AbortController();
    const heardLines = createHeardLines(machine, voice);
    const beganMs = Date.now();
    current = { recogniser, listening, lines: heardLines };
    phase.value = 'starting';
    Object.assign(recogniser, { lang: language(), continuous: true, interimResults: true });
    const on = <What extends Event>(type: string, hear: (event: What) => void) =>
      recogniser.addEventListener(type, (event) => hear(event as What), listening);

    on('start', () => {
      if (phase.peek() === 'starting') phase.value = 'listening';
    });
    on<Heard>('result', (event) => {
      problem.value = '';
      heard.value = heardLines.hear(event) || heard.peek();
    });
    on<Failed>('error', ({ error }) => {
      const { words, isFinal } = faultOf(error);
      if (phase.peek() === 'ending' && !isFinal) return;
      problem.value = words;
      if (isFinal) phase.value = 'ending';
    });
    on('end', () => {
      heardLines.finish();
      current = undefined;
      if (phase.peek() === 'ending') {
        phase.value = 'off';
        return;
      }
      waitMs = Date.now() - beganMs >= steadyMs ? againMinMs : Math.min(waitMs * 2, againMaxMs);
      phase.value = 'waiting';
      again = setTimeout(begin, waitMs);
    });
    try {
      recogniser.start();
    } catch (error) {
      cut(`The recogniser does not start: ${(error as Error).message}`);
    }
  }

  /** Ends at once; nothing that comes late is heard. */
  function cut(why: string): void {
    clearTimeout(again);
    problem.value = why;
    phase.value = 'off';
    if (!current) return;
    const { recogniser, listening, lines: heardLines } = current;
    current = undefined;
    heardLines.drop();
    listening.abort();
    recogniser.abort();
  }

  const stopWatching = effect(() => {
    const why = closed();
    if (why && phase.peek() !== 'off') cut(why);
  });

  return {
    phase,
    problem,
    heard,
    start() {
      if (phase.peek() !== 'off') return;
      // Told again when it is tried again.
      problem.value = '';
      problem.value = closed().replace('Stopped', 'Not started');
      if (problem.peek()) return;
      waitMs = againMinMs / 2;
      begin();
    },
    stop() {
      // One that does not end when it is asked to is cut off when it is asked again.
      if (!current || phase.peek() === 'ending') {
        current?.lines.finish();
        return cut('');
      }
      phase.value = 'ending';
      current.recogniser.stop();
    },
    dispose() {
      stopWatching();
      cut('');
    },
  };
}
