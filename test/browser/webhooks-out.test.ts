// `captionwire serve --webhook`, and the receiver of docs/webhooks.md as it stands there.
import { spawn } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { startRelayProcess, temporaryFolder } from '../helpers/relay-process.ts';
import { until } from '../helpers/until.ts';
import { startReceiver, webhookSecret } from '../helpers/webhook-receiver.ts';

const lines = Array.from({ length: 40 }, (_, at) => `line ${at}`);
const env = { CAPTIONWIRE_WEBHOOK_SECRET: webhookSecret };
const allowHere = ['--webhook-allow', '127.0.0.0/8'];

async function say(
  relay: { url: string; invite(session: string): Promise<Record<string, string>> },
  text: string,
) {
  const { token } = await relay.invite('talk');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/plain' };
  const answer = await fetch(`${relay.url}/v1/sessions/talk/captions`, {
    method: 'POST',
    headers,
    body: text,
  });
  expect(answer.status).toBe(200);
}

test('a relay that is killed while it delivers loses no event, in order', async () => {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const receiver = await startReceiver();
  const parameters = ['--webhook', receiver.url, ...allowHere];
  const first = await startRelayProcess({ data: folder.path, parameters, env });
  await say(first, lines.join('\n'));
  await until(() => expect(receiver.taken.length).toBeGreaterThan(3));
  await first.end('SIGKILL');
  const second = await startRelayProcess({ data: folder.path, parameters, env });
  onTestFinished(() => void second.end());
  await until(() => expect(receiver.told().at(-1)).toBe(`line.finished: ${lines.at(-1)}`), 20_000);
  const ids = new Set<string>();
  const once = receiver.taken.filter(({ id }) => !ids.has(id) && ids.add(id));
  expect(once.map(({ data }) => data.record?.['text'])).toEqual([undefined, ...lines]);
});

test('the receiver of docs/webhooks.md takes what is sent, and refuses what is not from the relay', async () => {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const [, code = ''] = /^```js\n(.*?)^```$/ms.exec(readFileSync('docs/webhooks.md', 'utf8')) ?? [];
  writeFileSync(join(folder.path, 'receiver.mjs'), code.replace('.listen(3000)', '.listen(0)'));
  symlinkSync(resolve('node_modules'), join(folder.path, 'node_modules'));
  // Says where it listens, which the page's receiver need not.
  const tellPort = `
    import { Server } from 'node:net';
    const { listen } = Server.prototype;
    Server.prototype.listen = function (...where) {
      return listen.apply(this, where).once('listening', () => console.log('port', this.address().port));
    };`;
  writeFileSync(join(folder.path, 'tell-port.mjs'), tellPort);
  const child = spawn(process.execPath, ['--import', './tell-port.mjs', 'receiver.mjs'], {
    cwd: folder.path,
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
  const relay = await startRelayProcess({
    data: folder.path,
    parameters: ['--webhook', url, ...allowHere],
    env,
  });
  onTestFinished(() => void relay.end());
  await say(relay, 'Good morning');
  await until(() => expect(printed).toContain('talk: Good morning\n'));
  const forged = await fetch(url, { method: 'POST', headers: { 'webhook-id': 'x' }, body: '{}' });
  expect(forged.status).toBe(400);
});
