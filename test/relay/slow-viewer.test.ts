// A viewer that does not read costs nobody else anything, and misses nothing once it is back.
import { expect, it } from 'vitest';

import { limits } from '../../protocol/limits.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

it('is closed with 4000 and told to come back at once, while the others go on', async () => {
  const relay = await startRelay();
  const presenter = await relay.present('talk');
  const viewer = await relay.view('talk');
  const stalled = await relay.view('talk');
  stalled.socket.pause();
  // More than the network between two processes of one machine takes by itself, and the limit on top.
  const text = '😀'.repeat(limits.textCodePoints);
  const lines = 2_500;
  // In handfuls that a viewer who does read keeps up with, however busy the machine is.
  for (let n = 1; n <= lines; n++) {
    presenter.say(n, text);
    if (n % 50 === 0) await until(() => expect(viewer.records()).toHaveLength(n), 10_000);
  }

  stalled.socket.resume();
  expect(await stalled.closed()).toEqual({ code: 4000, reason: 'too slow' });
  expect(stalled.frames.at(-1)).toMatchObject({ type: 'bye', code: 4000, afterMs: 0 });
  expect(viewer.isOpen()).toBe(true);

  const back = await relay.view('talk', { cursor: stalled.cursor() });
  const missed = lines - stalled.records().length;
  expect(missed).toBeGreaterThan(0);
  await until(() => expect(back.records()).toHaveLength(missed), 20_000);
  const seqs = [...stalled.records(), ...back.records()].map(({ seq }) => seq);
  expect(seqs).toEqual(Array.from({ length: lines }, (_, at) => at + 1));
}, 90_000);
