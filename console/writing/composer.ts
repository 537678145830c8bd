// The line in the making: each change of the field becomes interim text and typing at once, finishing makes it a record.
// Finished by itself is what the captioner chose, and what is too long for one line; what cannot be handed in stays in
// the field. While a line is corrected, the line in the making waits, and comes back afterwards.
import { batch, type ReadonlySignal, signal } from '@preact/signals';

import type { Voice } from '../../client/outgoing-interims.ts';
import { newId } from '../../client/new-id.ts';
import { type LineDraft, voiceOf } from '../lines/line-draft.ts';
import type { LineRows } from '../lines/line-rows.ts';
import { limits } from '../../protocol/limits.ts';
import type { Draft } from '../../protocol/records.ts';
import { cleanName, cleanText, hasVisibleText } from '../../protocol/text.ts';
import { splitText } from '../../protocol/line-splitter.ts';

export type ComposerOptions = {
  /** Hands in a record; false when no more are taken. */
  publish(draft: Draft): boolean;
  interim(id: string, text: string, voice: Voice): void;
  typing(typing: boolean, name?: string): void;
  /** The name as written in its field. */
  readonly speaker: ReadonlySignal<string>;
  readonly lines: Pick<LineRows, 'find' | 'isOnScreens'>;
  /** Where a text that is being typed is finished by itself, in UTF-16 units; undefined where it is not. */
  finishAt(text: string): number | undefined;
};

/** `at` is when its first word was said, local time. */
export type LineInTheMaking = { readonly id: string; readonly at: number };

/** What finishing did; `full` when what is in the field could not be handed in. */
export type Finished = 'finished' | 'corrected' | 'taken-back' | 'unchanged' | 'full';

export type Composer = {
  /** What the field holds. */
  readonly text: ReadonlySignal<string>;
  /** The line that is being corrected, as it stands; undefined while a new one is written. */
  readonly editing: ReadonlySignal<LineDraft | undefined>;
  /**
   * The field changed. What it must hold now is in `text`: the same, or its rest when the beginning was finished.
   * @param composing an input method is at work: the text must not be touched
   */
  input(text: string, composing: boolean): void;
  /** Finishes the line or the correction. */
  finish(): Finished;
  /** The line in the making and its text, also while it waits; undefined while there is none. */
  making(): (LineInTheMaking & { readonly text: string }) | undefined;
  /** A text that is about to be put into the field goes on a line that was begun before, if none is in the making. */
  resume(line: LineInTheMaking): void;
  /** Replaces the text of the line in the making, also while it waits behind a correction. */
  swap(text: string): void;
  /** The speaker's name changed: the text in the making says so. */
  revoice(): void;
  /** The line that is being corrected was said by somebody else; '' for nobody. It is published with the correction. */
  giveTo(name: string): void;
  /** Puts a line into the field to be corrected; says whether there is such a line. */
  edit(id: string): boolean;
  /** Leaves the line that is being corrected as it was. */
  leave(): void;
  /** Whether an input method is at work in the field. */
  isComposing(): boolean;
  /** The line that is being corrected changed in the log, or is gone; says whether it still stands. */
  refresh(): boolean;
};

