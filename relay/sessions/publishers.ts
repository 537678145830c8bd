// Who publishes in one session: which connection speaks for which publisher, also for a while after it was lost.
// Invariant: one connection speaks for a publisher, the newest that said `hello`.
import { closeCodes } from '../../protocol/codes.ts';
import { relayTiming } from '../../protocol/limits.ts';
import type { Captioner } from '../../protocol/live.ts';
import { cleanName } from '../../protocol/text.ts';
import { frameOf } from './frame.ts';
import type { Peer } from './peer.ts';

export type Publisher = Captioner & {
  /** It was told that a number is missing, and has not sent it. */
  expecting: boolean;
};

export type Publishers = {
  of(peer: Peer): Publisher | undefined;
  /** Binds a connection to a publisher and tells it the number that is next; resolves to whether it could be told. */
  hello(peer: Peer, id: string, ownName: string | undefined): Promise<boolean>;
  /** A connection no longer speaks for its publisher. */
  unbind(peer: Peer): void;
  /** Those who are here, and those whose connection was lost within relayTiming.interimGraceMs. */
  present(): Captioner[];
  dispose(): void;
};

export type PublishersOptions = {
  /** Every connection of the session, oldest first. */
  readonly peers: ReadonlySet<Peer>;
  nextNumber(publisher: string): Promise<number>;
  /** A publisher's connection is gone. */
  onLost(publisher: string): void;
  /** Its grace is over: it may be back, on another connection, or not. */
  onGraceOver(publisher: string): void;
  /** Somebody came, went, or has another name. */
  onChange(): void;
  onError(error: unknown, context: { stage: string }): void;
};

export function createPublishers(options: PublishersOptions): Publishers {
  const { peers, nextNumber, onLost, onGraceOver, onChange, onError } = options;
  const bound = new Map<Peer, Publisher>();
  const graces = new Map<string, { name: string; timer: ReturnType<typeof setTimeout>; isHere: boolean }>();

  /** @param isHere it counts as here until its grace is over */
  function unbind(peer: Peer, isHere: boolean): void {
    const publisher = bound.get(peer);
    if (!publisher) return;
    const { id, name } = publisher;
    bound.delete(peer);
    onLost(id);
    clearTimeout(graces.get(id)?.timer);
    const timer = setTimeout(() => {
      graces.delete(id);
      onGraceOver(id);
      onChange();
    }, relayTiming.interimGraceMs);
    graces.set(id, { name, timer, isHere });
  }

  return {
    of: (peer) => bound.get(peer),
    async hello(peer, id, ownName) {
      for (const [other, { id: otherId }] of bound) {
        if (otherId !== id || other === peer) continue;
        // What a connection said before it was lost may come after what its follower said.
        const older = [...peers].find((one) => one === other || one === peer) ?? other;
        unbind(older, true);
        older.close(closeCodes.superseded, 'opened elsewhere');
        if (older === peer) return false;
      }
      // Who goes on under another identity is not two.
      if (bound.get(peer)?.id !== id) unbind(peer, false);
      bound.set(peer, { id, name: cleanName(ownName ?? peer.name ?? ''), expecting: false });
      onChange();
      try {
        peer.push(frameOf({ type: 'welcome', publisher: id, next: await nextNumber(id) }));
        return true;
      } catch (error) {
        // Without its number the publisher would wait for ever on a line that looks alive.
        onError(error, { stage: 'hello' });
        peer.close(closeCodes.overload, 'the log cannot be read now', { afterMs: 2_000, spreadMs: 3_000 });
        return false;
      }
    },
    unbind: (peer) => unbind(peer, true),
    present() {
      const names = new Map<string, string>();
      for (const [id, { name, isHere }] of graces) if (isHere) names.set(id, name);
      for (const { id, name } of bound.values()) names.set(id, name);
      return Array.from(names, ([id, name]) => ({ id, name }));
    },
    dispose() {
      for (const { timer } of graces.values()) clearTimeout(timer);
    },
  };
}
