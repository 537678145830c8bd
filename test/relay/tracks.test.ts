// Tracks: a reader is sent what it asked for and nothing else, and its cursor still speaks of the whole session.
import { describe, expect, it } from 'vitest';

import { parseCursor } from '../../protocol/cursor.ts';
import { post } from '../helpers/posting.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { connectWire } from '../helpers/wire.ts';

describe('tracks', () => {
  it('of a line are those of its corrections, also of one that names none; another is refused', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const [french, main] = [await relay.view('talk', { tracks: 'fr' }), await relay.view('talk')];
    presenter.publish(1, { type: 'line', id: 'a', rev: 1, text: 'Bonjour', track: 'fr' });
    presenter.publish(2, { type: 'line', id: 'a', rev: 2, text: 'Bonsoir' });
    presenter.publish(3, { type: 'line', id: 'a', rev: 3, text: 'Good evening', track: 'main' });
    expect(await presenter.next('error')).toMatchObject({ code: 'invalid', field: 'record.track', n: 3 });
    presenter.publish(3, { type: 'line', id: 'b', rev: 1, text: 'Hello' });
    await until(() => expect(main.texts()).toEqual(['Hello']));
    await until(() => expect(french.texts()).toEqual(['Bonjour', 'Bonsoir']));
    const later = await relay.view('talk', { tracks: 'fr' });
    expect(later.joined().lines).toMatchObject([{ text: 'Bonsoir', track: 'fr' }]);
    const token = await relay.invite({ session: 'talk', role: 'presenter' });
    await post(relay, 'captions', { id: 'a', rev: 4, text: 'Bonne nuit' }, { token });
    await until(() => expect(french.texts().at(-1)).toBe('Bonne nuit'));
  });

  it('are filtered: the main one by default, the ones asked for, or all', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const main = await relay.view('talk');
    const french = await relay.view('talk', { tracks: 'fr' });
    const both = await relay.view('talk', { tracks: 'fr,main' });
    const all = await relay.view('talk', { tracks: '*' });
    presenter.say(1, 'one');
    presenter.say(2, 'un', { track: 'fr' });
    presenter.say(3, 'eins', { track: 'de' });
    presenter.publish(4, { type: 'status', level: 'info', text: 'for all' });
    presenter.interim({ id: 'i', add: 'deu', track: 'fr' });
    await until(() => expect(french.interims()).toHaveLength(1));
    await until(() => expect(all.interims()).toHaveLength(1));
    for (const wire of [main, french, both, all, presenter]) {
      await until(() => expect(wire.records().at(-1)).toMatchObject({ type: 'status', text: 'for all' }));
    }
    expect(main.texts()).toEqual(['one']);
    expect(french.texts()).toEqual(['un']);
    expect(both.texts()).toEqual(['one', 'un']);
    expect(all.texts()).toEqual(['one', 'un', 'eins']);
    expect(presenter.texts()).toEqual(all.texts());
    expect(main.interims()).toEqual([]);
  });

  it('leave out records but not the place in the log, so that all resume alike', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const main = await relay.view('talk');
    for (const n of [1, 2, 3]) presenter.say(n, `n${n}`, { track: n === 2 ? 'main' : 'fr' });
    await until(() => expect(parseCursor(main.cursor())?.seq).toBe(3));
    expect(main.texts()).toEqual(['n2']);
    const french = await relay.view('talk', { cursor: main.cursor(), tracks: 'fr' });
    expect(french.joined()).toMatchObject({ records: [], cursor: main.cursor() });
    presenter.say(4, 'n4', { track: 'fr' });
    const back = await until(async () => {
      const wire = await relay.view('talk', { cursor: main.joined().cursor });
      expect(parseCursor(wire.joined().cursor)?.seq).toBe(4);
      return wire;
    });
    expect(back.texts()).toEqual(['n2']);
  });

  it('may be changed on the way, which brings a snapshot of them', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const viewer = await relay.view('talk');
    presenter.say(1, 'one');
    presenter.say(2, 'un', { track: 'fr' });
    await until(() => expect(viewer.texts()).toEqual(['one']));
    viewer.send({ type: 'tracks', tracks: ['fr'] });
    await until(() => expect(viewer.all('snapshot')).toHaveLength(2));
    expect(viewer.all('snapshot')[1]).toMatchObject({ lines: [{ text: 'un' }], tracks: ['main', 'fr'] });
    presenter.say(3, 'two');
    presenter.say(4, 'deux', { track: 'fr' });
    await until(() => expect(viewer.texts()).toEqual(['one', 'deux']));
  });

  it('leave nobody with a text in the making that went on, or was finished, in another track', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const main = await relay.view('talk');
    const both = await relay.view('talk', { tracks: 'main,fr' });
    presenter.interim({ id: 'a', add: 'moves' });
    presenter.interim({ id: 'l1', add: 'ends' });
    await until(() => expect(main.interims()).toHaveLength(2));
    presenter.interim({ id: 'a', rev: 2, add: 'bouge', track: 'fr' });
    presenter.say(1, 'fini', { track: 'fr' });
    await until(() => {
      const gone = main.interims().filter(({ add }) => add === '');
      expect(gone.map(({ id }) => id).sort()).toEqual(['a', 'l1']);
    });
    expect(main.texts()).toEqual([]);
    await until(() => expect(both.texts()).toEqual(['fini']));
    const moved = expect.objectContaining({ id: 'a', keep: 0, add: 'bouge' });
    await until(() => expect(both.interims()).toContainEqual(moved));
    expect((await relay.view('talk', { tracks: 'main,fr' })).joined().interims).toHaveLength(1);
  });

  it.each(['a b', '', ',', 'main,', Array(9).fill('x').join(), 'x'.repeat(65)])(
    'that are not a list of track ids are refused: %j',
    async (tracks) => {
      const relay = await startRelay();
      const { status, problem } = await connectWire(relay.url, 'talk', { tracks }).refusal();
      expect({ status, code: problem.code }).toEqual({ status: 400, code: 'invalid' });
    },
  );
});
