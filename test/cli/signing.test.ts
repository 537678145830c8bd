// Signing from a command: what `invite` gives opens the relay that shares its secret, and the links keep tokens safe.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { signToken } from '../../cli/signing.ts';
import { consoleLink, isLocalOnly, scriptTag, shortAddress, viewerLink } from '../../protocol/links.ts';
import { secretOfFolder } from '../../relay/auth/secret.ts';
import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { connectWire } from '../helpers/wire.ts';

afterEach(() => void vi.unstubAllEnvs());

const presenter = { session: 'talk', role: 'presenter', ttlS: 60 } as const;

describe('a token signed by a command', () => {
  it('opens the relay of the same data folder', async () => {
    const data = testFolder();
    const relay = await startRelay({ data });
    const token = await signToken({ data }, presenter);
    expect(await connectWire(relay.url, 'talk', { token }).first()).toMatchObject({ role: 'presenter' });
  });

  it('is not made where no relay has its data: it would open none', async () => {
    const data = testFolder();
    await expect(signToken({ data }, presenter)).rejects.toThrow(`no relay has its data in ${data}`);
    expect(readdirSync(data)).toEqual([]);
  });

  it('is signed with CAPTIONWIRE_SECRET where there is one', async () => {
    const secret = 'a secret of more than thirty-two bytes';
    vi.stubEnv('CAPTIONWIRE_SECRET', secret);
    const token = await signToken({ data: testFolder() }, presenter);
    const relay = await startRelay({ secret });
    expect(await connectWire(relay.url, 'talk', { token }).first()).toMatchObject({ role: 'presenter' });
  });
});

describe('the secret', () => {
  it('is made once, long, and for its owner’s eyes only', async () => {
    const data = join(testFolder(), 'new', 'folder');
    secretOfFolder(data, { create: true });
    const path = join(data, 'secret');
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(/^[0-9a-f]{64}\n$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    secretOfFolder(data, { create: true });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('that is too short or cannot be read is named', async () => {
    const data = testFolder();
    writeFileSync(join(data, 'secret'), 'short');
    await expect(signToken({ data }, presenter)).rejects.toThrow(join(data, 'secret'));
    vi.stubEnv('CAPTIONWIRE_SECRET', 'short');
    await expect(signToken({ data }, presenter)).rejects.toThrow('CAPTIONWIRE_SECRET has 5 bytes');
  });
});

describe('links', () => {
  it('carry a token in the fragment, which never reaches a server', () => {
    for (const link of [
      viewerLink('https://r', 'talk', 'a.b.c'),
      consoleLink('https://r', 'talk', 'a.b.c'),
    ]) {
      const { hash, href } = new URL(link);
      expect(hash).toContain('token=a.b.c');
      expect(href.replace(hash, '')).not.toContain('a.b.c');
    }
    expect(viewerLink('https://r', 'talk')).toBe('https://r/s/talk');
  });

  it.each([
    ['http://localhost:8080', true],
    ['http://relay.localhost', true],
    ['http://127.0.0.1:8080', true],
    ['http://[::1]:8080', true],
    ['http://192.0.2.7:8080', false],
    ['https://localhost.example.org', false],
    ['https://127.0.0.1.example.org', false],
  ])('say whether only one machine can open them: %s', (relay, isLocal) => {
    expect(isLocalOnly(viewerLink(relay, 'talk'))).toBe(isLocal);
  });

  it('are shortened to what people must type', () => {
    expect(shortAddress('https://captions.example.org/s/talk')).toBe('captions.example.org/s/talk');
    expect(shortAddress('http://192.0.2.7:8080/s/talk')).toBe('http://192.0.2.7:8080/s/talk');
  });

  it('and the script tag name relay and session', () => {
    expect(scriptTag('https://r', 'talk')).toBe(
      '<script async src="https://r/widget.js" data-session="talk"></script>',
    );
    expect(scriptTag('https://r', 'talk', 'a.b.c')).toContain(' data-token="a.b.c"');
  });
});
