// A status in the captioner's own words, with its level.
import { type Signal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';

import { limits } from '../../../protocol/limits.ts';
import type { Level } from '../../../protocol/records.ts';
import { cleanText, hasVisibleText } from '../../../protocol/text.ts';
import { levelWords } from '../../draft-words.ts';
import { Icon } from '../../icons.tsx';
import type { StatusDesk } from './status-desk.ts';

const levels = Object.keys(levelWords) as Level[];

function LevelChoice({ level }: { readonly level: Signal<Level> }) {
  return (
    <fieldset class="levels">
      <legend>Level</legend>
      <div class="levels-row">
        {levels.map((name) => (
          <label key={name} class="level">
            <input
              type="radio"
              name="level"
              value={name}
              checked={level.value === name}
              onChange={() => {
                level.value = name;
              }}
            />
            <span class="level-face">
              <Icon name={name} />
              {levelWords[name]}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function OwnStatus({ set }: Pick<StatusDesk, 'set'>) {
  const level = useSignal<Level>('info');
  const field = useRef<HTMLInputElement>(null);

  const submit = () => {
    const input = field.current as HTMLInputElement;
    const text = cleanText(input.value).trim();
    if (!hasVisibleText(text)) {
      input.setCustomValidity('Write what viewers should know.');
      input.reportValidity();
      return;
    }
    if (set({ level: level.peek(), text })) input.value = '';
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <LevelChoice level={level} />
      <div class="field">
        <label for="status-text">Status text</label>
        <input
          id="status-text"
          ref={field}
          maxLength={limits.textCodePoints}
          placeholder="For example: The sound is weak"
          autocomplete="off"
          onInput={({ currentTarget }) => currentTarget.setCustomValidity('')}
        />
      </div>
      <button type="submit" class="button button-main">
        Set status
      </button>
    </form>
  );
}
