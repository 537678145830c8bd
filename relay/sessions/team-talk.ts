// What captioners know of one another besides the floor: who wrote the last lines, so that it is known after a hand-over, and notes to
// one another. Told to presenters only. Authors are in memory, notes are not kept; a line that is posted by a tool has no author.
import { relayLimits } from '../../protocol/limits.ts';
import { type Frame, frameOf } from './frame.ts';
import type { Peer } from './peer.ts';

export type TeamTalk = {
  /** A captioner begins a line; its name is '' where it has none. */
  wrote(id: string, name: string): void;
  /** A captioner writes to the others. */
  note(publisher: string, text: string): void;
  /** Tells one presenter who wrote the last lines. */
  tell(peer: Peer): void;
};

/** @param tellPresenters sends a frame to every presenter. */
export function createTeamTalk(tellPresenters: (frame: Frame) => void): TeamTalk {
  const names = new Map<string, string>();
  return {
    wrote(id, name) {
      if (!name || names.has(id)) return;
      names.set(id, name);
      if (names.size > relayLimits.authorsListed) names.delete(names.keys().next().value as string);
      tellPresenters(frameOf({ type: 'authors', authors: [{ id, name }] }));
    },
    note: (publisher, text) => tellPresenters(frameOf({ type: 'note', publisher, text, at: Date.now() })),
    tell(peer) {
      if (names.size === 0) return;
      const authors = Array.from(names, ([id, name]) => ({ id, name }));
      peer.push(frameOf({ type: 'authors', authors }));
    },
  };
}
