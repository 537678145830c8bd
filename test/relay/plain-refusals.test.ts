// Refusals that the libraries below the relay would give in words of their own, or without any: they are problem documents
// like all others.
import { describe, expect, it } from 'vitest';

import { connectRaw } from '../helpers/raw-request.ts';
import { startRelay } from '../helpers/running-relay.ts';

async function answerTo(
  lines: string[],
): Promise<{ status: number; type: string | undefined; problem: object }> {
  const relay = await startRelay();
  const raw = await connectRaw(relay.url);
  raw.send(`${lines.join('\r\n')}\r\n\r\n`);
  const answer = await raw.closed();
  expect(relay.failures).toEqual([]);
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]),
    type: /^content-type: (.*)$/im.exec(answer)?.[1],
    problem: JSON.parse(answer.slice(answer.indexOf('{'))) as object,
  };
}

const document = (status: number) => ({
  status,
  type: 'application/problem+json',
  problem: expect.objectContaining({ status, code: 'invalid', type: '/problems/invalid' }),
});

describe('a request', () => {
  it('without a host is refused with a problem document', async () => {
    expect(await answerTo(['GET /healthz HTTP/1.1', 'Connection: close'])).toEqual(document(400));
  });

  it('of HTTP/1.0 needs none', async () => {
    const relay = await startRelay();
    const raw = await connectRaw(relay.url);
    raw.send('GET /healthz HTTP/1.0\r\n\r\n');
    expect(await raw.closed()).toContain('200 OK');
  });

  it('that expects what nobody knows is refused with a problem document', async () => {
    expect(await answerTo(['GET /healthz HTTP/1.1', 'Host: relay', 'Expect: a miracle'])).toEqual(
      document(417),
    );
  });
});

describe('an upgrade to a stream that is there', () => {
  const key = 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
  const version = 'Sec-WebSocket-Version: 13';

  it.each<[string, string, string[]]>([
    ['another method than GET', 'POST', [key, version]],
    ['a key that is none', 'GET', ['Sec-WebSocket-Key: short', version]],
    ['no key', 'GET', [version]],
    ['a version that nobody speaks', 'GET', [key, 'Sec-WebSocket-Version: 12']],
  ])('with %s is refused with a problem document', async (_, method, headers) => {
    const lines = [
      `${method} /v1/sessions/talk/live HTTP/1.1`,
      'Host: relay',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Protocol: captionwire.v1',
      ...headers,
    ];
    expect(await answerTo(lines)).toEqual(document(400));
  });
});
