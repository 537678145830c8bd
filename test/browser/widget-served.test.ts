// What a customer's page gets when it asks for the script, and what the relay's own pages are served with.
import { get } from 'node:http';

import { describe, expect } from 'vitest';

import { pageTest } from '../helpers/page-test.ts';

type Ask = (headers?: Record<string, string>) => Promise<Response>;

const base = pageTest();

describe.for(['/widget.js', '/widget/events-transport.js'])('%s', (path) => {
  const test = base.extend(
    'ask',
    ({ relay }): Ask =>
      (headers = {}) =>
        fetch(relay.url + path, { headers }),
  );

  test('is JavaScript that pages of any origin may load', async ({ ask }) => {
    const { status, headers } = await ask();
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('comes with brotli where the browser takes it, and plain where it does not', async ({ ask }) => {
    const packed = await ask({ 'accept-encoding': 'br' });
    const plain = await ask({ 'accept-encoding': 'identity' });
    expect(packed.headers.get('content-encoding')).toBe('br');
    expect(packed.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(packed.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
    expect(await packed.text()).toBe(await plain.text());
  });

  test('is not sent again to a browser that has it', async ({ ask, relay }) => {
    const { headers } = await ask();
    const etag = headers.get('etag') as string;
    expect(etag).toBeTruthy();
    // `fetch` asks caches to stay out of the way when a header like this is set by hand; a browser's cache does not.
    const status = await new Promise((resolve, reject) => {
      get(relay.url + path, { headers: { 'if-none-match': etag } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).on('error', reject);
    });
    expect(status).toBe(304);
  });
});

describe('the relay’s pages', () => {
  base.for(['/', '/s/talk', '/console', '/demo/support.html', '/demo/video.html'])(
    '%s is HTML under a policy that allows no inline script or style',
    async (path, { relay }) => {
      const { status, headers } = await fetch(relay.url + path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/i);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
    },
  );

  base.for([
    ['/nothing', 404, 'not-found'],
    ['/demo/../package.json', 404, 'not-found'],
    ['/s/no.such.name', 400, 'session-name'],
    ['/%E0%A4%A', 400, 'invalid'],
  ] as const)('%s is answered with a problem document: %i %s', async ([path, status, code], { relay }) => {
    const answer = await fetch(relay.url + path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({ status, code, type: `/problems/${code}` });
  });

  base('/healthz says that the relay lives', async ({ relay }) => {
    expect(await (await fetch(`${relay.url}/healthz`)).json()).toEqual({ status: 'ok' });
  });
});
