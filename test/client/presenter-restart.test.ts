// One outbox is one space of numbers: it outlives the end of its connection, and is never shared with another.
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import {
  createPresenter,
  createViewer,
  type PresenterOptions,
  type Publication,
} from '../../client/index.ts';
import { limits } from '../../protocol/limits.ts';
import { createFakeRelay } from '../helpers/fake-relay.ts';
import { draft } from '../helpers/records.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(more: Partial<PresenterOptions> = {}) {
  const relay = createFakeRelay();
  const told: Publication[] = [];
  const presenter = createPresenter({
    relay: 'https://relay',
    session: 'talk',
    token: 'first',
    transport: relay.transport,
    onPublication: (publication) => told.push(publication),
    ...more,
  });
  onTestFinished(presenter.close);
  return {
    presenter,
    relay,
    told,
    join: (next: number) => relay.join({}, next),
    sent: relay.sent,
    publisher: () => relay.sent('hello')[0],
  };
}

describe('a presenter that is started again', () => {
  it('goes on under its publisher and numbers: what the relay has is done, the rest is sent', () => {
    const { presenter, relay, join, sent, publisher, told } = start();
    join(1);
    const before = publisher();
    presenter.publish(draft('a', 'a'));
    presenter.publish(draft('b', 'b'));
    presenter.interim('i', 'half');
    presenter.typing(true);
    relay.drop(4501, 'no');
    presenter.publish(draft('c', 'c'));
    presenter.typing(true);
    presenter.restart();
    expect(presenter.connection().phase).toBe('connecting');
    join(2);
    expect(publisher()).toEqual(before);
    expect(sent('publish')).toMatchObject([
      { n: 2, record: { id: 'b' } },
      { n: 3, record: { id: 'c' } },
    ]);
    expect(told).toContainEqual(expect.objectContaining({ key: 1, state: 'acked' }));
    expect(sent('interim')).toEqual([{ type: 'interim', id: 'i', rev: 1, keep: 0, add: 'half' }]);
    expect(sent('typing')).toHaveLength(1);
  });

  it('resumes the session where its view stands', () => {
    const { presenter, relay } = start();
    relay.snapshot({ cursor: 'e.7.1' });
    presenter.close();
    presenter.restart();
    expect(relay.link().target.cursor).toBe('e.7.1');
  });

  it('takes a fresh token, also while the connection with the old one still stands', () => {
    const { presenter, relay, join } = start();
    join(1);
    presenter.restart('second');
    expect(relay.links[0]?.closedBy?.code).toBe(1000);
    expect(relay.link().target.token).toBe('second');
    join(1);
    expect(presenter.connection().phase).toBe('live');
    relay.drop(4010);
    presenter.restart();
    expect(relay.link().target.token).toBe('second');
  });
});

it('a token that is a function is asked at each try', () => {
  let token = 'first';
  const { transport, link, drop } = createFakeRelay();
  const viewer = createViewer({ relay: 'https://relay', session: 'talk', token: () => token, transport });
  onTestFinished(viewer.close);
  expect(link().target.token).toBe('first');
  token = 'second';
  drop(4010);
  viewer.restart();
  expect(link().target.token).toBe('second');
});

it('two presenters are two publishers, whatever they share', () => {
  const [one, other] = [start(), start()];
  one.join(1);
  other.join(1);
  expect(one.publisher()).not.toEqual(other.publisher());
});

describe('a record handed in from within onPublication', () => {
  it('is sent in its turn, and none is sent twice or left out', () => {
    const { presenter, join, sent, relay } = start({
      onPublication({ key, state }) {
        if (key === 1) presenter.publish(draft(`${state}`, 'more'));
      },
    });
    presenter.publish(draft('first', 'first'));
    join(1);
    relay.ack(1);
    presenter.publish(draft('last', 'last'));
    expect(sent('publish')).toMatchObject(
      ['first', 'waiting', 'sent', 'acked', 'last'].map((id, at) => ({ n: at + 1, record: { id } })),
    );
    expect(presenter.pending()).toBe(4);
  });
});

describe('a line that is too long', () => {
  it('is refused at once, takes no number, and its text in the making is taken away', () => {
    const { presenter, join, sent, told } = start();
    join(1);
    presenter.interim('long', 'x');
    const publication = presenter.publish(draft('long', 'x'.repeat(limits.textCodePoints + 1)));
    expect(publication).toMatchObject({ key: 1, state: 'refused', error: { code: 'text-too-long' } });
    expect(told).toEqual([publication]);
    expect(presenter.pending()).toBe(0);
    expect(sent('interim').at(-1)).toMatchObject({ id: 'long', keep: 0, add: '' });
    presenter.publish(draft('next', 'next'));
    expect(sent('publish')).toMatchObject([{ n: 1, record: { id: 'next' } }]);
  });
});
