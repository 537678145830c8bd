// The name of who speaks, written or chosen. It counts when it is written to its end: each letter of it would be a speaker.
import { useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';

import { limits } from '../../protocol/limits.ts';
import { cleanName } from '../../protocol/text.ts';
import type { Desk } from '../desk/desk.ts';

export function SpeakerField({ desk }: { readonly desk: Desk }) {
  const { speaking, field } = desk;
  const input = useRef<HTMLInputElement>(null);
  const show = () => {
    if (input.current) input.current.value = speaking.name.peek();
  };
  useSignalEffect(() => {
    void speaking.name.value;
    show();
  });
  /** While a line is corrected, the name that is written is the line's, and the field shows who speaks again. */
  const choose = () => {
    const name = cleanName(input.current?.value ?? '');
    // First: the focus may leave the field on the way, and it counts once.
    show();
    if (name !== speaking.name.peek()) speaking.choose(name);
  };
  return (
    <div class="field speaker">
      <label for="speaker">Speaker</label>
      <input
        id="speaker"
        ref={input}
        defaultValue={speaking.name.peek()}
        maxLength={limits.nameCodePoints}
        placeholder="No name"
        autocomplete="off"
        spellcheck={false}
        onChange={choose}
        onKeyDown={(event) => {
          if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
          // Enter would finish the line.
          event.preventDefault();
          if (event.key === 'Enter') choose();
          else show();
          field.focus();
        }}
      />
    </div>
  );
}
