// What captioners know of one another: who wrote which line, and notes that no viewer reads; and that a signal of viewers was seen.
import { describe, expect, it } from 'vitest';

import { limits, relayLimits } from '../../protocol/limits.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

describe('who wrote a line', () => {
  it('is told to captioners as it begins, once, and to those who come later; never to viewers', async () => {
    const relay = await startRelay();
    const [ann, bob] = [await relay.present('talk', 'Ann'), await relay.present('talk', 'Bob')];
    const viewer = await relay.view('talk');
    ann.interim({ id: 'a', add: 'Hel' });
    ann.interim({ id: 'a', rev: 2, keep: 3, add: 'lo' });
    await until(() =>
      expect(bob.all('authors')).toEqual([{ type: 'authors', authors: [{ id: 'a', name: 'Ann' }] }]),
    );
    ann.publish(1, { type: 'line', id: 'a', rev: 1, text: 'Hello' });
    bob.publish(1, { type: 'line', id: 'b', rev: 1, text: 'Hi' });
    await until(() => expect(viewer.texts()).toHaveLength(2));
    // Who corrects a line is not its author.
    bob.interim({ id: 'a', add: 'Hello!' });
    bob.publish(2, { type: 'line', id: 'a', rev: 2, text: 'Hello!' });
    await until(() => expect(bob.all('ack')).toHaveLength(2));
    const late = await relay.present('talk', 'Cem');
    await until(() =>
      expect(late.all('authors')).toEqual([
        {
          type: 'authors',
          authors: [
            { id: 'a', name: 'Ann' },
            { id: 'b', name: 'Bob' },
          ],
        },
      ]),
    );
    expect(viewer.all('authors')).toEqual([]);
    expect(JSON.stringify(viewer.frames)).not.toMatch(/Ann|Bob/);
  });

  it('is remembered of so many lines, and of none without a name', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'Ann');
    const nobody = await relay.join('talk', 'presenter');
    nobody.send({ type: 'hello', publisher: 'nobody' });
    await nobody.next('welcome');
    nobody.publish(1, { type: 'line', id: 'n', rev: 1, text: 'Unnamed' });
    const lines = relayLimits.authorsListed + 5;
    for (let n = 1; n <= lines; n++) ann.say(n, `line ${n}`);
    await until(() => expect(ann.all('ack')).toHaveLength(lines));
    const late = await relay.present('talk', 'Bob');
    const { authors } = await late.next('authors');
    expect(authors).toHaveLength(relayLimits.authorsListed);
    expect(authors[0]).toEqual({ id: 'l6', name: 'Ann' });
  });
});

describe('a note', () => {
  it('reaches every captioner, cleaned, and no viewer; who comes later does not get it', async () => {
    const relay = await startRelay();
    const [ann, bob] = [await relay.present('talk', 'ann'), await relay.present('talk', 'bob')];
    const viewer = await relay.view('talk');
    ann.send({ type: 'note', text: ' take\u0007 over ' });
    const note = { type: 'note', publisher: 'ann', text: 'take over', at: expect.any(Number) };
    for (const wire of [ann, bob]) await until(() => expect(wire.all('note')).toEqual([note]));
    const late = await relay.present('talk', 'cem');
    await late.roundTrip();
    expect(late.all('note')).toEqual([]);
    expect(viewer.all('note')).toEqual([]);
  });

  it.each([
    ['without words', ' ', 'text-empty'],
    ['that is too long', 'x'.repeat(limits.noteCodePoints + 1), 'text-too-long'],
  ])('%s is refused', async (_, text, code) => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    ann.send({ type: 'note', text });
    expect(await ann.next('error')).toMatchObject({ code });
  });
});

describe('a signal that a captioner has seen', () => {
  it('counts no more, and those who sent it are told, and nobody else', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    const [sender, other] = [await relay.view('talk'), await relay.view('talk')];
    sender.send({ type: 'signal', signal: 'stopped' });
    other.send({ type: 'signal', signal: 'thanks' });
    await until(() => expect(ann.all('signals').at(-1)?.signals).toHaveLength(2));
    ann.send({ type: 'seen', signal: 'stopped' });
    expect(await sender.next('seen')).toEqual({ type: 'seen', signal: 'stopped' });
    await until(() => expect(ann.all('signals').at(-1)?.signals).toEqual([{ signal: 'thanks', viewers: 1 }]));
    await other.roundTrip();
    expect(other.all('seen')).toEqual([]);
    // Said again, it is news again.
    sender.send({ type: 'signal', signal: 'stopped' });
    await until(() => expect(ann.all('signals').at(-1)?.signals).toHaveLength(2));
  });
});
