// Links that open where they are sent to: `invite` makes them of what `serve` was started with.
import { afterAll, expect, onTestFinished, test } from 'vitest';

import { captionwire, startRelayProcess, temporaryFolder } from '../helpers/relay-process.ts';

const { path: folder, remove: removeFolder } = temporaryFolder();
afterAll(removeFolder);

async function serve(data: string, ...parameters: string[]) {
  const relay = await startRelayProcess({ data, parameters });
  onTestFinished(async () => void (await relay.end()));
  return relay;
}
const invite = (data: string, ...more: string[]) =>
  captionwire(['invite', 'town-hall', '--data', data, ...more]);

test('links lead to the port on which the relay was started, and say that no other machine can open them', async () => {
  const data = `${folder}/local`;
  const relay = await serve(data);
  const { stdout, stderr } = await invite(data, '--name', 'Maya', '--role', 'owner', '--ttl', '2h');
  expect(stdout).toMatch(/^Owner of town-hall \(Maya\), until .*\d/);
  expect(stdout).toContain(`Owner’s console\n  ${relay.url}/console#session=town-hall&token=`);
  expect(stdout).toContain(`${relay.url}/s/town-hall`);
  expect(stderr).toMatch(/^These links work on this machine only\..*--public-url/);
});

test('the public address is in links, may connect, and is kept for the next start', async () => {
  const data = `${folder}/public`;
  const address = 'https://captions.example.org';
  const first = await serve(data, '--public-url', `${address}/`);
  expect(first.stdout()).toMatch(/People reach it at +https:\/\/captions\.example\.org\n/);
  for (const start of [first, undefined]) {
    const relay = start ?? (await serve(data));
    const { stdout, stderr } = await invite(data, '--role', 'viewer');
    expect(stdout).toContain(`Viewer page\n  ${address}/s/town-hall#token=`);
    expect(stderr).toBe('');
    const answer = await fetch(`${relay.url}/v1/sessions/town-hall/transcript.json`, {
      headers: { origin: address },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe(address);
    await relay.end();
  }
  const elsewhere = await invite(data, '--relay', 'http://192.0.2.7:9000');
  expect(elsewhere.stdout).toContain('http://192.0.2.7:9000/console#');
  expect(elsewhere.stderr).toBe('');
});

test('the first rows of a relay tell its operator what it does', async () => {
  const data = `${folder}/summary`;
  const relay = await serve(data, '--private', '--retention', '7d', '--trust-proxy', '10.0.0.0/8');
  await expect.poll(() => relay.stdout().trim().split('\n')).toHaveLength(6);
  const [, ...rows] = relay.stdout().trim().split('\n');
  expect(rows.map((row) => row.trim().replace(/ {2,}/, ': '))).toEqual([
    `People reach it at: ${relay.url} (this machine only; see --public-url)`,
    `Lines are kept: for 7 days in ${data}`,
    'Viewers: need a token',
    'Pages may be on: localhost',
    'Trusted proxies: 10.0.0.0/8',
  ]);
});

test('an address that is none is refused with what is expected', async () => {
  const { code, stderr } = await captionwire(['serve', '--memory', '--public-url', 'captions']);
  expect(code).toBe(2);
  expect(stderr).toContain('https://captions.example.org');
});
