// How the captioner wants lines to be finished: three ways, each on or off, kept on the device.
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

import { type Finishing, finishingLengths, isFinishingLength } from './finishing.ts';

type ChoiceProps = { readonly choice: Signal<boolean>; readonly children: ComponentChildren };

function Choice({ choice, children }: ChoiceProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={choice.value}
        onChange={({ currentTarget }) => {
          choice.value = currentTarget.checked;
        }}
      />
      <span>{children}</span>
    </label>
  );
}

export function FinishChoices({ finishing }: { readonly finishing: Finishing }) {
  const { byEnter, bySentence, byLength, length } = finishing;
  const { least, most } = finishingLengths;
  return (
    <details class="finish">
      <summary>When lines end</summary>
      <div class="finish-choices" role="group" aria-label="When lines end">
        <Choice choice={byEnter}>
          with <kbd>Enter</kbd>
        </Choice>
        <Choice choice={bySentence}>at the end of a sentence</Choice>
        <Choice choice={byLength}>when it gets long</Choice>
        <label class="finish-length">
          Longest, in characters
          <input
            type="number"
            min={least}
            max={most}
            step={1}
            value={length.value}
            onInput={({ currentTarget }) => {
              const { valueAsNumber } = currentTarget;
              if (isFinishingLength(valueAsNumber)) length.value = valueAsNumber;
            }}
            onBlur={({ currentTarget }) => {
              currentTarget.value = `${length.peek()}`;
            }}
          />
        </label>
      </div>
    </details>
  );
}
