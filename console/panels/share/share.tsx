// What the captioner gives to others: the viewer page's link with its QR code, the script tag, the session's other
// addresses, and, for an owner, links that let others in.
import { scriptTag, viewerLink } from '../../../protocol/links.ts';
import type { Desk } from '../../desk/desk.ts';
import type { Panel } from '../panel-box.tsx';
import { addresses } from './addresses.ts';
import { Invite } from './invite.tsx';
import { QrCode } from './qr-code.tsx';
import { ShareField } from './share-field.tsx';

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
      <QrCode name="viewer link" text={link} />
      <ShareField
        id="script-tag"
        name="Script tag"
        text={scriptTag(relay, session)}
        rows={3}
        announcer={announcer}
      />
      <details class="editor">
        <summary>More addresses</summary>
        {addresses(relay, session).map(({ id, name, url }) => (
          <ShareField key={id} id={id} name={name} text={url} rows={2} announcer={announcer} />
        ))}
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
