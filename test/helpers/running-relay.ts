// A relay inside the test's own process, on a free port, and folders that go with it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import type { Role } from '../../protocol/client-messages.ts';
import { createRelay, type Relay, type RelayOptions } from '../../relay/index.ts';
import { connectWire, type Wire, type WireOptions } from './wire.ts';

/** An empty folder that is removed when the test ends. */
export function testFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'captionwire-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export type RunningRelay = Relay & {
  readonly url: string;
  /** Failures of the environment that the relay reported. */
  readonly failures: unknown[];
  /** A raw connection with a token of this role, one of its own by default, past its first message. */
  join(session: string, role: Role, options?: WireOptions): Promise<Wire>;
  /** A raw connection that needs no token, past its first message. */
  view(session: string, options?: WireOptions): Promise<Wire>;
  /** A presenter's raw connection, past its `welcome`. */
  present(session: string, publisher?: string, options?: WireOptions): Promise<Wire>;
};

/** A relay that ends with the test. */
export async function startRelay(options: RelayOptions = {}): Promise<RunningRelay> {
  const relay = await openRelay(options);
  onTestFinished(() => relay.close());
  return relay;
}

/** A relay that whoever opened it closes. */
export async function openRelay(options: RelayOptions = {}): Promise<RunningRelay> {
  const failures: unknown[] = [];
  const relay = await createRelay({ port: 0, onError: (error) => failures.push(error), ...options });
  const url = await relay.listen();

  async function view(session: string, more: WireOptions = {}): Promise<Wire> {
    const wire = connectWire(url, session, more);
    await wire.first();
    return wire;
  }
  async function join(session: string, role: Role, more: WireOptions = {}): Promise<Wire> {
    return view(session, { ...more, token: more.token ?? (await relay.invite({ session, role })) });
  }
  return {
    ...relay,
    url,
    failures,
    view,
    join,
    async present(session, publisher = 'ann', more = {}) {
      const wire = await join(session, 'presenter', more);
      wire.send({ type: 'hello', publisher, name: publisher });
      await wire.next('welcome');
      return wire;
    },
  };
}
