// What was said in a private session is nobody's on the same machine but the relay's, and a secret is there whole or not
// at all.
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { secretOfFolder } from '../../relay/auth/secret.ts';
import { writeOnce } from '../../relay/private-files.ts';
import { runScript } from '../helpers/child-script.ts';
import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { webhookSecret } from '../helpers/webhook-receiver.ts';

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const modesIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(join(folder, name))]));

it('keeps its folder and every file in it from other users', async () => {
  const data = join(testFolder(), 'data');
  const relay = await startRelay({ data, webhooks: { urls: ['https://example.org'] } });
  const presenter = await relay.present('talk');
  presenter.say(1, 'private');
  await presenter.next('ack');
  expect(modeOf(data)).toBe('700');
  expect(modesIn(data)).toEqual({
    'log.lmdb': '600',
    'log.lmdb-lock': '600',
    secret: '600',
    'store.json': '600',
    'webhook-secret': '600',
    'webhooks.lmdb': '600',
    'webhooks.lmdb-lock': '600',
  });
});

it('takes the access of others from the folder of an older relay', async () => {
  const data = join(testFolder(), 'data');
  const before = await startRelay({ data });
  await before.close();
  for (const path of [data, join(data, 'log.lmdb')]) chmodSync(path, 0o755);
  await startRelay({ data });
  expect([modeOf(data), modeOf(join(data, 'log.lmdb'))]).toEqual(['700', '600']);
});

it('leaves the mode of a folder that has other things in it', async () => {
  const data = join(testFolder(), 'shared');
  mkdirSync(data);
  chmodSync(data, 0o755);
  writeFileSync(join(data, 'notes.txt'), 'of somebody else');
  await startRelay({ data, secret: webhookSecret });
  expect([modeOf(data), modeOf(join(data, 'log.lmdb'))]).toEqual(['755', '600']);
});

it('makes one secret however many processes ask for it, and leaves nothing beside it', () => {
  const folder = testFolder();
  const [one, other] = [0, 1].map(() => secretOfFolder(folder, { create: true }));
  expect(one).toEqual(other);
  const path = join(folder, 'secret');
  const before = readFileSync(path, 'utf8');
  expect(writeOnce(path, 'another')).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe(before);
  expect(readdirSync(folder)).toEqual(['secret']);
});

it.runIf(process.platform === 'linux')(
  'leaves no empty secret behind where the disk is full, so that the next start works',
  async () => {
    const folder = testFolder();
    const child = await runScript('test/relay/secret-maker.ts', [folder], testFolder());
    let told = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (told += text));
    await once(child, 'close');
    expect(JSON.parse(told)).toEqual([
      { made: 'EFBIG', files: [] },
      { made: '64 bytes', files: ['secret'] },
    ]);
  },
);
