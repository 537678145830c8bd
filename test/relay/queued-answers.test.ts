// Requests that come on a connection whose answer never ends: none takes a place that nobody would give back.
import { connect } from 'node:net';

import { expect, it } from 'vitest';

import { relayLimits } from '../../protocol/limits.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

it('queued behind a stream are refused, and leave nothing behind', async () => {
  const relay = await startRelay();
  const ann = await relay.present('talk', 'ann');
  ann.say(1, 'Hello');
  await ann.next('ack');
  const { hostname, port } = new URL(relay.url);
  const request = (path: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`;
  const paths = [
    '/s/talk/plain',
    ...Array.from({ length: 20 }, () => '/s/talk/plain'),
    ...Array.from({ length: 20 }, () => '/v1/sessions/talk/events'),
    ...Array.from({ length: relayLimits.openTranscripts + 5 }, () => '/v1/sessions/talk/transcript.vtt'),
  ];
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  let got = '';
  socket.on('data', (piece) => (got += String(piece)));
  socket.write(paths.map(request).join(''));
  await until(() => expect(got).toContain('Hello'));
  const viewers = async () =>
    /captionwire_viewers\S* (\d+)/.exec(await (await fetch(`${relay.url}/metrics`)).text())?.[1];
  await until(async () => expect(await viewers()).toBe('1'));
  socket.destroy();
  await until(async () => expect(await viewers()).toBe('0'));
  const { status } = await fetch(`${relay.url}/v1/sessions/talk/transcript.vtt`);
  expect(status).toBe(200);
});
