// Malformed input: an answer that names the field, a connection that goes on, and a relay that nothing stops.
import { request } from 'node:http';
import { connect } from 'node:net';

import { describe, expect, it } from 'vitest';

import { relayLimits } from '../../protocol/limits.ts';
import { startRelay, type RunningRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { connectWire } from '../helpers/wire.ts';

async function goesOn(relay: RunningRelay): Promise<void> {
  const viewer = await relay.view('goes-on');
  const presenter = await relay.present('goes-on');
  presenter.say(1, 'still here');
  await presenter.next('ack');
  await until(() => expect(viewer.texts()).toEqual(['still here']));
}

const line = { type: 'line', id: 'a', rev: 1, text: 'x' };
const publish = (record: unknown, more: object = {}) => ({ type: 'publish', n: 1, record, ...more });

describe('a frame', () => {
  it.each<[string, unknown, string]>([
    ['no message', 7, 'type'],
    ['nothing', null, 'type'],
    ['a list', [], 'type'],
    ['no type', { publisher: 'p' }, 'type'],
    ['an unknown type', { type: 'shout' }, 'type'],
    ['a type of every object', { type: 'constructor' }, 'type'],
    ['a publisher that is missing', { type: 'hello' }, 'publisher'],
    ['a field too many', { type: 'hello', publisher: 'p', color: 'red' }, 'color'],
    ['a prototype', JSON.parse('{"type":"hello","publisher":"p","__proto__":{"a":1}}'), '__proto__'],
    ['a number that is missing', { type: 'publish', record: line }, 'n'],
    ['number 0', publish(line, { n: 0 }), 'n'],
    ['no record', publish(undefined), 'record'],
    ['a record that is none', publish('x'), 'record'],
    ['an unknown record', publish({ ...line, type: 'shout' }), 'record.type'],
    ['a record without id', publish({ type: 'line', rev: 1, text: 'x' }), 'record.id'],
    ['revision 0', publish({ ...line, rev: 0 }), 'record.rev'],
    ['a text that is a number', publish({ ...line, text: 4 }), 'record.text'],
    ['a status without level', publish({ type: 'status', text: 'x' }), 'record.level'],
    ['a record with a field too many', publish({ ...line, color: 'red' }), 'record.color'],
    ['a language that is none', publish({ ...line, lang: '<b>' }), 'record.lang'],
    ['a kind that is none', publish({ ...line, kind: 'noise' }), 'record.kind'],
    ['a typing that is a word', { type: 'typing', typing: 'yes' }, 'typing'],
    ['a negative delta', { type: 'interim', id: 'a', rev: 1, keep: -1, add: '' }, 'keep'],
  ])('with %s gets an error that names the field', async (_, message, field) => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    presenter.raw(JSON.stringify(message));
    const error = await presenter.next('error');
    expect(error).toMatchObject({ code: 'invalid', field, message: expect.stringContaining(field) });
    presenter.say(1, 'goes on');
    await presenter.next('ack');
  });

  it('that is not JSON, or binary, gets an error, and the connection goes on', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    for (const data of ['', '{', '{"type":"hello"', 'hello', Buffer.from([1, 2, 3]), Buffer.from('{}')]) {
      presenter.raw(data);
      expect(await presenter.next('error')).toMatchObject({ code: 'malformed' });
    }
    presenter.say(1, 'goes on');
    await presenter.next('ack');
    expect(relay.failures).toEqual([]);
  });

  it('says which number it carried, which stays free', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    presenter.send(publish({ ...line, rev: 0 }));
    expect(await presenter.next('error')).toMatchObject({ n: 1 });
    presenter.say(1, 'goes on');
    expect(await presenter.next('ack')).toMatchObject({ n: 1, seq: 1 });
  });

  it('that is faulty for the twentieth time ends the connection with 4500', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    for (let fault = 1; fault < relayLimits.faultsPerConnection; fault++) presenter.raw('{');
    await until(() => expect(presenter.all('error')).toHaveLength(relayLimits.faultsPerConnection - 1));
    presenter.say(1, 'goes on');
    await presenter.next('ack');
    presenter.raw('{');
    presenter.say(2, 'too late');
    expect((await presenter.closed()).code).toBe(4500);
    await goesOn(relay);
    expect((await relay.view('talk')).joined().lines).toHaveLength(1);
  });

  it('that is too large ends the connection with 1009, for viewers earlier than for presenters', async () => {
    const relay = await startRelay();
    const [viewer, presenter] = [await relay.view('talk'), await relay.present('talk')];
    viewer.raw('x'.repeat(relayLimits.viewerFrameBytes + 1));
    expect((await viewer.closed()).code).toBe(1009);
    presenter.raw(' '.repeat(relayLimits.presenterFrameBytes));
    await presenter.next('error');
    presenter.raw('x'.repeat(relayLimits.presenterFrameBytes + 1));
    expect((await presenter.closed()).code).toBe(1009);
    await goesOn(relay);
  });

  it('that is not UTF-8 or not by the WebSocket protocol ends the connection, and no other', async () => {
    const relay = await startRelay();
    const [broken, rude] = [await relay.view('talk'), await relay.view('talk')];
    broken.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect((await broken.closed()).code).toBe(1007);
    (rude.socket as unknown as { _socket: { write(data: Buffer): void } })._socket.write(
      Buffer.from([0xf7, 0x80]),
    );
    expect((await rude.closed()).code).toBe(1002);
    await goesOn(relay);
  });
});

