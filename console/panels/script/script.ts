// A prepared text on its way: which phrase is next, which were sent and which were passed over. Invariant: a phrase goes out
// once for each time it is asked for, never by itself, and nothing happens to the words in the field.
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';

import { hasVisibleText } from '../../../protocol/text.ts';
import type { Desk } from '../../desk/desk.ts';
import { keptSignal } from '../../desk/kept-signal.ts';
import { type ReadyLine, sendLine } from '../../desk/send-line.ts';
import { scriptLimits } from './script-text.ts';

export type PhraseState = 'next' | 'sent' | 'skipped' | 'ahead';

export type Script = {
  readonly phrases: ReadonlySignal<readonly ReadyLine[]>;
  /** Place of the next phrase; the number of phrases at the end. */
  readonly next: ReadonlySignal<number>;
  readonly sent: ReadonlySignal<ReadonlySet<number>>;
  /** Whether the space bar sends phrases. Never after a reload: nothing is sent that nobody expects. */
  readonly on: Signal<boolean>;
  /** Whether anything was done with it since the page is there: one of last week does not stand in the way. */
  readonly inUse: ReadonlySignal<boolean>;
  stateOf(at: number): PhraseState;
  load(phrases: readonly ReadyLine[]): void;
  clear(): void;
  send(): void;
  /** Puts the next phrase into the empty field, to be changed before it is sent. */
  take(): void;
  goTo(at: number): void;
};

type Place = { readonly next: number; readonly sent: readonly number[] };
const start: Place = { next: 0, sent: [] };

function readPhrases(kept: unknown): readonly ReadyLine[] | undefined {
  if (!Array.isArray(kept)) return undefined;
  return (kept as Partial<ReadyLine>[])
    .filter((line): line is ReadyLine => typeof line?.text === 'string' && hasVisibleText(line.text))
    .slice(0, scriptLimits.phrases);
}

function readPlace(kept: unknown): Place | undefined {
  const { next, sent } = (kept ?? {}) as Partial<Place>;
  return Number.isInteger(next) && Array.isArray(sent)
    ? { next: next as number, sent: sent.filter(Number.isInteger).slice(0, scriptLimits.phrases) }
    : undefined;
}

/** How a phrase is told in one sentence. */
export const phraseWords = ({ speaker, text }: ReadyLine) => (speaker ? `${speaker}: ${text}` : text);

export function createScript(desk: Desk): Script {
  const phrases = keptSignal<readonly ReadyLine[]>('script', [], readPhrases);
  // Apart, because it changes with every phrase and the text does not.
  const place = keptSignal<Place>('script.place', start, readPlace);
  const next = computed(() => Math.min(Math.max(0, place.value.next), phrases.value.length));
  const sent = computed(() => new Set(place.value.sent));
  const on = signal(false);
  const inUse = signal(false);

  /** The next phrase; at the end that is said. */
  function upcoming(): ReadyLine | undefined {
    inUse.value = true;
    const phrase = phrases.peek()[next.peek()];
    if (!phrase) desk.announcer.say('The script is at its end.');
    return phrase;
  }

  function passOn(): void {
    const at = next.peek();
    place.value = { next: at + 1, sent: [...new Set(place.peek().sent).add(at)] };
    if (at + 1 === phrases.peek().length) desk.announcer.say('That was the last phrase of the script.');
  }

  return {
    phrases,
    next,
    sent,
    on,
    inUse: computed(() => inUse.value || on.value),
    stateOf(at) {
      if (at === next.value) return 'next';
      if (sent.value.has(at)) return 'sent';
      return at < next.value ? 'skipped' : 'ahead';
    },
    load(loaded) {
      batch(() => {
        inUse.value = true;
        on.value = false;
        place.value = start;
        phrases.value = loaded;
      });
    },
    clear() {
      batch(() => {
        inUse.value = false;
        on.value = false;
        place.value = start;
        phrases.value = [];
      });
    },
    send() {
      const phrase = upcoming();
      if (!phrase) return;
      const speaker = phrase.kind ? undefined : desk.speaking.name.peek();
      if (sendLine(desk, speaker ? { speaker, ...phrase } : phrase)) passOn();
    },
    take() {
      if (desk.field.element.current?.value) {
        desk.announcer.say('Finish the line in the field first.');
        return;
      }
      const phrase = upcoming();
      if (!phrase) return;
      if (phrase.speaker && !desk.speaking.choose(phrase.speaker)) return;
      desk.field.insert(phrase.text);
      passOn();
    },
    goTo(at) {
      place.value = { ...place.peek(), next: Math.min(Math.max(0, at), phrases.peek().length) };
      const phrase = upcoming();
      if (phrase) desk.announcer.say(`Next: ${phraseWords(phrase)}`);
      desk.field.focus();
    },
  };
}
