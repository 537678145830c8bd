// A text that is given to others, with a button that copies it. Where the page may not write to the clipboard, the text is
// selected and the key to press is said.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';

import type { Announcer } from '../../announcer.tsx';
import { Icon } from '../../icons.tsx';

function copyKeys(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘C' : 'Ctrl+C';
}

/** How long the button says what happened. */
const shownMs = 4_000;

export type ShareFieldProps = {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  /** Lines of text that it takes in the narrow column. */
  readonly rows: number;
  readonly announcer: Announcer;
};

export function ShareField({ id, name, text, rows, announcer }: ShareFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const outcome = useSignal('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const tell = (shown: string, said: string) => {
    outcome.value = shown;
    announcer.say(said);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      outcome.value = '';
    }, shownMs);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      tell('Copied', `${name} copied`);
    } catch {
      field.current?.focus();
      field.current?.select();
      tell(`Press ${copyKeys()}`, `${name} is selected. Press ${copyKeys()} to copy it.`);
    }
  };

  return (
    <div class="share">
      <label for={id}>{name}</label>
      <button type="button" class="button share-copy" onClick={copy}>
        <Icon name={outcome.value === 'Copied' ? 'acked' : 'copy'} />
        <span>
          {outcome.value || 'Copy'} <span class="heard">{name.toLowerCase()}</span>
        </span>
      </button>
      <textarea
        id={id}
        ref={field}
        class="share-text"
        readOnly
        rows={rows}
        value={text}
        spellcheck={false}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
    </div>
  );
}
