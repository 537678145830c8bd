// Where the captioner types. The field is the browser's own and never drawn again: a keystroke goes to the composer
// and moves one hidden text node that lets the field grow. An Enter that belongs to an input method finishes nothing.
import { useComputed } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';

import { clientLimits, limits } from '../../protocol/limits.ts';
import { cleanText, codePointLength } from '../../protocol/text.ts';
import type { Composer } from './composer.ts';
import type { Desk } from '../desk/desk.ts';
import { keepSpeaker } from '../kept-values.ts';

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
          keepSpeaker(currentTarget.value);
          composer.revoice();
        }}
      />
    </div>
  );
}

export function Compose({ desk }: { readonly desk: Desk }) {
  const { composer, announcer, field } = desk;
  // Before the first key can come.
  useLayoutEffect(field.focus, []);

  const put = (next: string) => {
    const area = field.element.current as HTMLTextAreaElement;
    if (next === area.value) return;
    // The rest is the end of what was there: the caret keeps its distance from it.
    const fromEnd = area.value.length - area.selectionEnd;
    area.value = next;
    const caret = Math.max(0, next.length - fromEnd);
    area.setSelectionRange(caret, caret);
  };
  const read = (composing: boolean) => put(composer.input(field.element.current?.value ?? '', composing));
  const finish = () => {
    put(composer.finish());
    if (composer.text.peek()) {
      announcer.alarm(
        `${clientLimits.outboxMessages} lines wait for the relay, no more are taken. Your text stays in the field.`,
      );
    }
  };

  return (
    <form
      class="compose"
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
          onInput={(event) => {
            field.textChanged(event);
            read(event.isComposing);
          }}
          onCompositionEnd={() => read(false)}
          onKeyDown={(event) => {
            const { key, isComposing, keyCode, shiftKey, ctrlKey, altKey, metaKey } = event;
            if (isComposing || keyCode === composingKeyCode) return;
            if (field.keyPressed(event)) {
              event.preventDefault();
              return;
            }
            if (key !== 'Enter') return;
            if (shiftKey || ctrlKey || altKey || metaKey) return;
            event.preventDefault();
            finish();
          }}
        />
      </div>
      <div class="compose-foot">
        <Speaker desk={desk} />
        <div class="compose-notes">
          <Count composer={composer} />
          <p id="words-help">
            <kbd>Enter</kbd> finishes the line, <kbd>Shift</kbd>+<kbd>Enter</kbd> breaks it.
          </p>
        </div>
        <button type="submit" class="button button-main">
          Finish line
        </button>
      </div>
    </form>
  );
}
