// That a publisher types, as it goes out: renewed only as often as the relay needs, and said again after a loss only
// while it still holds.
import type { ClientMessage } from '../protocol/client-messages.ts';
import { publisherTiming } from '../protocol/limits.ts';

type TypingMessage = Extract<ClientMessage, { type: 'typing' }>;

export type OutgoingTyping = {
  set(typing: boolean, name: string | undefined): void;
  /** A line was published: the relay has ended it. */
  ended(): void;
  /** The line is back. */
  restart(): void;
};

/** @param send does nothing while there is no line */
export function createOutgoingTyping(send: (message: TypingMessage) => void): OutgoingTyping {
  let typing: { name: string | undefined; renewedMs: number } | undefined;

  function say(name: string | undefined): void {
    send({ type: 'typing', typing: true, ...(name === undefined ? {} : { name }) });
  }

  return {
    set(on, name) {
      const nowMs = performance.now();
      if (!on) {
        if (typing) send({ type: 'typing', typing: false });
        typing = undefined;
      } else if (!typing || nowMs - typing.renewedMs >= publisherTiming.typingRenewMs) {
        typing = { renewedMs: nowMs, name };
        say(name);
      }
    },
    ended() {
      typing = undefined;
    },
    restart() {
      // Who stopped without a word before the loss does not type again because of it.
      if (typing && performance.now() - typing.renewedMs < publisherTiming.typingTtlMs) say(typing.name);
    },
  };
}
