// A link between a client and a relay whose every frame waits until a history lets it through, and that a history can
// cut, silence and mix up. It keeps the contracts of both ends: client/transport.ts and relay/sessions/peer.ts.
import type { TransportHandlers, TransportLine, TransportTarget } from '../../client/transport.ts';
import type { Role } from '../../protocol/client-messages.ts';
import { timing } from '../../protocol/limits.ts';
import { frameOf } from '../../relay/sessions/frame.ts';
import type { Peer } from '../../relay/sessions/peer.ts';
import { textOf } from '../helpers/frame-text.ts';

type ToClient =
  | { readonly type: 'open' }
  | { readonly type: 'frame'; readonly text: string; taken(): void }
  | { readonly type: 'close'; readonly code: number; readonly reason: string };
type ToRelay = { readonly type: 'open' | 'close' } | { readonly type: 'frame'; readonly text: string };

/** What a box in the middle can do to the frames that wait; the number says to which. */
export type Mess = 'twice' | 'swapped' | 'lost';

/** What the relay's end of a link is for. */
type LinkRelay = {
  onOpen(link: Link): void;
  onFrame(link: Link, text: string): void;
  onEnd(link: Link): void;
};

export type LinkOptions = {
  readonly target: TransportTarget;
  readonly role: Role;
  /** How many bytes each byte that waits counts for: slow readers reach their limits with few frames. */
  readonly weight: number;
  readonly handlers: TransportHandlers;
  readonly relay: LinkRelay;
  /** Sees each message as the relay hands it to the link. */
  onPushed(text: string): void;
  /** Sees each message as the client gets it. */
  around(text: string, deliver: () => void): void;
};

export type Link = ReturnType<typeof createLink>;

export function createLink(options: LinkOptions) {
  const { handlers, relay, weight } = options;
  let toClient: ToClient[] = [];
  let toRelay: ToRelay[] = [{ type: 'open' }];
  let clientEnded = false;
  let relayEnded = false;
  let closing = false;
  let silent = false;

  const clearToClient = () => {
    const gone = toClient;
    toClient = [];
    for (const item of gone) if (item.type === 'frame') item.taken();
  };
  const endClient = (code: number, reason: string) => {
    if (clientEnded) return;
    clientEnded = true;
    clearTimeout(opening);
    clearToClient();
    handlers.onClose(code, reason);
  };
  const endRelay = () => {
    if (relayEnded) return;
    relayEnded = true;
    toRelay = [];
    for (const item of toClient) if (item.type === 'frame') item.taken();
    // The client reads what is on its way, and then that this was all.
    if (!clientEnded) toClient.push({ type: 'close', code: 1006, reason: '' });
    relay.onEnd(link);
  };
  const hand = (text: string, taken: () => void) => {
    if (!peer.open()) return taken();
    options.onPushed(text);
    if (clientEnded) taken();
    else toClient.push({ type: 'frame', text, taken });
  };
  const waitingBytes = () =>
    toClient.reduce((sum, item) => sum + (item.type === 'frame' ? item.text.length : 0), 0) * weight;

  const peer: Peer = {
    role: options.role,
    name: undefined,
    beatSlot: 0,
    expiresAtMs: () => undefined,
    open: () => !closing && !relayEnded,
    push: (frame) => hand(textOf(frame), () => {}),
    deliver: (frame) => new Promise((resolve) => hand(textOf(frame), resolve)),
    backlogBytes: waitingBytes,
    close(code, reason, back) {
      if (!peer.open()) return;
      if (back) peer.push(frameOf({ type: 'bye', code, reason, ...back }));
      closing = true;
      if (!clientEnded) toClient.push({ type: 'close', code, reason });
      setTimeout(endRelay, timing.closeMs);
    },
  };

  function takeOne(item: ToClient): void {
    switch (item.type) {
      case 'open':
        clearTimeout(opening);
        return handlers.onOpen();
      case 'frame':
        options.around(item.text, () => handlers.onFrame(item.text));
        return item.taken();
      case 'close':
        endClient(item.code, item.reason);
        toRelay.push({ type: 'close' });
    }
  }

  const opening = setTimeout(() => clientEnd.close(1006, 'no answer'), timing.connectMs);
  const clientEnd: TransportLine = {
    send(text) {
      if (!clientEnded && !silent) toRelay.push({ type: 'frame', text });
    },
    bufferedBytes: () =>
      toRelay.reduce((sum, item) => sum + ('text' in item ? item.text.length : 0), 0) * weight,
    close(code, reason) {
      if (clientEnded) return;
      // A network that swallows everything swallows this too; the relay finds out by itself.
      if (silent) setTimeout(endRelay, timing.heartbeatMs * 2);
      else toRelay.push({ type: 'close' });
      endClient(code, reason);
    },
  };

  const link = {
    target: options.target,
    peer,
    clientEnd,
    waits: () => (silent ? 0 : (clientEnded ? 0 : toClient.length) + (relayEnded ? 0 : toRelay.length)),
    isSilent: () => silent && !clientEnded,
    isOver: () => clientEnded && relayEnded,
    /** The client gets so many of what waits for it. */
    toClient(count: number): void {
      for (let left = count; left > 0; left--) {
        const item = clientEnded || silent ? undefined : toClient.shift();
        if (!item) return;
        takeOne(item);
      }
    },
    /** The relay gets so many of what waits for it, in one turn. */
    toRelay(count: number): void {
      for (let left = count; left > 0; left--) {
        const item = relayEnded || silent ? undefined : toRelay.shift();
        if (!item) return;
        if (item.type === 'close') endRelay();
        else if (item.type === 'frame') relay.onFrame(link, item.text);
        else {
          toClient.push({ type: 'open' });
          relay.onOpen(link);
        }
      }
    },
    /** The link breaks without a word; the relay may find out only after it has read what is on its way. */
    cut(isKnownToRelay: boolean): void {
      if (isKnownToRelay || silent) endRelay();
      else toRelay.push({ type: 'close' });
      endClient(1006, '');
    },
    /** Nothing gets through any more, and nobody is told. */
    silence(): void {
      silent = true;
      clearToClient();
      toRelay = [];
    },
    /** Something in the middle breaks the promise of order. */
    mess(what: Mess, at: number): void {
      // It knows frames only: a connection's beginning and end are its own.
      const waiting = toClient.flatMap((item, index) => (item.type === 'frame' ? [index] : []));
      const index = waiting[at % Math.max(1, waiting.length)];
      if (index === undefined) return;
      const frame = toClient[index] as Extract<ToClient, { type: 'frame' }>;
      const behindAll = (waiting.at(-1) as number) + 1;
      if (what === 'twice') toClient.splice(behindAll, 0, { ...frame, taken: () => {} });
      else if (what === 'lost') {
        toClient.splice(index, 1);
        frame.taken();
      } else {
        const other = waiting[(at % waiting.length) + 1];
        if (other === undefined) return;
        toClient[index] = toClient[other] as ToClient;
        toClient[other] = frame;
      }
    },
  };
  return link;
}
