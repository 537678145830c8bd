// Requests that no browser would send: each whose end can be told is answered, each answer is documented, and the relay
// goes on for everybody else and holds nothing more afterwards.
import { connect } from 'node:net';

import { expect, test } from 'vitest';

import { type Dice, throwDice } from '../helpers/dice.ts';
import { scaled } from '../helpers/effort.ts';
import { faultOfAnswer } from './documented.ts';
import { startFuzzedRelay } from './fuzzed-relay.ts';
import { readAnswers } from './http-answers.ts';
import { type OddRequest, oddRequest } from './odd-requests.ts';

const requests = scaled(1_000);
const warmUpRequests = requests / 5;
const lanes = 20;
/** What a relay may hold more after five times as many requests: code that was compiled, caches of files. */
const toleratedBytes = 4 * 1024 * 1024;

type Counts = { requests: number; statuses: Map<string, number> };

/** Sends one request over a connection of its own; resolves with what came back, once there is nothing more to come. */
function ask(url: URL, { bytes, method, isWhole }: OddRequest, dice: Dice): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port: Number(url.port), host: url.hostname, noDelay: true });
    socket.on('error', () => {}).on('close', () => resolve(Buffer.concat(chunks)));
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (!isWhole) return;
      const { answers } = readAnswers(Buffer.concat(chunks), method === 'HEAD');
      if (answers.some(({ status }) => status >= 200)) socket.destroy();
    });
    socket.write(bytes, () => {
      if (isWhole) return;
      // The relay may wait for more that never comes; the answer, if there is one, is there before the end.
      if (dice.chance(0.2)) socket.resetAndDestroy();
      else socket.end();
    });
  });
}

test(`${requests} odd requests harm nobody, and every answer to them is documented`, async () => {
  const dice = throwDice('odd requests');
  const relay = await startFuzzedRelay(dice);
  const url = new URL(relay.url);
  const counts: Counts = { requests: 0, statuses: new Map() };
  const faults: string[] = [];

  async function oneRequest(own: Dice): Promise<void> {
    const request = oddRequest(own, url.host);
    const data = await ask(url, request, own);
    const about = JSON.stringify(request.bytes.toString('latin1', 0, 300));
    try {
      const { answers } = readAnswers(data, request.method === 'HEAD');
      for (const answer of answers) {
        const status = String(answer.status);
        counts.statuses.set(status, (counts.statuses.get(status) ?? 0) + 1);
        const fault = faultOfAnswer(answer, request.method !== 'HEAD');
        if (fault) faults.push(`${fault} to ${about}`);
      }
      if (request.isWhole && answers.length === 0) faults.push(`no answer to ${about}`);
    } catch (error) {
      faults.push(`${String(error)} to ${about}`);
    }
  }
  async function askUntil(most: number): Promise<void> {
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        const own = dice.fork();
        while (counts.requests < most) {
          counts.requests++;
          await oneRequest(own);
        }
      }),
    );
  }
  await askUntil(warmUpRequests);
  const before = await relay.holdings(0);
  await askUntil(requests);
  const after = await relay.holdings(0);

  const told = [...counts.statuses].sort().map(([status, count]) => `${status} ${count}`);
  process.stdout.write(
    `${counts.requests} requests; ${told.join(', ')}; holds ${before.usedBytes >> 10} KiB, ` +
      `after all ${after.usedBytes >> 10} KiB\n`,
  );
  expect(faults).toEqual([]);
  expect(after.usedBytes - before.usedBytes).toBeLessThan(toleratedBytes);
  await relay.finish();
});
