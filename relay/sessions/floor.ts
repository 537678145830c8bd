// Who of a session's captioners is live, whether all are silent, and what those on standby write. In memory, told to
// presenters only. It is advice to their consoles: the relay takes lines from all of them, so that none is ever lost.
import { relayLimits, relayTiming } from '../../protocol/limits.ts';
import type { Captioner } from '../../protocol/live.ts';
import { type Frame, frameOf } from './frame.ts';
import type { Peer } from './peer.ts';

type FloorChange = { readonly live?: string | null; readonly offRecord?: boolean };

export type Floor = {
  /** Takes a change; says whether it could: who is to be live must be here. */
  change(change: FloorChange): boolean;
  /** Those who are here have changed. */
  changed(): void;
  /** Tells one presenter how it stands, and what others write. */
  tell(peer: Peer): void;
  /** A publisher writes without being live. */
  write(publisher: string, text: string): void;
  /** A publisher's connection is gone: so is what it was writing. */
  lost(publisher: string): void;
  dispose(): void;
};

export type FloorOptions = {
  /** Publishers who are here, the longest first. */
  present(): Captioner[];
  /** Presenters' connections, with the publisher that each speaks for. */
  readers(): Iterable<readonly [peer: Peer, publisher: string | undefined]>;
};

export function createFloor({ present, readers }: FloorOptions): Floor {
  let live: string | null = null;
  let offRecord = false;
  let told = '';
  let telling: ReturnType<typeof setTimeout> | undefined;
  let writing: ReturnType<typeof setTimeout> | undefined;
  const texts = new Map<string, string>();
  /** Whose text each has yet to be told: the newest counts, so that a slow reader never waits for more than one. */
  const owed = new Map<Peer, Set<string>>();

  function settle(): Frame {
    const presenters = present().slice(0, relayLimits.presentersListed);
    if (!presenters.some(({ id }) => id === live)) live = null;
    if (presenters.length === 0) offRecord = false;
    return frameOf({ type: 'floor', presenters, live, offRecord });
  }

  function changed(): void {
    telling ??= setTimeout(() => {
      telling = undefined;
      const frame = settle();
      const stands = JSON.stringify([present(), live, offRecord]);
      if (stands === told) return;
      told = stands;
      for (const [peer, publisher] of readers()) if (publisher !== undefined) peer.push(frame);
    }, 0);
  }

  function tellTexts(): void {
    writing = undefined;
    for (const [peer, publishers] of owed) {
      if (peer.open() && peer.backlogBytes() > relayLimits.softBacklogBytes) continue;
      owed.delete(peer);
      for (const publisher of publishers) {
        peer.push(frameOf({ type: 'standby', publisher, text: texts.get(publisher) ?? '' }));
      }
    }
    if (owed.size > 0) writing = setTimeout(tellTexts, relayTiming.levelCheckMs);
  }

  function write(publisher: string, text: string): void {
    if (text === (texts.get(publisher) ?? '')) return;
    if (!text) texts.delete(publisher);
    else if (texts.has(publisher) || texts.size < relayLimits.presentersListed) texts.set(publisher, text);
    else return;
    for (const [peer, own] of readers()) {
      if (own === undefined || own === publisher) continue;
      owed.set(peer, (owed.get(peer) ?? new Set()).add(publisher));
    }
    writing ??= setTimeout(tellTexts, relayTiming.flushWindowMs);
  }

  return {
    change(change) {
      const next = change.live;
      if (typeof next === 'string' && !present().some(({ id }) => id === next)) return false;
      if (next !== undefined) live = next;
      if (change.offRecord !== undefined) offRecord = change.offRecord;
      changed();
      return true;
    },
    changed,
    tell(peer) {
      peer.push(settle());
      for (const [publisher, text] of texts) peer.push(frameOf({ type: 'standby', publisher, text }));
    },
    write,
    lost: (publisher) => write(publisher, ''),
    dispose() {
      clearTimeout(telling);
      clearTimeout(writing);
    },
  };
}
