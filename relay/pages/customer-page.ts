// The demo's support page for one visitor: the same file, with a tag and a note of the visitor's own.
import { html } from './html.ts';

type Customer = {
  readonly session: string;
  /** A viewer's token. */
  readonly token: string;
  /** The link of the console that answers this visitor. */
  readonly agent: string;
};

const sharedTag = /<script [^>]*data-session="support"[^>]*><\/script>/;
const sharedNote = /<span id="room"[^]*?<\/span\s*>/;

/** @param supportPage the text of demo/support.html. @throws Error when the page has no tag or note to replace. */
export function customerPage(supportPage: string, { session, token, agent }: Customer): string {
  const tag = html`<script
    async
    src="/widget.js"
    data-session="${session}"
    data-token="${token}"
    data-reply
  ></script>`;
  const note = html`<span id="room"
    >What Maya says is captioned live at the bottom of this page. Each visitor has a session of their own: no
    other visitor reads yours.
    <a href="${agent}" target="_blank" rel="noopener">Open the agent’s console</a> to answer yourself as
    Maya.</span
  >`;
  if (!sharedTag.test(supportPage) || !sharedNote.test(supportPage)) {
    throw new Error('demo/support.html has lost the tag or the note that each visitor has their own of');
  }
  return supportPage.replace(sharedTag, () => tag.html).replace(sharedNote, () => note.html);
}
