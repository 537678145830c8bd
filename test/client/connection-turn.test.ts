// The turn that messages take on one link: it begins by saying where, and resumes once. What comes out of turn was mixed
// up on its way, and would be told twice or over the top of what is newer.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { resumeOf, snapshotOf } from '../helpers/fake-relay.ts';
import { startConnection } from './start-connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const types = (messages: readonly { type: string }[]) => messages.map(({ type }) => type);

it('a resume that comes twice is told once, and the connection starts again from its cursor', () => {
  const { connection, link, messages } = startConnection();
  link().open();
  link().say(resumeOf());
  link().say(resumeOf());
  expect(types(messages)).toEqual(['resume']);
  expect(link().closedBy).toEqual({ code: 4002, reason: 'resume out of turn' });
  expect(connection.state()).toMatchObject({ phase: 'lost' });
});

it.each(['events', 'beat'] as const)('%s before the link has said where it begins is not told', (type) => {
  const { link, messages } = startConnection();
  link().open();
  link().say(type === 'beat' ? { type, cursor: 'e.0.0', now: 0 } : { type });
  expect(messages).toEqual([]);
  expect(link().closedBy).toEqual({ code: 4002, reason: `${type} out of turn` });
});

it('a second snapshot is told: it answers a change of tracks', () => {
  const { link, messages } = startConnection();
  link().open();
  link().say(snapshotOf());
  link().say(snapshotOf());
  link().say({ type: 'events' });
  expect(types(messages)).toEqual(['snapshot', 'snapshot', 'events']);
});
