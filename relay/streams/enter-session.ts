// A peer's way through a session, whatever its stream travels on: it waits for the session to be loaded, joins, and
// leaves when its connection is gone.
import { closeCodes } from '../../protocol/codes.ts';
import type { TrackFilter } from '../sessions/event-frames.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import type { StreamPeer } from './stream-list.ts';

export type Entrance = {
  readonly sessions: SessionRegistry;
  readonly session: string;
  readonly tracks: TrackFilter;
  readonly cursor: string | undefined;
  /** The session is loaded; what the peer says can be heard from now on. */
  readonly onEntered?: (session: Session) => void;
  onError(error: unknown, context: { stage: string }): void;
};

/** Resolves when the peer is level with the session, or was sent away. Never rejects. */
export async function enterSession(peer: StreamPeer, entrance: Entrance): Promise<void> {
  const { sessions, session: name, tracks, cursor, onEntered, onError } = entrance;
  try {
    const session = await sessions.acquire(name);
    peer.onGone(() => {
      session.leave(peer);
      sessions.release(name);
    });
    // One that went meanwhile leaves at once; to join first would count it as here.
    if (!peer.open()) return;
    onEntered?.(session);
    await session.join(peer, tracks, cursor);
  } catch (error) {
    onError(error, { stage: 'join' });
    peer.close(closeCodes.overload, 'the session cannot be read now', { afterMs: 2_000, spreadMs: 3_000 });
  }
}
