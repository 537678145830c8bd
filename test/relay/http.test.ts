// The relay over HTTP: health, pages, problem documents, and the headers that keep pages safe.
import { describe, expect, it } from 'vitest';

import { startRelay, type RunningRelay } from '../helpers/running-relay.ts';

async function get(relay: RunningRelay, path: string, init: RequestInit = {}) {
  const response = await fetch(relay.url + path, init);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

describe('health', () => {
  it('says that the relay lives, and is never cached', async () => {
    const { status, headers, body } = await get(await startRelay(), '/healthz');
    expect({ status, body: JSON.parse(body) as unknown }).toEqual({ status: 200, body: { status: 'ok' } });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('answers HEAD as well', async () => {
    const { status, body } = await get(await startRelay(), '/healthz', { method: 'HEAD' });
    expect({ status, body }).toEqual({ status: 200, body: '' });
  });
});

describe('every page', () => {
  it.each(['/', '/s/talk', '/healthz', '/nowhere'])(
    '%s may load from the relay only, run no script of a text, and be put into no frame',
    async (path) => {
      const { headers } = await get(await startRelay(), path);
      const policy = headers.get('content-security-policy') ?? '';
      const directives = policy.split(';').map((text) => text.trim());
      expect(directives).toContain("default-src 'none'");
      expect(directives).toContain("script-src 'self'");
      expect(directives).toContain("frame-ancestors 'none'");
      expect(directives).toContain("base-uri 'none'");
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    },
  );

  it.each(['/', '/s/talk'])(
    '%s has no script or style of its own that the policy would stop',
    async (path) => {
      const { body } = await get(await startRelay({ demo: true }), path);
      expect(body.replace(/&lt;script.*?&lt;\/script&gt;/g, '')).not.toMatch(
        /<script(?![^>]*\ssrc=)|<style|\son\w+=|style=/,
      );
    },
  );
});

describe('the start page', () => {
  it('has the script tag to copy, with the address the relay was reached at', async () => {
    const relay = await startRelay();
    const { status, headers, body } = await get(relay, '/');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(body).toContain(
      `&lt;script async src=&quot;${relay.url}/widget.js&quot; data-session=&quot;town-hall&quot;`,
    );
    expect(body).not.toContain('/demo/');
  });

  it('leads to the demo pages where there are some', async () => {
    const { body } = await get(await startRelay({ demo: true }), '/');
    for (const link of ['/demo/video.html', '/demo/customer.html', '/demo/support.html', '/s/talk'])
      expect(body).toContain(`href="${link}"`);
  });
});

describe('the viewer page', () => {
  it.each(['a%20b', 'a.b', '%3Cscript%3E', 'x'.repeat(65), 'ä', ''])(
    'of a session named %j is a problem',
    async (name) => {
      const { status, headers, body } = await get(await startRelay(), `/s/${name}`);
      expect(status).toBe(400);
      expect(headers.get('content-type')).toBe('application/problem+json');
      expect(JSON.parse(body)).toMatchObject({
        type: '/problems/session-name',
        status: 400,
        code: 'session-name',
      });
    },
  );
});

describe('what is not there', () => {
  it.each(['/nowhere', '/s', '/s/a/b', '/v1/sessions/talk', '/console/assets/none.js', '/demo/video.html'])(
    '%s is a problem document with 404',
    async (path) => {
      const { status, headers, body } = await get(await startRelay(), `${path}?token=secret`);
      expect(status).toBe(404);
      expect(headers.get('content-type')).toBe('application/problem+json');
      const problem = JSON.parse(body) as Record<string, unknown>;
      expect(problem).toMatchObject({
        type: '/problems/not-found',
        title: 'Not Found',
        status: 404,
        code: 'not-found',
      });
      expect(problem.detail).toContain(path);
      expect(body).not.toContain('secret');
    },
  );

  it.each([
    '/..%2f..%2fpackage.json',
    '/demo/..%2fpackage.json',
    '/pages/%2e%2e/%2e%2e/package.json',
    '/demo/.%00',
  ])('%s leads to no file', async (path) => {
    const { status, headers } = await get(await startRelay({ demo: true }), path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(headers.get('content-type')).toBe('application/problem+json');
  });

  it('is a problem for a malformed address too', async () => {
    const { status, headers } = await get(await startRelay(), '/s/%zz');
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/problem+json');
  });
});
