// Where the captioner types. The field is the browser's own, has one height, and is never drawn again: a keystroke goes to the composer
// and moves nothing else. A key that belongs to an input method does nothing here.
import { effect, useComputed } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';

import { limits } from '../../protocol/limits.ts';
import { cleanText, codePointLength } from '../../protocol/text.ts';
import type { Desk } from '../desk/desk.ts';
import { nameOf, whyNotTaken } from '../team/floor-words.ts';
import type { Composer } from './composer.ts';
import { createFieldKeys } from './field-keys.ts';
import { fieldLook, FieldState } from './field-state.tsx';
import { SpeakerField } from './speaker-field.tsx';

/** From this length on the count is shown. */
const countFrom = limits.textCodePoints * 0.8;
/** The key code of a key that an input method has taken (UI Events, 7.3.1); Safari tells it no other way. */
const composingKeyCode = 229;
const flashMs = 300;

/** Shows that Enter was heard, and did not send. */
function flash(card: HTMLElement | null): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  card?.animate({ opacity: [1, 0.35, 1] }, flashMs);
}

function Count({ composer }: { readonly composer: Composer }) {
  const length = useComputed(() => codePointLength(cleanText(composer.text.value)));
  if (length.value < countFrom) return null;
  return (
    <p class="count">
      {length} of {limits.textCodePoints} characters, then a new line begins
    </p>
  );
}

/** Where a prepared text stands, in two rows of one height. */
function PromptRows({ desk }: { readonly desk: Desk }) {
  const prompter = desk.prompter.value;
  if (!prompter) return null;
  const { before, next } = prompter;
  return (
    <div class="prompter">
      <p dir="auto">{before ?? '\u00a0'}</p>
      <p dir="auto">
        <b>Next</b> {next ?? 'The script is at its end.'}
      </p>
    </div>
  );
}

/** Words that were typed off the record, until the captioner decides about them. */
function SetAside({ desk }: { readonly desk: Desk }) {
  const { aside, putBack, drop } = desk.offRecord;
  if (aside.value === '') return null;
  const decide = (decision: () => void) => () => {
    decision();
    desk.field.focus();
  };
  return (
    <div class="correcting" role="group" aria-label="Written off the record">
      <p>
        Written off the record, not sent: <q dir="auto">{aside}</q>
      </p>
      <span class="buttons">
        <button type="button" class="button" onClick={decide(putBack)}>
          Put into the field
        </button>
        <button type="button" class="button" onClick={decide(drop)}>
          Delete
        </button>
      </span>
    </div>
  );
}

/** How many lines it takes to know the keys by heart. */
const learnedAfter = 20;

function Help({ desk }: { readonly desk: Desk }) {
  const { composer, finishing, learned } = desk;
  const isCorrecting = useComputed(() => composer.editing.value !== undefined);
  if (learned.value >= learnedAfter && !isCorrecting.value) return null;
  const byEnter = finishing.byEnter.value;
  return (
    <>
      <kbd>{byEnter ? 'Enter' : 'Ctrl+Enter'}</kbd>{' '}
      {isCorrecting.value ? 'publishes the correction, ' : 'finishes the line, '}
      {isCorrecting.value ? (
        <>
          <kbd>Esc</kbd> leaves it as it was.
        </>
      ) : (
        <>
          <kbd>{byEnter ? 'Shift+Enter' : 'Enter'}</kbd> breaks it, <kbd>↑</kbd> goes back to earlier ones.
        </>
      )}
    </>
  );
}

/** The last thing that was said to assistive technology, for eyes; otherwise how to finish a line. */
function Notes({ desk }: { readonly desk: Desk }) {
  const note = desk.announcer.note.value;
  return (
    <div class="compose-notes">
      <Count composer={desk.composer} />
      {note && (
        <p class={note.isUrgent ? 'compose-note compose-note-urgent' : 'compose-note'} aria-hidden="true">
          {note.text}
        </p>
      )}
      <p id="words-help" class={note ? 'heard' : undefined}>
        <Help desk={desk} />
      </p>
    </div>
  );
}

