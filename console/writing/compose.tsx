// Where the captioner types. The field is the browser's own and never drawn again: a keystroke goes to the composer
// and moves one hidden text node that lets the field grow. A key that belongs to an input method does nothing here.
import { effect, useComputed } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';

import { limits } from '../../protocol/limits.ts';
import { whyNotTaken } from '../team/floor-words.ts';
import { cleanText, codePointLength } from '../../protocol/text.ts';
import type { Desk } from '../desk/desk.ts';
import { timeOfDay } from '../draft-words.ts';
import type { Composer } from './composer.ts';
import { createFieldKeys } from './field-keys.ts';
import { FinishChoices } from './finish-choices.tsx';

/** From this length on the count is shown. */
const countFrom = limits.textCodePoints * 0.8;
/** The key code of a key that an input method has taken (UI Events, 7.3.1); Safari tells it no other way. */
const composingKeyCode = 229;

function Count({ composer }: { readonly composer: Composer }) {
  const length = useComputed(() => codePointLength(cleanText(composer.text.value)));
  if (length.value < countFrom) return null;
  return (
    <p class="count">
      {length} of {limits.textCodePoints} characters, then a new line begins
    </p>
  );
}

function Speaker({ desk }: { readonly desk: Desk }) {
  const { composer, speaker } = desk;
  return (
    <div class="field speaker">
      <label for="speaker">Speaker</label>
      <input
        id="speaker"
        value={speaker}
        maxLength={limits.nameCodePoints}
        placeholder="No name"
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => {
          speaker.value = currentTarget.value;
          composer.revoice();
        }}
      />
    </div>
  );
}

/** Which line is in the field, while that is not a new one. */
function Correcting({ desk }: { readonly desk: Desk }) {
  const line = desk.composer.editing.value;
  if (!line) return null;
  const { speaker, at } = line;
  return (
    <div class="correcting">
      <p>
        Correcting {speaker ? `${speaker}’s line` : 'the line'}
        {at === undefined ? '' : ` of ${timeOfDay(at)}`}. Without words it is taken back.
      </p>
      <button
        type="button"
        class="button"
        onClick={() => {
          desk.corrections.leave();
          desk.field.focus();
        }}
      >
        Leave as it was
      </button>
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

function Help({ desk }: { readonly desk: Desk }) {
  const { composer, finishing } = desk;
  const isCorrecting = useComputed(() => composer.editing.value !== undefined);
  const byEnter = finishing.byEnter.value;
  return (
    <p id="words-help">
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
    </p>
  );
}

function FinishButton({ composer }: { readonly composer: Composer }) {
  const isCorrecting = useComputed(() => composer.editing.value !== undefined);
  return (
    <button type="submit" class="button button-main">
      {isCorrecting.value ? 'Publish correction' : 'Finish line'}
    </button>
  );
}

export function Compose({ desk }: { readonly desk: Desk }) {
  const { composer, corrections, announcer, field, finishing } = desk;

  const finish = () => {
    field.finishing();
    const finished = composer.finish();
    if (finished !== 'full') return corrections.tell(finished);
    announcer.alarm(`${whyNotTaken(desk.state)} Your text stays in the field.`);
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
    <div class="compose">
      <form
        aria-label="Write"
        onSubmit={(event) => {
          event.preventDefault();
          finish();
          field.focus();
        }}
      >
        <label class="compose-label" for="words">
          Type what is said
        </label>
        <Correcting desk={desk} />
        <SetAside desk={desk} />
        <div class="grow">
          <div class="grow-mirror" aria-hidden="true">
            {composer.text}
          </div>
          <textarea
            id="words"
            ref={field.element}
            rows={1}
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
        </div>
        <div class="compose-foot">
          <Speaker desk={desk} />
          <div class="compose-notes">
            <Count composer={composer} />
            <Help desk={desk} />
          </div>
          <FinishButton composer={composer} />
        </div>
      </form>
      {/* Outside: Enter in one of its fields finishes no line. */}
      <FinishChoices finishing={finishing} />
    </div>
  );
}
