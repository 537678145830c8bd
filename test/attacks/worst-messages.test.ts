// Messages and bodies that are made to cost much: refused at the first fault, and counted like those that fit.
import { describe, expect, it } from 'vitest';

import { limits, relayLimits, relayRates } from '../../protocol/limits.ts';
import { readCaptions } from '../../relay/ingest/session-bodies.ts';
import { readFrame } from '../../relay/sessions/message-reader.ts';
import { post } from '../helpers/posting.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { shorten } from '../helpers/shorten.ts';
import { until } from '../helpers/until.ts';

shorten(relayRates.publisherMessages, { burst: 40 });
// A busy machine answers fewer requests a second than the relay allows, so it would never reach the limit.
Object.assign(relayRates.publisherMessages, { perSecond: 1 });
shorten(relayRates.presenterMessages, { burst: 40, perSecond: 1 });

const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, 0]));
const line = { type: 'line', id: 'a', rev: 1, text: 'x' };

function tookMs(work: () => unknown): number {
  const beganMs = performance.now();
  work();
  return performance.now() - beganMs;
}

/**
 * Reading takes some times what parsing takes: to list all faults took eighty times that. The least of many rounds counts,
 * because whatever else the machine does only adds to it.
 */
function expectCheap(read: () => unknown, text: string): void {
  let readMs = Infinity;
  let parseMs = Infinity;
  for (let round = 0; round < 300; round++) {
    readMs = Math.min(readMs, tookMs(read));
    parseMs = Math.min(
      parseMs,
      tookMs(() => JSON.parse(text)),
    );
    if (round > 3 && readMs < parseMs * 20) return;
  }
  expect(readMs).toBeLessThan(parseMs * 20);
}

describe('64 KB that do not fit', () => {
  const frames: [string, object | string][] = [
    ['30,000 lists in one another', `{"type":"tracks","tracks":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
    ['8,500 unknown fields', { type: 'typing', typing: true, ...fields(8_500) }],
    ['8,500 unknown fields in a record', { type: 'publish', n: 1, record: { ...line, ...fields(8_500) } }],
    ['30,000 numbers for tracks', { type: 'tracks', tracks: Array.from({ length: 30_000 }, () => 0) }],
    [
      'fields of fields',
      {
        type: 'publish',
        n: 1,
        record: {
          ...line,
          text: Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`g${n}`, fields(60)])),
        },
      },
    ],
  ];
  it.each(frames)('as a message: %s is refused at the first fault', (_name, message) => {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    const role = text.includes('tracks') ? 'viewer' : 'presenter';
    const read = () => readFrame(text, role);
    expect(read()).toMatchObject({ type: 'fault', fault: { code: 'invalid' } });
    expectCheap(read, text);
  });

  const bodies: [string, unknown, RegExp][] = [
    ['32,000 numbers', Array.from({ length: 32_000 }, () => 0), /has 32000 captions/],
    ['8,500 unknown fields', { text: 'x', ...fields(8_500) }, /more than 64 fields/],
    ['200 captions with 40 unknown fields each', Array.from({ length: 200 }, () => fields(40)), /^0\./],
    ['nothing', [], /has 0 captions/],
  ];
  it.each(bodies)('as a body: %s is refused at the first fault', (_name, body, why) => {
    const read = () => {
      try {
        return readCaptions(body);
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(read()).toMatch(why);
    expectCheap(read, JSON.stringify(body));
  });
});

const paced = async (url: string) =>
  Number(/^captionwire_paced_total (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]);

it('requests that do not fit are paced like those that do', async () => {
  const relay = await startRelay();
  const token = await relay.invite({ session: 'talk', role: 'presenter' });
  const { burst, perSecond } = relayRates.publisherMessages;
  // Side by side: a busy machine may answer one after the other more slowly than they may come.
  const atOnce = 50;
  const statuses = new Set<number>();
  // As many as may come at once, and more than what may wait.
  for (let sent = 0; sent < burst + perSecond * 10 && !statuses.has(429); sent += atOnce) {
    const posts = Array.from({ length: atOnce }, () => post(relay, 'captions', [0], { token }));
    for (const { status } of await Promise.all(posts)) statuses.add(status);
  }
  expect([...statuses].sort()).toEqual([400, 429]);
});

it('a large message counts as several', async () => {
  const relay = await startRelay();
  const ann = await relay.present('talk', 'ann');
  // As long as a line may be, spelled as largely as JSON lets it: two times what counts once.
  const text = String.raw`\ud83d\ude00`.repeat(limits.textCodePoints);
  expect(text.length).toBeGreaterThan(relayLimits.countedBytes);
  // Not as many as may come at once, were each of them one.
  const fewer = Math.floor(relayRates.publisherMessages.burst * 0.9);
  for (let n = 1; n <= fewer; n++) {
    ann.raw(`{"type":"publish","n":${n},"record":{"type":"line","id":"l${n}","rev":1,"text":"${text}"}}`);
  }
  await until(async () => expect(await paced(relay.url)).toBeGreaterThan(0));
  expect(ann.all('error')).toEqual([]);
});
