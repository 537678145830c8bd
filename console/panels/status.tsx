// The status beside the captions: what viewers see now, and a form to set or clear it. What stands is read from the
// session's own view, never assumed from what was sent.
import { type Signal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';

import { limits } from '../../protocol/limits.ts';
import type { Level } from '../../protocol/records.ts';
import { cleanText, hasVisibleText } from '../../protocol/text.ts';
import type { ConsoleState } from '../console-state.ts';
import { levelWords, timeOfDay } from '../draft-words.ts';
import { Icon } from '../icons.tsx';
import type { Panel } from './panel-box.tsx';

const levels = Object.keys(levelWords) as Level[];

function CurrentStatus({ state }: { readonly state: ConsoleState }) {
  const status = state.status.value;
  if (!status) return <p class="status-now status-none">Viewers see no status.</p>;
  return (
    <div class={`status-now status-${status.level}`}>
      <p class="status-level">
        <Icon name={status.level} />
        {levelWords[status.level]}, since {timeOfDay(status.at)}
      </p>
      <p class="status-text" dir="auto">
        {status.text}
      </p>
    </div>
  );
}

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

function ClearButton({ state }: { readonly state: ConsoleState }) {
  // Kept focusable when there is nothing to clear, so that clearing does not take the focus away.
  const nothing = state.status.value === null;
  return (
    <button
      type="button"
      class="button"
      aria-disabled={nothing}
      onClick={() => {
        if (!nothing) state.publish({ type: 'clear', scope: 'status', at: Date.now() });
      }}
    >
      Clear status
    </button>
  );
}

function StatusBox({ state }: { readonly state: ConsoleState }) {
  const level = useSignal<Level>('info');
  const field = useRef<HTMLInputElement>(null);

  const set = () => {
    const input = field.current as HTMLInputElement;
    const text = cleanText(input.value).trim();
    if (!hasVisibleText(text)) {
      input.setCustomValidity('Write what viewers should know.');
      input.reportValidity();
      return;
    }
    if (state.publish({ type: 'status', level: level.peek(), text, at: Date.now() })) input.value = '';
  };

  return (
    <>
      <CurrentStatus state={state} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          set();
        }}
      >
        <LevelChoice level={level} />
        <div class="field">
          <label for="status-text">Status text</label>
          <input
            id="status-text"
            ref={field}
            maxLength={limits.textCodePoints}
            placeholder="For example: Break until 10:30"
            autocomplete="off"
            onInput={({ currentTarget }) => currentTarget.setCustomValidity('')}
          />
        </div>
        <div class="buttons">
          <button type="submit" class="button button-main">
            Set status
          </button>
          <ClearButton state={state} />
        </div>
      </form>
    </>
  );
}

export const statusPanel: Panel = {
  id: 'status',
  title: 'Status',
  startsOpen: true,
  create: ({ state }) => ({ view: () => <StatusBox state={state} /> }),
};
