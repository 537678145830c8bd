// The relay's clock from here: however wrong this machine's clock is, times end up in the relay's.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRelayClock } from '../../client/relay-clock.ts';
import { createBackoff } from '../../client/backoff.ts';

function start(localMs = 1_000_000) {
  const local = { nowMs: localMs };
  return { local, ...createRelayClock(() => local.nowMs) };
}

describe('the relay’s clock', () => {
  it('is the local one until something is known', () => {
    expect(start().toRelay(5_000)).toBe(5_000);
  });

  it('is taken from what the relay says unasked, until a probe is answered', () => {
    const { heard, toRelay, probed, local } = start();
    heard(1_060_000);
    expect(toRelay(1_000_500)).toBe(1_060_500);
    local.nowMs += 100;
    probed(1_000_000, 1_050_050);
    expect(toRelay(1_000_100)).toBe(1_050_100);
    heard(9_999_999);
    expect(toRelay(1_000_100)).toBe(1_050_100);
  });

  it('is that of the probe with the shortest way', () => {
    const { probed, toRelay, local } = start();
    const probe = (roundTripMs: number, relayNowMs: number) => {
      const sentAt = local.nowMs;
      local.nowMs += roundTripMs;
      probed(sentAt, relayNowMs);
    };
    probe(400, 1_000_390);
    probe(20, 1_000_410);
    probe(900, 1_002_000);
    expect(toRelay(1_000_000)).toBe(1_000_000);
  });

  it('ignores an answer from before its question: the local clock was set back', () => {
    const { probed, toRelay, local } = start();
    const sentAt = local.nowMs;
    local.nowMs -= 10_000;
    probed(sentAt, 5);
    expect(toRelay(7)).toBe(7);
  });

  it('is measured anew on a new connection', () => {
    const { probed, toRelay, restart, heard, local } = start();
    probed(local.nowMs, local.nowMs + 50);
    restart();
    local.nowMs += 3_600_000;
    heard(local.nowMs - 3_600_000);
    expect(toRelay(local.nowMs)).toBe(local.nowMs - 3_600_000);
  });

  it('never gives a time before 1970 or a broken one', () => {
    const { probed, toRelay, local } = start();
    local.nowMs += 3;
    probed(1_000_000, 10);
    expect(toRelay(5)).toBe(0);
    expect(Number.isInteger(toRelay(1_000_000))).toBe(true);
  });

  it('is wrong by at most half the shortest round trip', () => {
    const trip = fc.record({ there: fc.nat(500), back: fc.nat(500) });
    fc.assert(
      fc.property(
        fc.array(trip, { minLength: 1 }),
        fc.integer({ min: -500_000, max: 500_000 }),
        (trips, off) => {
          const { probed, toRelay, local } = start();
          for (const { there, back } of trips) {
            const sentAt = local.nowMs;
            local.nowMs += there + back;
            probed(sentAt, sentAt + there + off);
          }
          const shortest = Math.min(...trips.map(({ there, back }) => there + back));
          expect(Math.abs(toRelay(local.nowMs) - (local.nowMs + off))).toBeLessThanOrEqual(
            shortest / 2 + 0.5,
          );
        },
      ),
    );
  });
});

describe('the wait before the next try', () => {
  it('is anything from nothing to a ceiling that doubles and stays', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.array(random, { maxLength: 40 }), (numbers) => {
        let at = 0;
        const backoff = createBackoff(() => numbers[at] as number);
        for (; at < numbers.length; at++) {
          const ceiling = Math.min(20_000, 500 * 2 ** at);
          expect(backoff.nextMs()).toBe(Math.round((numbers[at] as number) * ceiling));
        }
      }),
    );
  });

  it('takes the bounds of an advice, also a senseless one, and starts small after a reset', () => {
    const backoff = createBackoff(() => 0.5);
    backoff.advise(1_000, 400);
    expect([backoff.nextMs(), backoff.nextMs()]).toEqual([500, 500]);
    backoff.advise(1_000, 8_000);
    expect(backoff.nextMs()).toBe(2_000);
    backoff.reset();
    expect(backoff.nextMs()).toBe(500);
  });
});
