// A crowd that comes at once is let in a few at a time, in order, and those who are here are served in between.
import { expect, it } from 'vitest';

import { createTurnstile } from '../../relay/streams/turnstile.ts';

const turns = (count: number) =>
  Array.from({ length: count }).reduce<Promise<void>>(
    (before) => before.then(() => new Promise((resolve) => setImmediate(resolve))),
    Promise.resolve(),
  );

it('lets everybody in, in the order they came', async () => {
  const turnstile = createTurnstile();
  const entered: number[] = [];
  for (let n = 0; n < 100; n++) turnstile.enter(() => entered.push(n));
  expect(entered).toEqual([]);
  await turns(100);
  expect(entered).toEqual(Array.from({ length: 100 }, (_, n) => n));
});

it('gives others a turn in between', async () => {
  const turnstile = createTurnstile();
  let entered = 0;
  const seen: number[] = [];
  for (let n = 0; n < 40; n++) turnstile.enter(() => entered++);
  for (let turn = 0; turn < 10; turn++) {
    await turns(1);
    seen.push(entered);
  }
  expect(seen.at(-1)).toBe(40);
  expect(new Set(seen).size).toBeGreaterThan(3);
});

it('goes on after one that comes while others wait, and after quiet', async () => {
  const turnstile = createTurnstile();
  const entered: string[] = [];
  turnstile.enter(() => {
    entered.push('first');
    turnstile.enter(() => entered.push('second'));
  });
  await turns(4);
  turnstile.enter(() => entered.push('later'));
  await turns(2);
  expect(entered).toEqual(['first', 'second', 'later']);
});
