// A relay for models: real sessions over links of their own, which can be ended in good order or in the middle of
// everything, and come back over the same log. It does what the relay's own streams do, without a network.
import type { Transport } from '../../client/transport.ts';
import type { Role } from '../../protocol/client-messages.ts';
import { closeCodes } from '../../protocol/codes.ts';
import { mainTrack } from '../../protocol/records.ts';
import { timing } from '../../protocol/limits.ts';
import type { Watch } from '../../relay/metrics/watch.ts';
import type { TrackFilter } from '../../relay/sessions/event-frames.ts';
import { frameOf } from '../../relay/sessions/frame.ts';
import { readFrame } from '../../relay/sessions/message-reader.ts';
import type { Peer } from '../../relay/sessions/peer.ts';
import { createSessionRegistry } from '../../relay/sessions/session-registry.ts';
import type { Session } from '../../relay/sessions/session.ts';
import type { ModelLog } from './log.ts';
import { createLink, type Link, type LinkOptions } from './link.ts';

export type ModelRelay = ReturnType<typeof createModelRelay>;
type Client = Pick<LinkOptions, 'role' | 'weight' | 'onPushed' | 'around'>;

/** The tracks of somebody who asks for these, as in PROTOCOL.md, "Connecting". */
export function tracksOf(role: Role, asked: readonly string[] | undefined): TrackFilter {
  if (asked?.includes('*')) return undefined;
  return asked ? new Set(asked) : role === 'viewer' ? new Set([mainTrack]) : undefined;
}

/** @param onError called with what a relay would log. */
export function createModelRelay(log: ModelLog, watch: Watch, onError: (what: string) => void) {
  let links: Link[] = [];
  const sessionOf = new Map<Link, Session>();
  const failed = (stage: string) => (error: unknown) => onError(`${stage}: ${String(error)}`);
  const openRegistry = () =>
    createSessionRegistry(log.engine, watch, (error, { stage }) => failed(stage)(error));
  let sessions = openRegistry();

  /** Resolves with how to leave. */
  async function join(
    peer: Peer,
    tracks: TrackFilter,
    cursor: string | undefined,
    onSession: (session: Session) => void,
  ): Promise<() => void> {
    try {
      const joined = await sessions.acquire('talk');
      if (!peer.open()) return () => {};
      onSession(joined);
      await joined.join(peer, tracks, cursor);
      return () => joined.leave(peer);
    } catch (error) {
      failed('join')(error);
      peer.close(closeCodes.overload, 'the session cannot be read now', { afterMs: 2_000, spreadMs: 3_000 });
      return () => {};
    }
  }

  /** Frames that come before the session is there wait, as they would in the kernel. */
  const early = new Map<Link, string[]>();
  function read(link: Link, text: string): void {
    const { peer } = link;
    if (!peer.open()) return;
    const session = sessionOf.get(link);
    if (!session) {
      early.get(link)?.push(text);
      return;
    }
    const read = readFrame(text, peer.role);
    if (read.type === 'fault') peer.push(frameOf({ type: 'error', ...read.fault }));
    else session.receive(peer, read.message);
  }

  return {
    /** Every link of which at least one end is still there. */
    links: () => (links = links.filter((link) => !link.isOver())),
    /** A way to this relay for one client. */
    transportFor:
      (client: Client, onLink: (link: Link) => void): Transport =>
      (target, handlers) => {
        const link = createLink({
          ...client,
          target,
          handlers,
          relay: {
            onOpen(link) {
              early.set(link, []);
              void join(link.peer, tracksOf(client.role, target.tracks), target.cursor, (joined) => {
                sessionOf.set(link, joined);
                for (const text of early.get(link) ?? []) read(link, text);
                early.delete(link);
              });
            },
            onFrame: read,
            onEnd(link) {
              sessionOf.get(link)?.leave(link.peer);
              sessionOf.delete(link);
              early.delete(link);
            },
          },
        });
        links.push(link);
        onLink(link);
        return link.clientEnd;
      },
    /** Brings a peer of the test's own into the session, as far as it goes, and out again. */
    async meet(peer: Peer, tracks: TrackFilter, cursor: string) {
      const leave = await join(peer, tracks, cursor, () => {});
      leave();
    },
    /** Not waited for: a session that is being opened beats when it is there. */
    beat: () =>
      void sessions.open().then((open) => {
        for (const { beat } of open) beat(0);
        return open;
      }),
    /** Sends everybody away in good order; another relay is there at once. */
    async drain() {
      const ended = sessions;
      sessions = openRegistry();
      for (const { settled } of await ended.open()) await settled();
      links.forEach(({ peer }, at) =>
        peer.close(closeCodes.restart, 'the relay restarts', {
          afterMs: timing.retryMinMs + at * 2,
          spreadMs: 200,
        }),
      );
      await ended.dispose();
    },
    /** The process is gone, with everything that was on its way. */
    async crash() {
      for (const link of links) link.cut(true);
      await sessions.dispose();
      sessions = openRegistry();
    },
  };
}
