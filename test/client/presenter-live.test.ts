// What a presenter says on each new connection, over a relay that the test plays.
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { createPresenter } from '../../client/index.ts';
import { publisherTiming, timing } from '../../protocol/limits.ts';
import { createFakeRelay } from '../helpers/fake-relay.ts';
import { draft } from '../helpers/records.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
  const relay = createFakeRelay();
  const errors: string[] = [];
  const presenter = createPresenter({
    relay: 'https://relay',
    session: 'talk',
    token: 't',
    publisher: 'ann',
    name: 'Ann',
    transport: relay.transport,
    onError: ({ code }) => errors.push(code),
  });
  onTestFinished(presenter.close);
  const join = (next: number) => relay.join({}, next);
  return {
    presenter,
    relay,
    errors,
    join,
    comeBack(next: number) {
      relay.drop();
      vi.advanceTimersByTime(timing.retryMaxMs);
      join(next);
    },
    types: () => relay.link().sent.map(({ type }) => type),
  };
}

describe('on a new connection', () => {
  it('a presenter says who it is first, then all that is unfinished, as of now', () => {
    const { presenter, join, comeBack, relay, types } = start();
    presenter.publish(draft('l1', 'one'));
    presenter.interim('i', 'hal');
    expect(relay.link().sent).toEqual([]);
    join(1);
    expect(types()).toEqual(['hello', 'clock', 'publish', 'interim']);
    expect(relay.link().sent[0]).toEqual({ type: 'hello', publisher: 'ann', name: 'Ann' });
    presenter.interim('i', 'half');
    presenter.typing(true);
    comeBack(1);
    expect(types().slice(0, 3)).toEqual(['hello', 'clock', 'publish']);
    expect(relay.link().sent).toContainEqual({ type: 'interim', id: 'i', rev: 1, keep: 0, add: 'half' });
  });

  it('says that somebody types if they still do, and not if they stopped long ago', () => {
    const { presenter, join, relay, types } = start();
    join(1);
    presenter.typing(true);
    relay.drop();
    vi.advanceTimersByTime(timing.retryMinMs);
    join(1);
    expect(types()).toContain('typing');
    relay.drop();
    vi.advanceTimersByTime(publisherTiming.typingTtlMs);
    join(1);
    expect(types()).not.toContain('typing');
  });
});

describe('typing', () => {
  it('is said at once and renewed at most every 2 s, however many keys are struck', () => {
    const { presenter, join, relay } = start();
    join(1);
    const said = () => relay.sent('typing');
    for (let ms = 0; ms < 5_000; ms += 100) {
      presenter.typing(true);
      vi.advanceTimersByTime(100);
    }
    expect(said()).toEqual([1, 2, 3].map(() => ({ type: 'typing', typing: true, name: 'Ann' })));
    presenter.typing(false);
    presenter.typing(false);
    expect(said().slice(3)).toEqual([{ type: 'typing', typing: false }]);
  });
});

describe('refusals', () => {
  it('while more is in flight are sorted out by asking the relay where it stands', () => {
    const { presenter, join, relay } = start();
    join(1);
    for (const id of ['a', 'bad', 'c']) presenter.publish(draft(id, id));
    relay.refuse(2);
    relay.say({ type: 'expect', next: 2 });
    expect(relay.link().sent.at(-1)).toMatchObject({ type: 'hello', publisher: 'ann' });
    relay.welcome(2);
    expect(relay.link().sent.at(-1)).toMatchObject({ type: 'publish', n: 2, record: { id: 'c' } });
  });

  it('that concern no record are told to the caller', () => {
    const { join, relay, errors } = start();
    join(1);
    relay.say({ type: 'error', code: 'text-too-long', message: 'no', field: 'add' });
    expect(errors).toEqual(['text-too-long']);
  });
});

it('the clock is asked for on joining and once a minute', () => {
  const { join, types, relay } = start();
  join(1);
  for (let beat = 0; beat < 13; beat++) {
    vi.advanceTimersByTime(timing.heartbeatMs);
    relay.beat();
  }
  expect(types().filter((type) => type === 'clock')).toHaveLength(3);
});
