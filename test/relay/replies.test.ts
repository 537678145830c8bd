// What viewers write to captioners: clean, bounded, once, and read by captioners only.
import { afterEach, describe, expect, it, vi } from 'vitest';

import { limits, publisherTiming, relayLimits, relayRates, relayTiming } from '../../protocol/limits.ts';
import type { Frame } from '../../relay/sessions/frame.ts';
import type { Peer } from '../../relay/sessions/peer.ts';
import { createReplyBoard } from '../../relay/sessions/reply-board.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import type { Wire } from '../helpers/wire.ts';
import { textOf } from '../helpers/frame-text.ts';

const reply = (id: string, text: string, from = 'v1') => ({ type: 'reply', id, from, text });
const texts = (wire: Wire) => wire.all('replies').flatMap(({ replies }) => replies.map(({ text }) => text));

type Told = { type: string; replies?: object[]; from?: string[] };
const messageOf = (frame: Frame) => JSON.parse(textOf(frame)) as Told;

afterEach(() => void vi.useRealTimers());

describe('a reply', () => {
  it('is refused where neither the relay nor the token lets viewers write', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    const viewer = await relay.view('talk');
    viewer.send(reply('r1', 'Hello'));
    expect(await viewer.next('error')).toMatchObject({ code: 'role-forbidden', id: 'r1' });
    viewer.send({ type: 'reply-typing', from: 'v1', typing: true });
    expect(await viewer.next('error')).toMatchObject({ code: 'role-forbidden' });
    const token = await relay.invite({ session: 'talk', role: 'viewer', replies: true });
    const guest = await relay.view('talk', { token });
    guest.send(reply('r2', 'I may'));
    await until(() => expect(texts(ann)).toEqual(['I may']));
    expect(ann.all('reply-typing')).toEqual([]);
  });

  it('is taken, cleaned, and told to captioners alone; one who comes later is told all', async () => {
    const relay = await startRelay({ replies: true });
    const ann = await relay.present('talk', 'ann');
    const [viewer, other] = [await relay.view('talk'), await relay.view('talk')];
    viewer.send(reply('r1', ' Yes,\u0007 please\u202e'));
    expect(await viewer.next('reply-taken')).toEqual({ type: 'reply-taken', id: 'r1' });
    const told = { id: 'r1', from: 'v1', text: 'Yes, please\u202e\u202c', at: expect.any(Number) };
    expect(await ann.next('replies')).toEqual({ type: 'replies', replies: [told] });
    const late = await relay.present('talk', 'bob');
    expect(await late.next('replies')).toEqual({ type: 'replies', replies: [told], whole: true });
    for (const wire of [viewer, other]) expect(wire.all('replies')).toEqual([]);
    expect((await fetch(`${relay.url}/v1/sessions/talk/transcript.txt`)).status).toBe(404);
  });

  it('that is sent again is taken again, and told once', async () => {
    const relay = await startRelay({ replies: true });
    const ann = await relay.present('talk', 'ann');
    const viewer = await relay.view('talk');
    for (const id of ['r1', 'r1', 'r2']) viewer.send(reply(id, id));
    await until(() => expect(viewer.all('reply-taken')).toHaveLength(3));
    await until(() => expect(texts(ann)).toEqual(['r1', 'r2']));
  });

  it.each([
    [reply('r1', ' \u200b '), 'text-empty'],
    [reply('r1', 'x'.repeat(limits.replyCodePoints + 1)), 'text-too-long'],
    [reply('r1', 'x'.repeat(limits.replyCodePoints * 2 + 1)), 'invalid'],
    [{ type: 'reply', id: 'r1', text: 'Hi' }, 'invalid'],
  ])('with a fault is refused by its id: %j', async (message, code) => {
    const relay = await startRelay({ replies: true });
    const viewer = await relay.view('talk');
    viewer.send(message);
    expect(await viewer.next('error')).toMatchObject({ code, id: 'r1' });
  });

  it('may be as long as the limit, whatever its characters', async () => {
    const relay = await startRelay({ replies: true });
    const viewer = await relay.view('talk');
    viewer.send(
      reply('r'.repeat(limits.idChars), '😀'.repeat(limits.replyCodePoints), 'v'.repeat(limits.idChars)),
    );
    await viewer.next('reply-taken');
  });

  it('of a presenter is refused', async () => {
    const relay = await startRelay({ replies: true });
    const ann = await relay.present('talk', 'ann');
    ann.send(reply('r1', 'Hi'));
    expect(await ann.next('error')).toMatchObject({ code: 'role-forbidden' });
  });

  it('that comes too fast is refused by its id, and can be sent again', async () => {
    const relay = await startRelay({ replies: true });
    const viewer = await relay.view('talk');
    const { burst } = relayRates.viewerReplies;
    for (let n = 0; n <= burst; n++) viewer.send(reply(`r${n}`, 'again'));
    expect(await viewer.next('error')).toMatchObject({ code: 'too-fast', id: `r${burst}` });
    expect(viewer.all('reply-taken')).toHaveLength(burst);
  });
});

describe('the board of replies', () => {
  const boardOf = () => {
    vi.useFakeTimers();
    const told: Told[] = [];
    const board = createReplyBoard((frame: Frame) => told.push(messageOf(frame)));
    return { board, told, tick: () => vi.advanceTimersByTime(relayTiming.repliesMs) };
  };
  const viewers = (count: number) => Array.from({ length: count }, () => ({}) as Peer);

  it('keeps the newest, tells a crowd together, and no more than it keeps', () => {
    const { board, told, tick } = boardOf();
    viewers(relayLimits.repliesPerSession + 50).forEach((peer, n) =>
      board.put(peer, { id: `r${n}`, from: `v${n}`, text: 'Hi' }),
    );
    tick();
    expect(told).toHaveLength(1);
    expect(told[0]?.replies).toHaveLength(relayLimits.repliesPerSession);
    expect(told[0]?.replies?.[0]).toMatchObject({ id: 'r50' });
  });

  it('says who writes until they stop, send, leave, or are still', () => {
    const { board, told, tick } = boardOf();
    const [a, b, c, d] = viewers(4) as [Peer, Peer, Peer, Peer];
    for (const [peer, from] of [
      [a, 'a'],
      [b, 'b'],
      [c, 'c'],
      [d, 'd'],
    ] as const)
      board.typing(peer, from, true);
    tick();
    board.typing(a, 'a', false);
    tick();
    board.put(b, { id: 'r', from: 'b', text: 'Hi' });
    tick();
    board.leave(c);
    tick();
    vi.advanceTimersByTime(publisherTiming.typingTtlMs + relayTiming.repliesMs);
    expect(told.filter(({ type }) => type === 'reply-typing').map(({ from }) => from)).toEqual([
      ['a', 'b', 'c', 'd'],
      ['b', 'c', 'd'],
      ['c', 'd'],
      ['d'],
      [],
    ]);
  });

  it('shows no more writers than its limit', () => {
    const { board, told, tick } = boardOf();
    viewers(relayLimits.typistsPerSession + 5).forEach((peer, n) => board.typing(peer, `v${n}`, true));
    tick();
    expect(told[0]?.from).toHaveLength(relayLimits.typistsPerSession);
  });
});
