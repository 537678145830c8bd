// An acknowledgement says when a record changes nothing for viewers.
import { expect, it } from 'vitest';

import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

it('an acknowledgement says where no reader sees a difference: a stale revision, a line that is not there; not for a repeat', async () => {
  const relay = await startRelay();
  const presenter = await relay.present('talk');
  const publish = (n: number, record: object) => presenter.send({ type: 'publish', n, record });
  publish(1, { type: 'line', id: 'a', rev: 1, text: 'one' });
  publish(2, { type: 'line', id: 'a', rev: 2, text: 'won' });
  publish(3, { type: 'line', id: 'a', rev: 2, text: 'once' });
  publish(4, { type: 'line', id: 'b', rev: 5, text: 'never said' });
  publish(5, { type: 'retract', id: 'b' });
  publish(6, { type: 'retract', id: 'a' });
  publish(7, { type: 'line', id: 'a', rev: 3, text: 'gone' });
  publish(8, { type: 'line', id: 'a', rev: 1, text: 'another' });
  publish(2, { type: 'line', id: 'a', rev: 2, text: 'won' });
  await until(() => expect(presenter.all('ack')).toHaveLength(9));
  expect(presenter.all('ack').map(({ n, applied }) => [n, applied ?? true])).toEqual([
    [1, true],
    [2, true],
    [3, false],
    [4, false],
    [5, false],
    [6, true],
    [7, false],
    [8, true],
    [2, true],
  ]);
});
