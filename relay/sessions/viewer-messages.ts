// What viewers say: how it goes for them, and replies to the captioners where they may write any.
import type { ClientMessage } from '../../protocol/client-messages.ts';
import { frameOf } from './frame.ts';
import type { Fault } from './message-reader.ts';
import type { Peer } from './peer.ts';
import type { ReplyBoard } from './reply-board.ts';
import { noReplies, tooFast } from './session-faults.ts';
import type { SignalBoard } from './signal-board.ts';

export type ViewerMessagesOptions = {
  readonly signals: Pick<SignalBoard, 'put'>;
  readonly replies: Pick<ReplyBoard, 'put' | 'typing'>;
  refuse(peer: Peer, fault: Fault): void;
};

/** @returns what takes a message, and says whether it was one of these. */
export function createViewerMessages({ signals, replies, refuse }: ViewerMessagesOptions) {
  return (peer: Peer, message: ClientMessage): boolean => {
    switch (message.type) {
      case 'signal':
        signals.put(peer, message.signal);
        return true;
      case 'reply-typing':
        if (peer.mayReply) replies.typing(peer, message.from, message.typing);
        else refuse(peer, noReplies);
        return true;
      case 'reply': {
        const { type: _, ...reply } = message;
        const { id } = reply;
        if (!peer.mayReply) refuse(peer, { ...noReplies, id });
        else if (!replies.put(peer, reply)) refuse(peer, { ...tooFast, id });
        else peer.push(frameOf({ type: 'reply-taken', id }));
        return true;
      }
      default:
        return false;
    }
  };
}
