// How an owner makes tokens for others of the same session, and who may not.
import { describe, expect, it } from 'vitest';

import { closeCodes } from '../../protocol/codes.ts';
import { ingestLink } from '../../protocol/links.ts';
import { type RunningRelay, startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { connectWire } from '../helpers/wire.ts';

async function ask(relay: RunningRelay, body: unknown, token?: string, session = 'talk') {
  const answer = await fetch(`${relay.url}/v1/sessions/${session}/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, unknown>,
  };
}

describe('an owner', () => {
  it.each(['viewer', 'presenter'] as const)(
    'makes a token for a %s, which opens a private session',
    async (role) => {
      const relay = await startRelay({ private: true });
      const owner = await relay.invite({ session: 'talk', role: 'owner' });
      const { status, headers, body } = await ask(relay, { role, name: ' Maya ', ttlS: 3600 }, owner);
      expect(status).toBe(201);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(body).toEqual({ token: expect.any(String), role, expiresAt: expect.any(Number) });
      expect(Math.abs((body.expiresAt as number) - Date.now() - 3_600_000)).toBeLessThan(10_000);
      const wire = await relay.view('talk', { token: body.token as string });
      expect(wire.joined()).toMatchObject({ role, expiresAt: body.expiresAt });
    },
  );

  it('makes a token for a captioning tool, which publishes and opens nothing', async () => {
    const relay = await startRelay();
    const owner = await relay.invite({ session: 'talk', role: 'owner' });
    const { status, body } = await ask(relay, { role: 'tool' }, owner);
    expect({ status, role: body.role }).toEqual({ status: 201, role: 'tool' });
    const viewer = await relay.view('talk');
    const url = ingestLink(relay.url, 'teams', 'talk', body.token as string);
    expect((await fetch(url, { method: 'POST', body: 'Hello' })).status).toBe(200);
    await until(() => expect(viewer.texts()).toEqual(['Hello']));
    const wire = connectWire(relay.url, 'talk', { token: body.token as string });
    expect(await wire.closed()).toMatchObject({ code: closeCodes.forbidden });
  });

  it('makes none for another owner, for an odd time, or from an odd body', async () => {
    const relay = await startRelay();
    const owner = await relay.invite({ session: 'talk', role: 'owner' });
    const long = { role: 'viewer', name: 'x'.repeat(81) };
    expect((await ask(relay, long, owner)).body).toMatchObject({ code: 'text-too-long' });
    for (const [body, field] of [
      [{ role: 'owner' }, 'role'],
      [{ role: 'viewer', ttlS: 59 }, 'ttlS'],
      [{ role: 'viewer', ttlS: 31 * 24 * 3600 }, 'ttlS'],
      [[], 'the body'],
    ] as const) {
      const answer = await ask(relay, body, owner);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
      expect(answer.body.detail).toContain(`${field} does not fit`);
    }
    expect(await ask(relay, '{', owner)).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect(await ask(relay, { role: 'viewer', name: 'x'.repeat(9_000) }, owner)).toMatchObject({
      status: 413,
    });
  });
});

describe('a token', () => {
  it.each(['viewer', 'presenter'] as const)('is not made by a %s', async (role) => {
    const relay = await startRelay();
    const token = await relay.invite({ session: 'talk', role });
    const answer = await ask(relay, { role: 'viewer' }, token);
    expect(answer).toMatchObject({ status: 403, body: { code: 'role-forbidden' } });
  });

  it('is not made without one, by a forged one, or by the owner of another session', async () => {
    const relay = await startRelay();
    const other = await relay.invite({ session: 'other', role: 'owner' });
    for (const token of [undefined, 'a.b.c', other]) {
      expect(await ask(relay, { role: 'viewer' }, token)).toMatchObject({
        status: 401,
        body: { code: 'token' },
      });
    }
    expect(await ask(relay, { role: 'viewer' }, other, 'a%20b')).toMatchObject({ status: 400 });
  });
});

it('a page of an allowed origin may ask, and no other', async () => {
  const relay = await startRelay({ origins: ['https://desk.example'] });
  const url = `${relay.url}/v1/sessions/talk/tokens`;
  const preflight = (origin: string) => fetch(url, { method: 'OPTIONS', headers: { origin } });
  const allowed = await preflight('https://desk.example');
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get('access-control-allow-methods')).toBe('POST');
  expect((await preflight('https://evil.example')).status).toBe(403);
});
