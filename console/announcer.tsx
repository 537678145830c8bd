// What the captioner's assistive technology is told: one polite and one assertive region, empty when the page opens.
// Lines and receipts are never announced one by one; a lasting change of the connection is, summed up.
import { type ReadonlySignal, signal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';

import { linesWait } from './console-connection.ts';
import type { ConsoleState } from './console-state.ts';
import { notKept, notKeptWords } from './desk/kept-signal.ts';
import { draftWords } from './draft-words.ts';
import { headWords } from './head-words.ts';
import { signalWords } from './signal-words.ts';

type Note = { readonly text: string; readonly isUrgent: boolean };

export type Announcer = {
  readonly polite: ReadonlySignal<string>;
  readonly assertive: ReadonlySignal<string>;
  /** The last sentence, shown for noteMs to those who do not hear it. */
  readonly note: ReadonlySignal<Note | undefined>;
  /**
   * Says something when the user's own speech pauses.
   * @param isSeen the page shows it already, so that the note need not
   */
  say(text: string, isSeen?: boolean): void;
  /** Says something at once. */
  alarm(text: string, isSeen?: boolean): void;
};

/** A sentence is shown for so long. */
const noteMs = 6_000;
/** How long a state must last before it is worth a word. */
const settleMs = 1_000;
/** The same state with another count is told again no sooner than this. */
const repeatMs = 15_000;

export function createAnnouncer(): Announcer {
  const polite = signal('');
  const assertive = signal('');
  const note = signal<Note | undefined>(undefined);
  let hiding: ReturnType<typeof setTimeout> | undefined;
  function show(text: string, isUrgent: boolean): void {
    clearTimeout(hiding);
    note.value = { text, isUrgent };
    hiding = setTimeout(() => {
      note.value = undefined;
    }, noteMs);
  }
  // The same words twice would be no change of the page, and not be heard.
  const again = (before: string, text: string) => (before === text ? `${text}\u00a0` : text);
  return {
    polite,
    assertive,
    note,
    say(text, isSeen = false) {
      if (!isSeen) show(text, false);
      polite.value = again(polite.peek(), text);
    },
    alarm(text, isSeen = false) {
      if (!isSeen) show(text, true);
      assertive.value = again(assertive.peek(), text);
    },
  };
}

/** The connection and what waits, in one sentence. */
function summary(state: ConsoleState): string {
  const { title, detail, look } = headWords(state);
  const waiting = state.sent.waiting.value;
  const wait = waiting > 0 ? `${linesWait(waiting)} for the relay.` : '';
  if (look === 'off-air') return `${title}. ${detail}`;
  if (state.connection.value.phase !== 'live') return `${title} ${wait || detail}`;
  return `${title}. ${wait || (look === 'over' ? detail : 'Everything is sent.')}`;
}

export function Announcements({
  state,
  announcer,
}: {
  readonly state: ConsoleState;
  readonly announcer: Announcer;
}) {
  const told = useRef({ phase: '', text: '', atMs: 0 });
  const toldSignals = useRef<ReadonlySet<string>>(new Set());

  useSignalEffect(() => {
    const phase = headWords(state).look;
    const text = summary(state);
    if (text === told.current.text) return;
    if (phase === 'closed' || phase === 'off-air') {
      // Nothing that is typed from now on reaches viewers: that cannot wait.
      told.current = { phase, text, atMs: Date.now() };
      announcer.alarm(text, true);
      return;
    }
    const samePhaseMs = phase === told.current.phase ? told.current.atMs + repeatMs - Date.now() : 0;
    const timer = setTimeout(
      () => {
        told.current = { phase, text, atMs: Date.now() };
        announcer.say(text, true);
      },
      Math.max(settleMs, samePhaseMs),
    );
    return () => clearTimeout(timer);
  });

  useSignalEffect(() => {
    const signals = state.signals.value;
    const fresh = signals.filter(({ signal }) => !toldSignals.current.has(signal));
    // One that was over is news when it comes again; that more viewers say the same is none.
    toldSignals.current = new Set(signals.map(({ signal }) => signal));
    if (fresh.length > 0) announcer.say(fresh.map(signalWords).join('. '), true);
  });

  useSignalEffect(() => {
    const refused = state.sent.refused.value;
    if (!refused) return;
    const reason = refused.error?.message ?? 'no reason given';
    announcer.alarm(`Refused by the relay: ${draftWords(refused.draft)}. ${reason}`);
  });

  useSignalEffect(() => {
    if (state.keepingTrouble.value) announcer.say(state.keepingTrouble.value);
  });

  useSignalEffect(() => {
    if (notKept.value) announcer.say(notKeptWords);
  });

  useSignalEffect(() => {
    const lost = state.lines.overtaken.value;
    if (lost) announcer.alarm(`Another correction came first and stands. Yours was: ${lost.text}`);
  });

  useSignalEffect(() => {
    if (state.complaint.value) announcer.alarm(`The relay says: ${state.complaint.value}`);
  });

  return (
    <>
      <p class="heard" role="status">
        {announcer.polite}
      </p>
      <p class="heard" role="alert" aria-live="assertive">
        {announcer.assertive}
      </p>
    </>
  );
}
