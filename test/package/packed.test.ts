// The packed file, installed into an empty project: every export and the command work, and nothing needless is in it.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startRelayProcess, temporaryFolder } from '../helpers/relay-process.ts';

const run = promisify(execFile);

type Packed = { readonly filename: string; readonly files: readonly { readonly path: string }[] };

describe('the packed package', () => {
  const folder = temporaryFolder();
  const project = join(folder.path, 'project');
  let packed: Packed;
  let installWarnings = '';

  /** Runs a module in the project, as its user would. */
  async function runModule(source: string): Promise<string> {
    writeFileSync(join(project, 'user.mjs'), source);
    return (await run(process.execPath, ['user.mjs'], { cwd: project })).stdout.trim();
  }

  beforeAll(async () => {
    // The build is there already (see helpers/built.ts); packing must not make it anew under other tests.
    const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder.path];
    const { stdout } = await run('npm', pack, { maxBuffer: 16 * 1024 * 1024 });
    const listed = JSON.parse(stdout) as Packed[] | Record<string, Packed>;
    packed = Object.values(listed)[0] as Packed;
    await run('mkdir', [project]);
    writeFileSync(join(project, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
    const tarball = join(folder.path, packed.filename);
    const install = ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball];
    installWarnings = (await run('npm', install, { cwd: project })).stderr;
  });
  afterAll(() => folder.remove());

  test('holds what a user needs and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    const tops = new Set(paths.map((path) => path.split('/')[0]));
    expect([...tops].sort()).toEqual([
      'ARCHITECTURE.md',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'PROTOCOL.md',
      'README.md',
      'SECURITY.md',
      'demo',
      'dist',
      'docs',
      'package.json',
    ]);
    expect(paths).toContain('dist/browser/widget.js.br');
    expect(paths).toContain('demo/film.webm');
    expect(paths.filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))).toEqual([]);
    expect(paths.filter((path) => /make-film|\.test\.|(^|\/)film\//.test(path))).toEqual([]);
  });

  test('gives the widget: mount, and the element by ./define', async () => {
    const source = `
      import { mount } from 'captionwire';
      await import('captionwire/define');
      console.log(typeof mount);`;
    expect(await runModule(source)).toBe('function');
  });

  test('gives protocol, relay and client, which carry a line across', async () => {
    const source = `
      import {
        createPoster, createPresenter, createViewer, createWebSocketTransport, newId,
      } from 'captionwire/client';
      import { isSessionName, cleanText } from 'captionwire/protocol';
      import { createRelay } from 'captionwire/relay';
      import { WebSocket } from 'ws';
      const transport = createWebSocketTransport(WebSocket);
      const relayServer = await createRelay({ port: 0 });
      const relay = await relayServer.listen();
      const token = await relayServer.invite({ session: 'talk', role: 'presenter' });
      const presenter = createPresenter({ relay, session: 'talk', token, transport });
      const line = await new Promise((resolve) => {
        createViewer({ relay, session: 'talk', transport, onChange(change) {
          if (change.type === 'snapshot') presenter.publish({ type: 'line', id: newId(), rev: 1, text: cleanText('Hello') });
          if (change.type === 'added') resolve(change.line);
        } });
      });
      const posted = await createPoster({ relay, session: 'talk', token }).captions({ text: 'Goodbye' });
      console.log(line.text, line.seq, isSessionName('talk'), posted.records[0].seq);
      await relayServer.close();
      process.exit(0);`;
    expect(await runModule(source)).toBe('Hello 1 true 2');
  });

  test('gives tokens, which a relay with the same secret takes', async () => {
    const source = `
      import { createPoster } from 'captionwire/client';
      import { createRelay } from 'captionwire/relay';
      import { consoleLink, createTokens } from 'captionwire/tokens';
      const secret = 'a secret that is long enough to sign with';
      const relayServer = await createRelay({ port: 0, secret });
      const relay = await relayServer.listen();
      const token = await createTokens(secret).sign({ session: 'talk', role: 'presenter' });
      const posted = await createPoster({ relay, session: 'talk', token }).captions({ text: 'Hello' });
      console.log(posted.records[0].seq, consoleLink(relay, 'talk', token).endsWith(token));
      await relayServer.close();`;
    expect(await runModule(source)).toBe('1 true');
  });

  test('gives the audit, with each check alone', async () => {
    const source = `
      import { allChecks, audit, contrast } from 'captionwire/audit';
      console.log(typeof audit, allChecks.includes(contrast));`;
    expect(await runModule(source)).toBe('function true');
  });

  test('runs its command', async () => {
    const bin = join(project, 'node_modules', '.bin', 'captionwire');
    expect((await run(bin, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const env = { ...process.env, CAPTIONWIRE_SECRET: 'a secret that is long enough to sign with' };
    const invited = await run(bin, ['invite', 'talk', '--json'], { env });
    expect(JSON.parse(invited.stdout)).toMatchObject({ session: 'talk', role: 'presenter' });
  });

  test('runs the audit’s step of both workflows in docs/audit.md, and leaves what the steps after it take up', async () => {
    const workflows = readFileSync('docs/audit.md', 'utf8');
    const steps = [...workflows.matchAll(/(npx --yes captionwire audit \S+ --out captions)$/gm)].map(
      ([, step = '']) => step,
    );
    expect(steps).toHaveLength(2);
    const relay = await startRelayProcess({ parameters: ['--demo'] });
    try {
      for (const step of new Set(steps)) {
        const page = `${relay.url}/demo/support.html`;
        const command = `${step.replace(/http\S+/, page)} --states idle,finished --views wide`;
        await run('bash', ['-ec', command], { cwd: project });
      }
    } finally {
      await relay.end();
    }
    const taken = [...workflows.matchAll(/: captions\/(audit\.\w+)$/gm)].map(([, file = '']) => file);
    expect(taken.toSorted()).toEqual(['audit.sarif', 'audit.xml']);
    expect(readdirSync(join(project, 'captions'))).toEqual(expect.arrayContaining(taken));
  });

  test('has types for every export', async () => {
    const source = `
      import { mount } from 'captionwire';
      import 'captionwire/define';
      import { createViewer, type SessionView } from 'captionwire/client';
      import { type Line, limits } from 'captionwire/protocol';
      import { createRelay, type Relay } from 'captionwire/relay';
      import { createTokens, type SiteTokens, type TokenRequest } from 'captionwire/tokens';
      import { audit, type Check, targetSize } from 'captionwire/audit';
      export const alone: readonly Check[] = [targetSize];
      export const found = (page: Parameters<typeof audit>[0]) => audit(page, { checks: alone, axe: false });
      export const text = (line: Line): string => line.text;
      export const view: SessionView = createViewer({ relay: 'https://relay.example', session: 'talk' }).view();
      export const relay: Promise<Relay> = createRelay({ port: 0 });
      export const request: TokenRequest = { session: 'talk', role: 'viewer', replies: true, ttlS: 60 };
      export const tokens = (secret: string): SiteTokens => createTokens(secret);
      export const most: number = limits.textCodePoints;
      export const handle = mount({ session: 'talk' });`;
    writeFileSync(join(project, 'user.ts'), source);
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck'];
    const tsc = join(process.cwd(), 'node_modules', '.bin', 'tsc');
    const { stdout } = await run(tsc, [...options, 'user.ts'], { cwd: project });
    expect(stdout).toBe('');
  });

  test('brings nothing that asks for a newer Node than it does itself', () => {
    expect(installWarnings).not.toContain('EBADENGINE');
  });

  test('needs no install script to run', () => {
    // LMDB's binary comes inside a package for this platform.
    const scope = readdirSync(join(project, 'node_modules', '@lmdb'));
    expect(scope.length).toBeGreaterThan(0);
  });
});