function FinishButton({ desk }: { readonly desk: Desk }) {
  const { captioners, live, offRecord, onAir } = desk.state.floor;
  if (desk.composer.editing.value) {
    return (
      <button type="submit" class="button button-main">
        Publish correction
      </button>
    );
  }
  if (onAir.value) {
    return (
      <button type="submit" class="button button-main">
        Finish line
      </button>
    );
  }
  const other = captioners.value.find(({ id }) => id === live.value);
  const who = other ? `${nameOf(other, captioners.value)} is live` : 'nobody is live';
  return (
    <button type="submit" class="button" aria-disabled="true">
      Not sent: {offRecord.value ? 'off the record' : who}
    </button>
  );
}

export function Compose({ desk }: { readonly desk: Desk }) {
  const { composer, corrections, announcer, field, finishing, learned } = desk;
  const card = useRef<HTMLDivElement>(null);
  const look = useComputed(() => fieldLook(desk));

  const finish = () => {
    field.finishing();
    const finished = composer.finish();
    if (finished !== 'full') {
      if (finished === 'finished' && learned.peek() < learnedAfter) learned.value++;
      return corrections.tell(finished);
    }
    announcer.alarm(`${whyNotTaken(desk.state)} Your text stays in the field.`);
    flash(card.current);
  };
  const keys = useMemo(() => createFieldKeys(desk, finish), [desk]);
  /** Whether the last key was an input method's: keyboards of phones say no more of any key. */
  const byInputMethod = useRef(false);
  const read = (composing: boolean) => composer.input(field.element.current?.value ?? '', composing);

  // Before the first key can come.
  useLayoutEffect(() => {
    field.focus();
    const area = field.element.current as HTMLTextAreaElement;
    let line = composer.editing.peek()?.id;
    return effect(() => {
      const next = composer.text.value;
      const now = composer.editing.value?.id;
      const isSame = now === line;
      line = now;
      if (next === area.value) return;
      // The rest is the end of what was there: the caret keeps its distance from it.
      const fromEnd = isSame ? area.value.length - area.selectionEnd : 0;
      area.value = next;
      const caret = Math.max(0, next.length - fromEnd);
      area.setSelectionRange(caret, caret);
    });
  }, [desk]);

  return (
    <div ref={card} class={`compose compose-${look.value}`}>
      <form
        aria-label="Write"
        onSubmit={(event) => {
          event.preventDefault();
          finish();
          field.focus();
        }}
      >
        <SetAside desk={desk} />
        <FieldState desk={desk} />
        <PromptRows desk={desk} />
        <label class="heard" for="words">
          Type what is said
        </label>
        <textarea
          id="words"
          ref={field.element}
          rows={3}
          dir="auto"
          autocomplete="off"
          enterkeyhint="send"
          aria-describedby="words-help"
          onBeforeInput={(event) => {
            // Enter of a phone's keyboard. An Enter that ends a composition changes no text but that.
            if (!byInputMethod.current || !finishing.byEnter.peek()) return;
            if (event.inputType !== 'insertLineBreak' && event.inputType !== 'insertParagraph') return;
            event.preventDefault();
            read(false);
            finish();
          }}
          onInput={(event) => {
            field.textChanged(event);
            read(event.isComposing);
          }}
          onCompositionEnd={() => {
            read(false);
            corrections.composed();
          }}
          onKeyDown={(event) => {
            byInputMethod.current = event.isComposing || event.keyCode === composingKeyCode;
            if (byInputMethod.current) return;
            if (field.keyPressed(event) || keys.press(event)) event.preventDefault();
          }}
        />
        <div class="compose-foot">
          <SpeakerField desk={desk} />
          <Notes desk={desk} />
          <FinishButton desk={desk} />
        </div>
      </form>
    </div>
  );
}
