// What the captioner gives to others: the viewer page's link with its QR code, the script tag, the transcript, the page without
// JavaScript, and, for an owner, links that let others in.
import { scriptTag, viewerLink } from '../../../protocol/links.ts';
import type { Desk } from '../../desk/desk.ts';
import type { Panel } from '../panel-box.tsx';
import { Invite } from './invite.tsx';
import { LocalOnly, QrCode } from './qr-code.tsx';
import { ShareField } from './share-field.tsx';
import { Transcripts } from './transcripts.tsx';

function ShareBox({ state, announcer }: Desk) {
  const { relay, session } = state;
  const isOwner = state.role.value === 'owner';
  const link = viewerLink(relay, session);
  return (
    <>
      <p class="box-help">
        Send the link to readers, or paste the tag into any page. On a private relay they need a link of their
        own{' '}
        {isOwner ? (
          'and captioning tools one each: make them below.'
        ) : (
          <>
            (<code>captionwire invite {session} --role viewer</code>), and so do captioning tools (
            <code>--ingest zoom</code>).
          </>
        )}
      </p>
      <ShareField id="viewer-link" name="Viewer link" text={link} rows={2} announcer={announcer} />
      <LocalOnly link={link} />
      <QrCode name="viewer link" text={link} session={session} />
      <ShareField
        id="script-tag"
        name="Script tag"
        text={scriptTag(relay, session)}
        rows={3}
        announcer={announcer}
      />
      <Transcripts state={state} announcer={announcer} />
      <details class="editor">
        <summary>More addresses</summary>
        <ShareField
          id="plain-page"
          name="Page without JavaScript"
          text={`${link}/plain`}
          rows={2}
          announcer={announcer}
        />
      </details>
      {isOwner && <Invite state={state} announcer={announcer} />}
    </>
  );
}

export const sharePanel: Panel = {
  id: 'share',
  title: 'Share',
  icon: 'share',
  startsOpen: true,
  create: (desk) => ({ view: () => <ShareBox {...desk} /> }),
};
