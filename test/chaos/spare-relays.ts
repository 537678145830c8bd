// One relay after another on the same store and port, the next ones loaded and waiting behind their gate, so that a
// relay that was killed is back within a fraction of a second.
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';

import { onTestFinished } from 'vitest';

import { createTokens, type Tokens } from '../../relay/auth/tokens.ts';
import { secretFromText } from '../../relay/auth/secret.ts';
import type { Dice } from '../helpers/dice.ts';
import { type RelayProcess, startRelayProcess } from '../helpers/relay-process.ts';

const secret = 'a secret of the chaos tests, long enough';

/** Signs what relays of `relayEnvironment` accept. */
export const chaosTokens: Tokens = createTokens(secretFromText(secret));
export const relayEnvironment = { CAPTIONWIRE_SECRET: secret };

/**
 * A port that nobody listens on, below those that outgoing connections are given: a client that tries again and again
 * while nobody listens could otherwise be connected to itself.
 */
export async function freePort(dice: Dice): Promise<number> {
  for (;;) {
    const port = dice.whole(20_000, 30_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (isFree) return port;
  }
}

export type SpareRelays = {
  /** Starts the next relay; resolves once it listens. The one before MUST have ended. */
  next(): Promise<RelayProcess>;
};

type Spare = { readonly child: ChildProcess; readonly listening: Promise<RelayProcess> };

/** Loading takes longer than most relays here live. */
const spares = 2;

export function createSpareRelays(options: { data: string; port: number }): SpareRelays {
  const gate = new URL('gate.mjs', import.meta.url).href;
  const waiting: Spare[] = [];
  const load = () => {
    let child: ChildProcess | undefined;
    const listening = startRelayProcess({
      ...options,
      env: relayEnvironment,
      nodeParameters: ['--import', gate],
      onSpawn: (spawned) => (child = spawned),
    });
    // A spare that is never needed ends without having listened.
    listening.catch(() => {});
    waiting.push({ child: child as unknown as ChildProcess, listening });
  };

  let begun: ChildProcess | undefined;
  for (let at = 0; at < spares; at++) load();
  onTestFinished(() => {
    for (const child of [begun, ...waiting.map((spare) => spare.child)]) child?.kill('SIGKILL');
  });
  return {
    next() {
      const { child, listening } = waiting.shift() as Spare;
      begun = child;
      child.send('begin');
      load();
      return listening;
    },
  };
}
