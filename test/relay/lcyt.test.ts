// The `lcyt` package's sender, as it is, told our URL instead of YouTube's.
import { YoutubeLiveCaptionSender } from 'lcyt';
import { expect, it } from 'vitest';

import { startRelay } from '../helpers/running-relay.ts';
import { said } from '../helpers/tool-requests.ts';
import { until } from '../helpers/until.ts';

async function startSender() {
  const relay = await startRelay();
  const streamKey = await relay.inviteTool({ session: 'talk' });
  const sender = new YoutubeLiveCaptionSender({
    streamKey,
    baseUrl: `${relay.url}/closedcaption`,
    useRegion: true,
  });
  return { relay, sender: sender.start() };
}

it('sends captions one by one, several at once, and with breaks', async () => {
  const { relay, sender } = await startSender();
  const viewer = await relay.view('talk');
  expect(await sender.send('Hello.')).toMatchObject({ sequence: 0, statusCode: 200 });
  sender.construct('first<br>row');
  sender.construct('second.', new Date(Date.now() - 2_000).toISOString());
  expect(await sender.sendBatch()).toMatchObject({ sequence: 1, count: 2, statusCode: 200 });
  await until(() => expect(viewer.texts()).toEqual(['Hello.', 'first\nrow', 'second.']));
});

it('asks whether somebody is there, and sets its clock by the answer', async () => {
  const { relay, sender } = await startSender();
  expect(await sender.heartbeat()).toMatchObject({ sequence: 0, statusCode: 200 });
  const { statusCode, serverTimestamp, syncOffset } = await sender.sync();
  expect(statusCode).toBe(200);
  expect(serverTimestamp).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}$/);
  expect(Math.abs(syncOffset)).toBeLessThan(60_000);
  await sender.send('Hello.');
  expect(await said(relay)).toBe('Hello.\n');
});

it('is published once when it sends a number again', async () => {
  const { relay, sender } = await startSender();
  await sender.send('Hello.');
  sender.setSequence(0);
  expect((await sender.send('Hello.')).statusCode).toBe(200);
  expect(await said(relay)).toBe('Hello.\n');
});