export function createComposer(options: ComposerOptions): Composer {
  const { publish, interim, typing, speaker, lines, finishAt } = options;
  const text = signal('');
  const editing = signal<LineDraft | undefined>(undefined);
  /** What the field held before a line was put into it. */
  let put = '';
  let line: LineInTheMaking | undefined;
  /** The speaker whom the line that is corrected was given to; undefined while it keeps its own. */
  let given: string | undefined;
  let isComposing = false;

  const name = () => cleanName(speaker.value) || undefined;
  const voice = (): Voice => {
    const said = name();
    return said === undefined ? {} : { speaker: said };
  };

  /** Shows what the field holds now. */
  function show(next: string): void {
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
  }

  /** Shows what the field holds of a correction; viewers see it in the line's place, if that is before their eyes. */
  function showCorrection(of: LineDraft, next: string): void {
    text.value = next;
    const shown = cleanText(next);
    const isChanged = shown !== of.text || given !== undefined;
    const isLive = isChanged && lines.isOnScreens(of.id);
    interim(of.id, isLive ? splitText(shown, limits.textCodePoints)[0] : '', voiceOf(of));
    typing(isChanged, name());
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

  /** Back to the line in the making, which has waited. */
  function goBack(more = ''): void {
    const of = editing.peek();
    if (!of) return;
    batch(() => {
      interim(of.id, '', voiceOf(of));
      editing.value = undefined;
      given = undefined;
      show(more + put);
      put = '';
    });
  }

  function correct({ id }: LineDraft): Finished {
    const now = lines.find(id);
    if (!now) {
      goBack();
      return 'unchanged';
    }
    const [first, ...rest] = splitText(cleanText(text.peek()).trim(), limits.textCodePoints);
    const corrected = first.trim();
    const isEmpty = !hasVisibleText(corrected);
    const voice = voiceOf(now, given);
    const isChanged = corrected !== now.text || voice.speaker !== now.speaker;
    if (isChanged) {
      const at = Date.now();
      const taken = isEmpty
        ? publish({ type: 'retract', id, at })
        : publish({ type: 'line', ...voice, id, rev: now.rev + 1, text: corrected, at });
      if (!taken) return 'full';
    }
    // More than a line holds goes on as the next one.
    goBack(rest.join(''));
    if (!isChanged) return 'unchanged';
    return isEmpty ? 'taken-back' : 'corrected';
  }

  return {
    text,
    editing,
    isComposing: () => isComposing,
    input(raw, composing) {
      isComposing = composing;
      const of = editing.peek();
      if (of) return showCorrection(of, raw);
      // What the field holds, also where none of it stays.
      text.value = raw;
      let left = raw;
      for (let cut = composing ? undefined : finishAt(left); cut !== undefined; cut = finishAt(left)) {
        const refused = hand(left.slice(0, cut));
        left = refused + left.slice(cut);
        if (refused) break;
      }
      show(left);
    },
    finish() {
      const of = editing.peek();
      if (of) return correct(of);
      show(hand(text.peek()));
      return text.peek() ? 'full' : 'finished';
    },
    making: () => line && { ...line, text: editing.peek() ? put : text.peek() },
    resume(begun) {
      line ??= begun;
    },
    swap(next) {
      if (!editing.peek()) return show(next);
      put = next;
      if (!hasVisibleText(next)) line = undefined;
    },
    revoice() {
      if (line && !editing.peek()) show(text.peek());
    },
    giveTo(speakerGiven) {
      const of = editing.peek();
      if (!of) return;
      given = speakerGiven;
      const now = { ...of, speaker: speakerGiven };
      batch(() => {
        editing.value = now;
        // An interim text says who speaks when it begins.
        interim(of.id, '', voiceOf(of));
        showCorrection(now, text.peek());
      });
    },
    edit(id) {
      const of = lines.find(id);
      if (!of) return false;
      given = undefined;
      batch(() => {
        const before = editing.peek();
        if (before) interim(before.id, '', voiceOf(before));
        else put = text.peek();
        editing.value = of;
        text.value = of.text;
      });
      return true;
    },
    leave: goBack,
    refresh() {
      const of = editing.peek();
      const now = of && lines.find(of.id);
      if (!of || !now) {
        goBack();
        return false;
      }
      const shown = given === undefined ? now : { ...now, speaker: given };
      batch(() => {
        editing.value = shown;
        // The record has ended what viewers saw of the correction: all of it is told again.
        interim(of.id, '', voiceOf(of));
        showCorrection(shown, text.peek() === of.text ? now.text : text.peek());
      });
      return true;
    },
  };
}
