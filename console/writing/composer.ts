// The line in the making: each change of the field becomes interim text and typing at once, finishing makes it a
// record. Text too long for one line finishes by itself, piece by piece; what cannot be handed in stays in the field.
import { type ReadonlySignal, signal } from '@preact/signals';

import type { Voice } from '../../client/outgoing-interims.ts';
import { newId } from '../../client/presenter.ts';
import { limits } from '../../protocol/limits.ts';
import type { Draft } from '../../protocol/records.ts';
import { cleanName, cleanText, hasVisibleText } from '../../protocol/text.ts';
import { splitText } from './line-splitter.ts';

export type ComposerOptions = {
  /** Hands in a record; false when no more are taken. */
  publish(draft: Draft): boolean;
  interim(id: string, text: string, voice: Voice): void;
  typing(typing: boolean, name?: string): void;
  /** The name as written in its field. */
  readonly speaker: ReadonlySignal<string>;
};

export type Composer = {
  /** What the field holds. */
  readonly text: ReadonlySignal<string>;
  /**
   * The field changed. Returns what it must hold now: the same text, or its rest when the beginning was finished.
   * @param composing an input method is at work: the text must not be touched
   */
  input(text: string, composing: boolean): string;
  /** Finishes the line. Returns what the field must hold now: nothing, or what could not be handed in. */
  finish(): string;
  /** The speaker's name changed: the text in the making says so. */
  revoice(): void;
};

export function createComposer({ publish, interim, typing, speaker }: ComposerOptions): Composer {
  const text = signal('');
  let line: { id: string; at: number } | undefined;

  const name = () => cleanName(speaker.value) || undefined;
  const voice = (): Voice => {
    const said = name();
    return said === undefined ? {} : { speaker: said };
  };

  /** Shows what the field holds now. */
  function show(next: string): string {
    text.value = next;
    if (hasVisibleText(next)) {
      line ??= { id: newId(), at: Date.now() };
      // An input method may hold more than fits: the rest is shown when it lets go.
      interim(line.id, splitText(cleanText(next), limits.textCodePoints)[0], voice());
      typing(true, name());
    } else {
      if (line) interim(line.id, '', voice());
      line = undefined;
      typing(false);
    }
    return next;
  }

  /** Hands in a text as one line, or as several where cleaning made it longer; returns what was not taken. */
  function hand(raw: string): string {
    const pieces = splitText(cleanText(raw).trim(), limits.textCodePoints);
    while (pieces.length > 0) {
      const piece = (pieces[0] as string).trim();
      if (hasVisibleText(piece)) {
        const { id, at } = line ?? { id: newId(), at: Date.now() };
        if (!publish({ type: 'line', id, rev: 1, text: piece, at, ...voice() })) return pieces.join('');
        line = undefined;
      }
      pieces.shift();
    }
    return '';
  }

  return {
    text,
    input(raw, composing) {
      const pieces: string[] = composing ? [raw] : splitText(raw, limits.textCodePoints);
      while (pieces.length > 1) {
        const left = hand(pieces.shift() as string);
        if (left) return show(left + pieces.join(''));
      }
      return show(pieces[0] as string);
    },
    finish: () => show(hand(text.value)),
    revoice() {
      if (line) show(text.value);
    },
  };
}
