// What this reader wrote to the captioners, and what became of it. Invariant: a reply keeps its id until the relay says what
// became of it, and goes again under it after each loss, so that captioners read it once.
import { createOutgoingTyping } from '../../client/outgoing-typing.ts';
import type { ConnectionState } from '../../client/connection.ts';
import { newId } from '../../client/new-id.ts';
import type { ClientMessage } from '../../protocol/client-messages.ts';
import type { Signal } from '../signal.ts';
import { keptKey } from '../kept.ts';
import type { Desk } from './desk.ts';
import { signal } from './kit.ts';

/** `fate` is `sending`, `taken`, or the code of why it is not: after `no-way` it still may be. */
export type OwnReply = { readonly id: string; readonly text: string; readonly fate: string };

/** Replies that are shown, and that may wait at once. */
const mostReplies = 3;

const isWaiting = (fate: string) => /sending|no-way/.test(fate);

export type OwnReplies = {
  readonly all: Signal<readonly OwnReply[]>;
  /** Whether the relay takes none from this reader. */
  readonly areRefused: Signal<boolean>;
  /** Asks the relay whether it takes any; the answer is in `areRefused`. */
  ask(): void;
  /** Takes a text to send; otherwise the code of why not. */
  put(text: string): string | undefined;
  /** That the reader writes; says whether replies can be sent at all. */
  typing(typing: boolean): boolean;
};

/** Who wrote it, as far as captioners are told: a random id of this tab. */
function ownId(): string {
  const key = `${keptKey}.reply`;
  let id = newId();
  try {
    id = sessionStorage[key] ??= id;
  } catch {
    // A frame without storage keeps it as long as the session runs.
  }
  return id;
}

/** @param onFate called with a reply that was taken, refused, or held up. */
export function createOwnReplies({ parts, listen }: Desk, onFate: (reply: OwnReply) => void): OwnReplies {
  const all = signal<readonly OwnReply[]>([]);
  const areRefused = signal(false);
  const from = ownId();
  const { onMessage } = parts;

  let hasWay = true;
  /** Whether it went out, or may after a loss; not where the stream only brings, or has ended. */
  function send(message: ClientMessage): boolean {
    const { viewer } = parts;
    hasWay = !!viewer?.send(JSON.stringify(message)) || !/live|closed/.test(viewer?.connection().phase ?? '');
    return hasWay;
  }
  const sendTyping = (typing: boolean) => send({ type: 'reply-typing', from, typing });
  const outgoing = createOutgoingTyping(({ typing }) => sendTyping(typing));
  const sendReply = ({ id, text }: OwnReply) => send({ type: 'reply', id, from, text });
  const waiting = () => all.peek().filter(({ fate }) => isWaiting(fate));

  function become(id: string | undefined, fate: string): void {
    const reply = waiting().find((one) => one.id === id);
    if (!reply || reply.fate === fate) return;
    const next = { ...reply, fate };
    all.value = all.peek().map((one) => (one === reply ? next : one));
    onFate(next);
  }

  parts.onMessage = (message) => {
    onMessage?.(message);
    if (message.type === 'reply-taken') become(message.id, 'taken');
    if (message.type !== 'error') return;
    become(message.id, message.code);
    // Whoever may not reply may not be writing a reply either.
    if (message.code === 'role-forbidden') areRefused.value = true;
  };
  listen(parts.element, 'captionwire:connection', (event) => {
    const { phase } = (event as CustomEvent<ConnectionState>).detail;
    if (phase === 'live') {
      // With another token it may be otherwise.
      if (areRefused.peek()) sendTyping((areRefused.value = false));
      outgoing.restart();
      for (const reply of waiting()) become(reply.id, sendReply(reply) ? 'sending' : 'no-way');
    }
    if (phase === 'closed') for (const { id } of waiting()) become(id, phase);
  });

  return {
    all,
    areRefused,
    ask: () => void sendTyping(false),
    put(text) {
      if (!text.trim()) return 'text-empty';
      const known = all.peek();
      if (waiting().length === mostReplies) return 'too-fast';
      const reply = { id: newId(), text, fate: 'sending' };
      if (!sendReply(reply)) return 'no-way';
      outgoing.ended();
      const oldest = known.length === mostReplies && known.find(({ fate }) => !isWaiting(fate));
      all.value = [...known.filter((one) => one !== oldest), reply];
      return undefined;
    },
    typing(typing) {
      outgoing.set(typing, undefined);
      return hasWay;
    },
  };
}
