// All phrases of a script, the next one marked and in view. Arrow keys go through them, Enter or a click makes one the next.
// A phrase is drawn again only when its own state changes.
import { useComputed, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';

import type { ReadyLine } from '../../desk/send-line.ts';
import type { PhraseState, Script } from './script.ts';

const stateWords: Record<PhraseState, string> = { next: 'Next', sent: 'Sent', skipped: 'Skipped', ahead: '' };

function PhraseRow({ script, phrase, at }: { script: Script; phrase: ReadyLine; at: number }) {
  const state = useComputed(() => script.stateOf(at)).value;
  return (
    <li>
      <button
        type="button"
        class={`phrase phrase-${state}`}
        aria-current={state === 'next' ? 'step' : undefined}
        // One stop for Tab in the whole list: the next phrase, or the last at the end.
        tabIndex={state === 'next' || at === script.phrases.peek().length - 1 ? 0 : -1}
        onClick={() => script.goTo(at)}
      >
        <span class="phrase-state">
          {at + 1} {stateWords[state]}
        </span>
        <span class="phrase-text" dir="auto" lang={phrase.lang}>
          {phrase.speaker && <b>{phrase.speaker}: </b>}
          {phrase.text}
        </span>
      </button>
    </li>
  );
}

export function PhraseList({ script }: { readonly script: Script }) {
  const list = useRef<HTMLOListElement>(null);
  const buttons = () => list.current?.querySelectorAll('button') ?? [];

  useSignalEffect(() => {
    const row = list.current?.children[script.next.value] as HTMLElement | undefined;
    // Only the list scrolls, never the page under the captioner's eyes.
    if (row && list.current) list.current.scrollTop = row.offsetTop - list.current.clientHeight / 4;
  });

  const move = (key: string, from: number): number | undefined => {
    const last = script.phrases.peek().length - 1;
    const places: Record<string, number> = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: last };
    const to = places[key];
    return to === undefined ? undefined : Math.min(Math.max(0, to), last);
  };

  return (
    <ol
      ref={list}
      class="phrases"
      aria-label="Phrases"
      onKeyDown={(event) => {
        const all = [...buttons()];
        const to = move(event.key, all.indexOf(document.activeElement as HTMLButtonElement));
        if (to === undefined) return;
        event.preventDefault();
        all[to]?.focus();
      }}
    >
      {script.phrases.value.map((phrase, at) => (
        // A script is loaded whole, so a place is one phrase for as long as the list stands.
        <PhraseRow key={at} {...{ script, phrase, at }} />
      ))}
    </ol>
  );
}
