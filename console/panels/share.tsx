// What the captioner gives to others: the viewer page's link and the script tag, each with a copy button.
// Where the page may not write to the clipboard, the text is selected and the key to press is said.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';

import { scriptTag, viewerLink } from '../../protocol/links.ts';
import type { Announcer } from '../announcer.tsx';
import type { Desk } from '../desk/desk.ts';
import { Icon } from '../icons.tsx';
import type { Panel } from './panel-box.tsx';

function copyKeys(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘C' : 'Ctrl+C';
}

/** How long the button says what happened. */
const shownMs = 4_000;

type ShareFieldProps = {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  /** Lines of text that it takes in the narrow column. */
  readonly rows: number;
  readonly announcer: Announcer;
};

function ShareField({ id, name, text, rows, announcer }: ShareFieldProps) {
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

function ShareBox({ state, announcer }: Desk) {
  const { relay, session } = state;
  return (
    <>
      <p class="box-help">
        Send the link to readers, or paste the tag into any page. On a private relay they need a link of their
        own: <code>captionwire invite {session} --role viewer</code>
      </p>
      <ShareField
        id="viewer-link"
        name="Viewer link"
        text={viewerLink(relay, session)}
        rows={2}
        announcer={announcer}
      />
      <ShareField
        id="script-tag"
        name="Script tag"
        text={scriptTag(relay, session)}
        rows={3}
        announcer={announcer}
      />
    </>
  );
}

export const sharePanel: Panel = {
  id: 'share',
  title: 'Share',
  startsOpen: true,
  create: (desk) => ({ view: () => <ShareBox {...desk} /> }),
};
