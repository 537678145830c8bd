// How the captioner wants lines to be finished: three ways, each on or off, kept on the device.
import { computed } from '@preact/signals';

import { Check } from '../desk/bound-fields.tsx';
import { type Finishing, finishingLengths, isFinishingLength } from '../writing/finishing.ts';
import type { Panel } from './panel-box.tsx';

function LineEndings({ byEnter, bySentence, byLength, length }: Finishing) {
  const { least, most } = finishingLengths;
  return (
    <div class="line-endings" role="group" aria-label="Line endings">
      <p class="box-help">A line is finished</p>
      <Check on={byEnter}>
        <span>
          with <kbd>Enter</kbd>
        </span>
      </Check>
      <Check on={bySentence}>at the end of a sentence</Check>
      <Check on={byLength}>when it gets long</Check>
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
  );
}

export const lineEndingsPanel: Panel = {
  id: 'line-endings',
  title: 'Line endings',
  icon: 'endings',
  create({ finishing }) {
    const { byEnter, bySentence, byLength } = finishing;
    const summary = computed(() =>
      [byEnter.value && 'Enter', bySentence.value && 'sentence', byLength.value && 'length']
        .filter(Boolean)
        .join(', '),
    );
    return { view: () => <LineEndings {...finishing} />, summary };
  },
};
