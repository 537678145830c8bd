// `captionwire serve --webhook`, and the receiver of docs/webhooks.md as it stands there.
import { spawn } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { startRelayProcess } from '../helpers/relay-process.ts';
import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { startReceiver, webhookSecret } from '../helpers/webhook-receiver.ts';

const lines = Array.from({ length: 40 }, (_, at) => `line ${at}`);

/** Posts text into session `talk`. */
async function say(relayUrl: string, token: string, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/plain' };
  const answer = await fetch(`${relayUrl}/v1/sessions/talk/captions`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
}

test('a relay that is killed while it delivers loses no event, in order', async () => {
  const data = testFolder();
  const receiver = await startReceiver();
  const start = async () => {
    const relay = await startRelayProcess({
      data,
      parameters: ['--webhook', receiver.url, '--webhook-allow', '127.0.0.0/8'],
      env: { CAPTIONWIRE_WEBHOOK_SECRET: webhookSecret },
    });
    onTestFinished(async () => void (await relay.end('SIGKILL')));
    return relay;
  };
  const first = await start();
  await say(first.url, (await first.invite('talk')).token, lines.join('\n'));
  await until(() => expect(receiver.taken.length).toBeGreaterThan(3));
  await first.end('SIGKILL');
  await start();
  await until(() => expect(receiver.told().at(-1)).toBe(`line.finished: ${lines.at(-1)}`));
  const ids = new Set<string>();
  const once = receiver.taken.filter(({ id }) => !ids.has(id) && ids.add(id));
  expect(once.map(({ data }) => data.record?.['text'])).toEqual([undefined, ...lines]);
});

test('the receiver of docs/webhooks.md takes what is sent, and refuses what is not from the relay', async () => {
  const folder = testFolder();
  const [, code = ''] = /^```js\n(.*?)^```$/ms.exec(readFileSync('docs/webhooks.md', 'utf8')) ?? [];
  writeFileSync(join(folder, 'receiver.mjs'), code.replace('.listen(3000)', '.listen(0)'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  // Says where it listens, which the page's receiver need not.
  const tellPort = `
    import { Server } from 'node:net';
    const { listen } = Server.prototype;
    Server.prototype.listen = function (...where) {
      return listen.apply(this, where).once('listening', () => console.log('port', this.address().port));
    };`;
  writeFileSync(join(folder, 'tell-port.mjs'), tellPort);
  const child = spawn(process.execPath, ['--import', './tell-port.mjs', 'receiver.mjs'], {
    cwd: folder,
    env: { ...process.env, WEBHOOK_SECRET: webhookSecret },
  });
  onTestFinished(() => void child.kill());
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const port = await until(() => {
    const found = /port (\d+)/.exec(printed)?.[1];
    if (!found) throw new Error('the receiver does not listen');
    return found;
  });
  const url = `http://127.0.0.1:${port}/`;
  const relay = await startRelay({
    webhooks: { urls: [url], secret: webhookSecret, allow: ['127.0.0.0/8'] },
  });
  await say(relay.url, await relay.invite({ session: 'talk', role: 'presenter' }), 'Good morning');
  await until(() => expect(printed).toContain('talk: Good morning\n'));
  const forged = await fetch(url, { method: 'POST', headers: { 'webhook-id': 'x' }, body: '{}' });
  expect(forged.status).toBe(400);
});
