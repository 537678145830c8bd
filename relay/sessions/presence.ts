// Presence: how many are here, counts only, told to presenters at most once in relayTiming.presenceMs.
import { relayTiming } from '../../protocol/limits.ts';
import { type Frame, frameOf } from './frame.ts';
import type { Peer } from './peer.ts';

export type Presence = {
  /** Somebody came or went. */
  changed(): void;
  /** Tells one presenter now. */
  tell(peer: Peer): void;
  dispose(): void;
};

/** @param tellPresenters sends a frame to every presenter. */
export function createPresence(peers: ReadonlySet<Peer>, tellPresenters: (frame: Frame) => void): Presence {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = () => {
    let viewers = 0;
    for (const { role } of peers) if (role === 'viewer') viewers++;
    return frameOf({ type: 'presence', viewers, presenters: peers.size - viewers });
  };
  return {
    changed() {
      timer ??= setTimeout(() => {
        timer = undefined;
        tellPresenters(frame());
      }, relayTiming.presenceMs);
    },
    tell: (peer) => peer.push(frame()),
    dispose: () => clearTimeout(timer),
  };
}
