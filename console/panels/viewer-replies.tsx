// What viewers answer in writing, where the site lets them (`data-reply`). Captioners read it here; viewers do only when
// one of them publishes a reply as a line.
import { computed, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';

import type { Reply } from '../../protocol/live.ts';
import type { Desk } from '../desk/desk.ts';
import { sendLine } from '../desk/send-line.ts';
import { timeOfDay } from '../draft-words.ts';
import type { Panel } from './panel-box.tsx';

function publish(desk: Desk, { id, from, text }: Reply): void {
  const { replies } = desk.state;
  const speaker = replies.nameOf(from);
  if (replies.published.peek().has(id)) return desk.announcer.say(`${speaker}’s reply was published already`);
  if (!sendLine(desk, { text, speaker })) return;
  replies.markPublished(id);
  desk.announcer.say(`${speaker}’s reply is published`);
}

function ReplyRow({ desk, reply }: { readonly desk: Desk; readonly reply: Reply }) {
  const name = desk.state.replies.nameOf(reply.from);
  const isPublished = desk.state.replies.published.value.has(reply.id);
  return (
    <li class="reply">
      <p class="reply-head">
        <span class="reply-name">{name}</span>{' '}
        <time dateTime={new Date(reply.at).toISOString()}>{timeOfDay(reply.at)}</time>
      </p>
      <p class="reply-text" dir="auto">
        {reply.text}
      </p>
      <button
        type="button"
        class="button reply-publish"
        aria-disabled={isPublished}
        onClick={() => publish(desk, reply)}
      >
        {isPublished ? 'Published' : 'Publish'}{' '}
        <span class="heard">
          the reply of {name}: {reply.text}
        </span>
      </button>
    </li>
  );
}

function RepliesBox(desk: Desk) {
  const { all, typing, nameOf } = desk.state.replies;
  const scroll = useRef<HTMLDivElement>(null);
  useSignalEffect(() => {
    if (all.value.length > 0 && scroll.current) scroll.current.scrollTop = scroll.current.scrollHeight;
  });
  const names = typing.value.map(nameOf);
  return (
    <>
      {all.value.length === 0 ? (
        <p class="box-help">
          No replies. Viewers can write some where the site’s script tag says <code>data-reply</code>.
        </p>
      ) : (
        <div class="replies-scroll" ref={scroll} role="region" aria-label="Replies of viewers" tabIndex={0}>
          <ol class="replies">
            {all.value.map((reply) => (
              <ReplyRow key={reply.id} desk={desk} reply={reply} />
            ))}
          </ol>
        </div>
      )}
      {(all.value.length > 0 || names.length > 0) && (
        <p class="replies-typing">
          {names.length > 0 && `${names.join(', ')} ${names.length > 1 ? 'are' : 'is'} writing…`}
        </p>
      )}
    </>
  );
}

export const viewerRepliesPanel: Panel = {
  id: 'viewer-replies',
  title: 'Viewers’ replies',
  icon: 'replies',
  startsOpen: true,
  create(desk) {
    const { replies } = desk.state;
    const stop = replies.newest.subscribe((reply) => {
      if (reply) desk.announcer.say(`${replies.nameOf(reply.from)}: ${reply.text}`);
    });
    const summary = computed(() => `${replies.all.value.length || ''}`);
    return { view: () => <RepliesBox {...desk} />, summary, stop };
  },
};