describe('an upgrade', () => {
  it.each(['a b', 'ä', 'a.b', 'x'.repeat(65), '%2e%2e', 'a;b', '', "a'b"])(
    'to a session named %j is refused with 400 and a problem document',
    async (name) => {
      const relay = await startRelay();
      const { status, type, problem } = await connectWire(relay.url, encodeURIComponent(name)).refusal();
      expect({ status, type }).toEqual({ status: 400, type: 'application/problem+json' });
      expect(problem).toMatchObject({
        type: '/problems/session-name',
        title: 'Bad Request',
        code: 'session-name',
      });
      expect(problem.detail).toContain('1 to 64');
      await goesOn(relay);
    },
  );

  it('that does not offer the subprotocol is refused with 400', async () => {
    const relay = await startRelay();
    for (const protocols of [[], ['graphql-ws'], ['bearer.x']]) {
      const { status, problem } = await connectWire(relay.url, 'talk', { protocols }).refusal();
      expect({ status, code: problem.code }).toEqual({ status: 400, code: 'subprotocol' });
      expect(problem.detail).toContain('captionwire.v1');
    }
    await goesOn(relay);
  });

  it.each(['/', '/v1/sessions/talk', '//', '/v1/sessions/a/b/live', '/v1/sessions/talk/live/'])(
    'to %s, where no stream is, is refused with 404',
    async (path) => {
      const relay = await startRelay();
      const headers = { connection: 'Upgrade', upgrade: 'websocket' };
      const asked = request(relay.url, { path, headers });
      const status = new Promise((resolve, reject) => {
        asked
          .on('response', (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end();
      });
      expect(await status).toBe(404);
      expect(relay.failures).toEqual([]);
      await goesOn(relay);
    },
  );

  it('that breaks off, or is no HTTP at all, harms nobody', async () => {
    const relay = await startRelay();
    const { port } = new URL(relay.url);
    const upgrade =
      'GET /v1/sessions/talk/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n';
    for (const bytes of [
      upgrade,
      `${upgrade}Sec-WebSocket-Protocol: captionwire.v1\r\n\r\n`,
      '\0\xff\n\n',
      '',
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write(bytes, 'latin1', () => socket.resetAndDestroy());
        });
        socket.on('error', () => {}).on('close', () => resolve());
      });
    }
    await goesOn(relay);
  });
});
