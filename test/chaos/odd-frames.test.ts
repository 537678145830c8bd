// Thousands of frames that no client of ours would send, from many connections at once: whatever comes, the relay answers
// with what is documented, goes on for everybody else, and holds nothing more afterwards.
import { expect, test } from 'vitest';

import type { Role } from '../../protocol/client-messages.ts';
import { mainTrack, trackOf } from '../../protocol/records.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';
import { startViewer } from '../helpers/client-peers.ts';
import { type Dice, throwDice } from '../helpers/dice.ts';
import { scaled } from '../helpers/effort.ts';
import { until } from '../helpers/until.ts';
import { faultOfClose, faultOfMessage } from './documented.ts';
import { type FuzzedRelay, startFuzzedRelay } from './fuzzed-relay.ts';
import { type Doser, oddDose } from './odd-frames.ts';
import { openRawStream } from './raw-stream.ts';
import { changesOf, createSeenLog } from './seen-log.ts';
import { chaosTokens } from './spare-relays.ts';
import { storedRecords } from './stored-log.ts';
import { textFrame } from './websocket-frames.ts';

const frames = scaled(10_000);
/** Before the first look at what the relay holds: sessions are open then and their windows full. */
const warmUpFrames = frames / 5;
const lanes = 100;
const sessions = 5;
/** What a relay may hold more after five times as many frames: code that was compiled, buffers of streams that stand. */
const toleratedBytes = 4 * 1024 * 1024;

type Counts = {
  frames: number;
  all: number;
  streams: number;
  errors: Map<string, number>;
  closes: Map<number, number>;
};

const countIn = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);

/** One connection from its beginning to its end; what is not documented goes into `faults`. */
async function oneStream(
  relay: FuzzedRelay,
  lane: number,
  dice: Dice,
  counts: Counts,
  faults: string[],
): Promise<void> {
  const role: Role = dice.chance(0.3) ? 'viewer' : 'presenter';
  const session = `odd-${lane % sessions}`;
  let next = 1;
  let closed = false;
  const onMessage = (message: ServerMessage) => {
    const fault = faultOfMessage(message);
    if (fault) faults.push(fault);
    if (message.type === 'welcome' || message.type === 'expect') next = message.next;
    if (message.type === 'error') countIn(counts.errors, message.code);
  };
  const stream = await openRawStream({
    relay: relay.url,
    session,
    token: role === 'viewer' ? undefined : await chaosTokens.sign({ session, role, ttlS: 600 }),
    query: dice.chance(0.2) ? `tracks=*&cursor=${encodeURIComponent(dice.bytes(6).toString('latin1'))}` : '',
    onMessage,
    onClose(code) {
      closed = true;
      countIn(counts.closes, code);
      const fault = faultOfClose(code);
      if (fault) faults.push(fault);
    },
  });
  counts.streams++;
  const doser: Doser = { role, publisher: `p${lane}`, next: () => next++ };
  if (role === 'presenter' && dice.chance(0.9)) {
    stream.send(textMessage({ type: 'hello', publisher: doser.publisher }));
    await stream.answered();
  }
  // One dose for most viewers, who may not say much; several for presenters.
  for (let doses = role === 'viewer' ? 1 : dice.whole(1, 9); stream.isOpen() && doses > 0; doses--) {
    const dose = oddDose(dice, doser);
    // The frames of floods are all alike, so each flood counts as one.
    counts.frames += dose.frames.length > 100 ? 1 : dose.frames.length;
    counts.all += dose.frames.length;
    // All at once, or each in a packet of its own as far as the network leaves it so.
    if (dice.chance(0.5)) stream.send(Buffer.concat(dose.frames));
    else for (const frame of dose.frames) stream.send(frame);
    if (dose.isUnfinished) return stream.end(dice.pick(['half', 'break']));
    await stream.answered();
    if (!stream.isOpen() && !closed && !dose.isFlood) faults.push('a stream was cut without a word');
  }
  if (stream.isOpen()) await stream.end(dice.pick(['close', 'close', 'half', 'break']));
}

const textMessage = (message: object) => textFrame(JSON.stringify(message));

test(`${frames} odd frames harm nobody, and everything that they are answered with is documented`, async () => {
  const dice = throwDice('odd frames');
  const relay = await startFuzzedRelay(dice);
  const counts: Counts = { frames: 0, all: 0, streams: 0, errors: new Map(), closes: new Map() };
  const faults: string[] = [];
  const bystander = createSeenLog();
  const session = 'odd-0';
  const viewer = startViewer({ relay: relay.url, session, onChange: bystander.onChange });
  await until(() => expect(bystander.snapshots).toHaveLength(1));

  async function throwUntil(most: number): Promise<void> {
    await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        const own = dice.fork();
        while (counts.frames < most) await oneStream(relay, lane, own, counts, faults);
      }),
    );
  }
  await throwUntil(warmUpFrames);
  const before = await relay.holdings(1);
  await throwUntil(frames);
  const after = await relay.holdings(1);

  const told = [...counts.errors, ...counts.closes].map(([code, count]) => `${code} ${count}`);
  process.stdout.write(
    `${counts.frames} frames, ${counts.all} with floods, on ${counts.streams} streams; ${told.join(', ')}; holds ${before.usedBytes >> 10} KiB, ` +
      `after all ${after.usedBytes >> 10} KiB\n`,
  );
  expect(faults).toEqual([]);
  expect(after.usedBytes - before.usedBytes).toBeLessThan(toleratedBytes);
  await until(() => expect(viewer.connection().phase).toBe('live'));
  await relay.finish();

  // In the midst of it all, too, a viewer sees what the log says.
  const records = await storedRecords(relay.data, session);
  const shown = records.filter((record) => (trackOf(record) ?? mainTrack) === mainTrack);
  expect(bystander.changes).toEqual(changesOf(shown));
  expect(bystander.snapshots).toEqual([undefined]);
  viewer.close();
});
