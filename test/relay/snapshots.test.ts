// What snapshots cost: one at a time for each peer, and one copy of the log's part for all who read the same tracks.
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';

import type { Draft } from '../../protocol/records.ts';
import type { Snapshot } from '../../protocol/server-messages.ts';
import { createMemoryEngine } from '../../relay/engines/memory.ts';
import { createMetrics } from '../../relay/metrics/metrics.ts';
import { createWatch } from '../../relay/metrics/watch.ts';
import type { Frame } from '../../relay/sessions/frame.ts';
import type { Peer } from '../../relay/sessions/peer.ts';
import { openSession } from '../../relay/sessions/session.ts';
import { textOf } from '../helpers/frame-text.ts';
import { until } from '../helpers/until.ts';

/** A session without a server, and peers that read only when they are told to. */
async function openQuiet() {
  const onError = (error: unknown) => {
    throw error;
  };
  const watch = createWatch(pino({ level: 'silent' }), createMetrics());
  const engine = createMemoryEngine();
  const session = await openSession({ name: 'talk', engine, watch, onError });
  onTestFinished(session.dispose);
  async function meet(tracks?: ReadonlySet<string>) {
    const sent: Frame[] = [];
    let read = () => {};
    const peer: Peer = {
      role: 'viewer',
      name: undefined,
      beatSlot: 0,
      expiresAtMs: () => undefined,
      open: () => true,
      backlogBytes: () => 0,
      close: () => {},
      push: (frame) => void sent.push(frame),
      deliver(frame) {
        peer.push(frame);
        return new Promise((resolve) => (read = resolve));
      },
    };
    await session.join(peer, tracks, undefined);
    return { peer, sent, read: () => read() };
  }
  let number = 0;
  const say = (draft: Draft) =>
    session.posting.publish('ann', {
      publisher: 'ann',
      numbering: 'rising',
      number: ++number,
      drafts: [draft],
    });
  return { session, meet, say };
}

const snapshotIn = (frame: Frame | undefined) => JSON.parse(textOf(frame as Frame)) as Snapshot;
const endOf = (frame: Frame | undefined) => frame?.webSocket().at(-1);

it('tracks asked for again and again by a viewer that does not read cost one snapshot at a time, and the newest choice wins', async () => {
  const { session, meet } = await openQuiet();
  const { peer, sent, read } = await meet();
  for (let asked = 0; asked < 1_000; asked++) {
    session.receive(peer, { type: 'tracks', tracks: [`t${asked % 8}`] });
  }
  // The one of joining, and the first choice.
  expect(sent).toHaveLength(2);
  read();
  await until(() => expect(sent).toHaveLength(3));
  read();
  session.receive(peer, { type: 'tracks', tracks: ['fr'] });
  await until(() => expect(sent).toHaveLength(4));
  session.leave(peer);
});

it('the lines of a snapshot are held once for all who read the same tracks, until the log has moved on', async () => {
  const { meet, say } = await openQuiet();
  await say({ type: 'line', id: 'a', rev: 1, text: 'Bienvenue à tous.', track: 'fr' });
  const french = new Set(['fr']);
  const [one, two, all] = [await meet(french), await meet(new Set(['fr'])), await meet()];
  expect(endOf(one.sent[0])).toBe(endOf(two.sent[0]));
  expect(endOf(all.sent[0])).not.toBe(endOf(one.sent[0]));
  expect(one.sent[0]?.eventStream()).toContain(endOf(two.sent[0]));

  await say({ type: 'line', id: 'b', rev: 1, text: '🧏 Bonsoir.', track: 'fr' });
  const later = await meet(french);
  const snapshots = [one, two, later].map(({ sent }) => snapshotIn(sent[0]));
  expect(snapshots.map(({ lines }) => lines.map(({ text }) => text))).toEqual([
    ['Bienvenue à tous.'],
    ['Bienvenue à tous.'],
    ['Bienvenue à tous.', '🧏 Bonsoir.'],
  ]);
  expect(snapshots[2]).toMatchObject({ type: 'snapshot', session: 'talk', tracks: ['fr'], ended: false });
});
