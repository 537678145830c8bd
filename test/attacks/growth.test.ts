// What one peer could make grow for all others.
import { expect, it } from 'vitest';

import { relayLimits } from '../../protocol/limits.ts';
import { post } from '../helpers/posting.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

it('track ids without end: a session has so many tracks, and what names one more is refused', async () => {
  const relay = await startRelay();
  const ann = await relay.present('talk', 'ann');
  const most = relayLimits.tracksPerSession;
  for (let n = 1; n <= most; n++) ann.say(n, 'x', { track: `t${n}` });
  ann.say(most + 1, 'x', { track: 'one-more' });
  await until(() =>
    expect(ann.all('error').at(-1)).toMatchObject({
      code: 'invalid',
      field: 'record.track',
      n: most + 1,
      message: expect.stringContaining(`${most} tracks`),
    }),
  );
  // Its number is free, lines of known tracks go on, and those without a word of their track are always taken.
  ann.say(most + 1, 'y', { track: 't1' });
  ann.say(most + 2, 'z');
  await until(() => expect(ann.all('ack').at(-1)?.n).toBe(most + 2));
  const { status, body } = await post(relay, 'captions', [{ text: 'x', track: 'one-more' }]);
  expect({ status, body }).toMatchObject({ status: 400, body: { code: 'invalid' } });
  const { tracks } = (await relay.view('talk')).joined();
  expect(tracks).toHaveLength(most + 1);
});
