// The turn that messages take on one line: it begins by saying where, and resumes once. What comes out of turn was mixed
// up on its way, and would be told twice or over the top of what is newer.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { resume, snapshot } from '../helpers/hand-transport.ts';
import { startConnection } from './start-connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const types = (messages: readonly { type: string }[]) => messages.map(({ type }) => type);

it('a resume that comes twice is told once, and the connection starts again from its cursor', () => {
  const { connection, line, messages } = startConnection();
  line().open();
  line().say(resume());
  line().say(resume());
  expect(types(messages)).toEqual(['resume']);
  expect(line().closedBy).toEqual({ code: 4002, reason: 'resume out of turn' });
  expect(connection.state()).toMatchObject({ phase: 'lost' });
});

it.each(['events', 'beat'] as const)('%s before the line has said where it begins is not told', (type) => {
  const { line, messages } = startConnection();
  line().open();
  line().say(type === 'beat' ? { type, cursor: 'e.0.0', now: 0 } : { type });
  expect(messages).toEqual([]);
  expect(line().closedBy).toEqual({ code: 4002, reason: `${type} out of turn` });
});

it('a second snapshot is told: it answers a change of tracks', () => {
  const { line, messages } = startConnection();
  line().open();
  line().say(snapshot());
  line().say(snapshot());
  line().say({ type: 'events' });
  expect(types(messages)).toEqual(['snapshot', 'snapshot', 'events']);
});
