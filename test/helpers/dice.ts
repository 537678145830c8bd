// Randomness that can be thrown again: everything random in a run comes from one seed, which is printed and can be given
// back in CAPTIONWIRE_SEED. What other processes and the network do in between is not the dice's; their moments differ.
import { randomInt } from 'node:crypto';

export type Dice = {
  /** A number from 0 to 1, without 1. */
  fraction(): number;
  /** A whole number, both ends included. */
  whole(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  bytes(count: number): Buffer;
  /** Other dice, so that what one part throws does not change what another gets. */
  fork(): Dice;
};

/** Mulberry32, a small generator of 32 bits. */
function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (min: number, max: number) => min + Math.floor(fraction() * (max - min + 1));
  return {
    fraction,
    whole,
    chance: (probability) => fraction() < probability,
    pick: <T>(items: readonly T[]) => items[whole(0, items.length - 1)] as T,
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => whole(0, 255))),
    fork: () => createDice(whole(0, 2 ** 32 - 1)),
  };
}

/** The dice of a test, with its seed printed. */
export function throwDice(what: string): Dice {
  const given = Number(process.env.CAPTIONWIRE_SEED || Number.NaN);
  const seed = Number.isInteger(given) ? given : randomInt(2 ** 31);
  process.stdout.write(`${what}: CAPTIONWIRE_SEED=${seed}\n`);
  return createDice(seed);
}
