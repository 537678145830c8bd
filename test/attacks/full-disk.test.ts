// The relay outlives a disk without room, or one that takes no writes. It keeps what it acknowledged and goes on by itself.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { startRelay } from '../helpers/running-relay.ts';
import { type RelayProcess, startRelayProcess } from '../helpers/relay-process.ts';
import { canMakeDisks, makeSmallDisk, type SmallDisk } from '../helpers/small-disk.ts';
import { until } from '../helpers/until.ts';
import { type Receiver, startReceiver, webhookSecret } from '../helpers/webhook-receiver.ts';
import { connectWire, type Wire } from '../helpers/wire.ts';

const text = '😀'.repeat(1_900);

/** A relay on a disk that ends with the test, and posts to a receiver where there is one. */
async function startOn({ folder: data }: SmallDisk, receiver?: Receiver): Promise<RelayProcess> {
  const relay = await startRelayProcess({
    data,
    ...(receiver && { parameters: ['--webhook', receiver.url, '--webhook-allow', '127.0.0.1'] }),
    env: { CAPTIONWIRE_WEBHOOK_SECRET: webhookSecret },
  });
  onTestFinished(async () => void (await relay.end('SIGKILL')));
  return relay;
}

async function present(relay: RelayProcess): Promise<Wire> {
  const { token } = await relay.invite('talk');
  const ann = connectWire(relay.url, 'talk', { token });
  await ann.first();
  ann.send({ type: 'hello', publisher: 'ann', name: 'Ann' });
  await ann.next('welcome');
  return ann;
}

/** Says lines until one is refused. @returns the number of the first that was. */
async function sayUntilFull(ann: Wire): Promise<number> {
  const isFull = () => ann.all('error').length > 0;
  for (let n = 1; !isFull(); n++) {
    ann.say(n, text);
    if (n % 50 === 0) await until(() => expect(isFull() || ann.all('ack').length === n).toBe(true));
  }
  return ann.all('ack').length + 1;
}

/** Posts a line. @returns the status of the answer. */
async function postStatus(relay: RelayProcess, session = 'talk', body = text): Promise<number> {
  const { token } = await relay.invite(session);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/plain' };
  const url = `${relay.url}/v1/sessions/${session}/captions`;
  return (await fetch(url, { method: 'POST', headers, body })).status;
}

/** Takes all of a disk's room. */
function fill(folder: string): void {
  for (const bytes of [100_000, 1_000]) {
    try {
      for (let n = 0; ; n++) writeFileSync(join(folder, `full-${bytes}-${n}`), Buffer.alloc(bytes));
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
    }
  }
}

describe.skipIf(!canMakeDisks)('a full disk', () => {
  it('with a webhook: the relay lives, says 503, recovers with the room, and no acknowledged line is lost', async () => {
    const disk = makeSmallDisk(12);
    const receiver = await startReceiver();
    const relay = await startOn(disk, receiver);
    const ann = await present(relay);
    const refused = await sayUntilFull(ann);
    expect(ann.all('error')[0]).toMatchObject({ code: 'store-failed', n: refused });
    // Lines that do not fit together may fit one by one.
    let posted = 0;
    let status = await postStatus(relay);
    for (; status === 200; status = await postStatus(relay)) posted++;
    expect(status).toBe(503);
    expect((await fetch(`${relay.url}/v1/sessions/talk/transcript.txt`)).status).toBe(200);
    // Also what the webhook's side still writes meanwhile ends nothing.
    await until(() => expect(receiver.taken.length).toBeGreaterThanOrEqual(refused - 1 + posted));
    expect(relay.child.exitCode).toBeNull();

    disk.resize(64);
    await until(async () => expect((await fetch(`${relay.url}/readyz`)).status).toBe(200));
    ann.say(refused, 'after');
    await until(() => expect(ann.all('ack').at(-1)?.n).toBe(refused));
    expect(await postStatus(relay)).toBe(200);
    await until(() => expect(receiver.taken.length).toBeGreaterThanOrEqual(refused + 1 + posted));
    const texts = await (await fetch(`${relay.url}/v1/sessions/talk/transcript.txt`)).text();
    expect(texts.trimEnd().split('\n')).toHaveLength(refused + 1 + posted);
    expect(await relay.end()).toBe(0);
  });

  it('with a webhook: how far it came is kept, or not, and ends nothing', async () => {
    const disk = makeSmallDisk(16);
    const receiver = await startReceiver();
    const relay = await startOn(disk, receiver);
    expect(await postStatus(relay, 'first', 'x')).toBe(200);
    // The log has room of its own left; how far the webhook came in each new session needs more.
    fill(disk.folder);
    const sessions = Array.from({ length: 100 }, (_, n) => `s${n}`);
    for (const session of sessions) expect(await postStatus(relay, session, 'x')).toBe(200);
    await until(() => expect(sessions.flatMap((session) => receiver.told(session))).toHaveLength(200));
    expect(relay.child.exitCode).toBeNull();
    expect((await fetch(`${relay.url}/readyz`)).status).toBe(200);
  });

  it('with a webhook: the relay starts again', async () => {
    const disk = makeSmallDisk(12);
    const receiver = await startReceiver();
    const first = await startOn(disk, receiver);
    const refused = await sayUntilFull(await present(first));
    await first.end('SIGKILL');
    const second = await startOn(disk, receiver);
    const viewer = connectWire(second.url, 'talk');
    await viewer.first();
    expect(viewer.joined().lines.at(-1)?.seq).toBe(refused - 1);
  });

  it('at the first start: leaves nothing half written, and the next start works', async () => {
    const disk = makeSmallDisk(1);
    fill(disk.folder);
    await expect(startRelayProcess({ data: disk.folder })).rejects.toThrow(/ENOSPC|no space/i);
    expect(existsSync(join(disk.folder, 'secret'))).toBe(false);
    disk.resize(32);
    const relay = await startOn(disk);
    expect((await present(relay)).isOpen()).toBe(true);
  });
});

describe.skipIf(!canMakeDisks)('a disk that takes no writes', () => {
  it('is named at start, with what to do', async () => {
    const disk = makeSmallDisk(8, 'ro');
    await expect(startRelay({ data: disk.folder })).rejects.toThrow(
      new RegExp(`${disk.folder}.*(EROFS|read-only)`),
    );
    expect(readdirSync(disk.folder)).toEqual([]);
  });
});
