// Presenter and viewer against a real relay, over real sockets: what they promise to a page or a program.
import { describe, expect, it } from 'vitest';

import { createViewer, newId, type Publication, type ViewChange } from '../../client/index.ts';
import { startPresenter, startViewer } from '../helpers/client-peers.ts';
import { draft } from '../helpers/records.ts';
import { startRelay, testFolder, type RunningRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

async function start(relay: RunningRelay, publisher = 'ann') {
  const token = await relay.invite({ session: 'talk', role: 'presenter' });
  const publications: Publication[] = [];
  const changes: ViewChange[] = [];
  const common = { relay: relay.url, session: 'talk' };
  const presenter = startPresenter({
    ...common,
    token,
    publisher,
    name: 'Ann',
    onPublication: (publication) => publications.push(publication),
  });
  const viewer = startViewer({ ...common, onChange: (change) => changes.push(change) });
  await until(() => expect(viewer.connection().phase).toBe('live'));
  return {
    presenter,
    viewer,
    publications,
    changes,
    texts: () => viewer.view().transcript.lines.map(({ text }) => text),
    interims: () => [...viewer.view().interims.values()].map(({ text }) => text),
    say: (...texts: string[]) => texts.map((text) => presenter.publish(draft(newId(), text))),
  };
}

describe('a presenter', () => {
  it('publishes lines, each acknowledged with its place, also those handed in before it is live', async () => {
    const { presenter, publications, say, texts } = await start(await startRelay());
    say('one', 'two', 'three');
    expect(presenter.pending()).toBe(3);
    await presenter.settled();
    expect(presenter.pending()).toBe(0);
    expect(publications.filter(({ state }) => state === 'acked').map(({ key, seq }) => [key, seq])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    await until(() => expect(texts()).toEqual(['one', 'two', 'three']));
  });

  it('shows words as they grow, and the finished line in their place', async () => {
    const { presenter, interims, texts } = await start(await startRelay());
    for (const text of ['G', 'Go', 'Good 😀', 'Good 😀 day']) {
      presenter.interim('i', text, { speaker: 'Ann' });
      await until(() => expect(interims()).toEqual([text]));
    }
    presenter.publish(draft('i', 'Good day!'));
    await until(() => expect(texts()).toEqual(['Good day!']));
    expect(interims()).toEqual([]);
  });

  it('loses nothing and repeats nothing when its line breaks again and again', async () => {
    const { presenter, texts, viewer } = await start(await startRelay({ data: testFolder() }));
    const all = Array.from({ length: 60 }, (_, at) => `t${at}`);
    for (const [at, text] of all.entries()) {
      presenter.publish(draft(newId(), text));
      if (at % 20 === 10) {
        await until(() => expect(presenter.connection().phase).toBe('live'));
        presenter.cut();
        viewer.cut();
      }
    }
    await presenter.settled();
    await until(() => expect(texts()).toEqual(all));
  });

  it('goes on with what is unacknowledged when the relay is back, on another life of the log too', async () => {
    const first = await startRelay();
    const port = Number(new URL(first.url).port);
    const secret = 'a secret of more than thirty-two bytes';
    await first.close();
    const second = await startRelay({ port, secret });
    const { presenter, say, viewer, changes } = await start(second);
    say('one');
    await presenter.settled();
    await second.close();
    say('two');
    await startRelay({ port, secret });
    await presenter.settled();
    await until(() => expect(viewer.view().transcript.lines.map(({ text }) => text)).toEqual(['two']));
    expect(changes).toContainEqual({ type: 'snapshot', reset: 'epoch' });
  });

  it('is told what was refused, and every other line arrives', async () => {
    const { presenter, publications, say, texts } = await start(await startRelay());
    const long = 'x'.repeat(2_001);
    say('one', long, long, 'two', '\u200b', 'three');
    await presenter.settled();
    const refused = publications.filter(({ state }) => state === 'refused');
    expect(refused.map(({ key, error }) => [key, error?.code])).toEqual([
      [2, 'text-too-long'],
      [3, 'text-too-long'],
      [5, 'text-empty'],
    ]);
    await until(() => expect(texts()).toEqual(['one', 'two', 'three']));
  });

  it('that starts again under the same publisher goes on after what it had published', async () => {
    const relay = await startRelay();
    const before = await start(relay);
    before.say('one', 'two');
    await before.presenter.settled();
    before.presenter.close();
    const after = await start(relay);
    after.say('three');
    await after.presenter.settled();
    await until(() => expect(after.texts()).toEqual(['one', 'two', 'three']));
  });

  it('types on while it is told so, and stops when told or when a line is finished', async () => {
    const { presenter, viewer } = await start(await startRelay());
    const names = () => viewer.view().typing.map(({ name }) => name);
    presenter.typing(true);
    await until(() => expect(names()).toEqual(['Ann']));
    presenter.typing(false);
    await until(() => expect(names()).toEqual([]));
    presenter.typing(true, 'Ann B');
    await until(() => expect(names()).toEqual(['Ann B']));
    presenter.publish(draft('l', 'done'));
    await until(() => expect(names()).toEqual([]));
  });

  it('gives the time of a line in the relay’s time', async () => {
    const { presenter, viewer } = await start(await startRelay());
    await until(() => expect(presenter.connection().phase).toBe('live'));
    const at = Date.now() - 90_000;
    presenter.publish({ ...draft('l', 'long ago'), at });
    await until(() => expect(viewer.view().transcript.lines).toHaveLength(1));
    expect(Math.abs((viewer.view().transcript.lines[0]?.at ?? 0) - at)).toBeLessThan(1_000);
  });

  it('is sent away for good when another takes its place, and does not fight for it', async () => {
    const relay = await startRelay();
    const older = await start(relay);
    await until(() => expect(older.presenter.connection().phase).toBe('live'));
    older.say('one');
    await older.presenter.settled();
    const newer = await start(relay);
    newer.say('two');
    await newer.presenter.settled();
    await until(() => expect(older.presenter.connection()).toMatchObject({ phase: 'closed', code: 4502 }));
    expect(newer.presenter.connection().phase).toBe('live');
  });
});

describe('a viewer', () => {
  it('joined later sees what is there; cut off, it gets all that it missed, as changes', async () => {
    const relay = await startRelay();
    const { presenter, say, viewer, changes, texts } = await start(relay);
    say('one');
    await until(() => expect(texts()).toEqual(['one']));
    viewer.cut();
    say('two', 'three');
    await presenter.settled();
    await until(() => expect(texts()).toEqual(['one', 'two', 'three']));
    expect(changes).toContainEqual({ type: 'resumed', missed: 2 });
    const late = startViewer({ relay: relay.url, session: 'talk' });
    await until(() => expect(late.view().transcript.lines).toHaveLength(3));
  });

  it('with a token that is refused is closed for good, with the reason', async () => {
    const relay = await startRelay({ private: true });
    const viewer = startViewer({ relay: relay.url, session: 'talk', token: 'forged' });
    await until(() => expect(viewer.connection()).toMatchObject({ phase: 'closed', code: 4501 }));
  });

  it('keeps trying while there is no relay', async () => {
    const relay = await startRelay();
    await relay.close();
    const viewer = startViewer({ relay: relay.url, session: 'talk' });
    await until(() => expect(viewer.connection().phase).toBe('lost'));
    await startRelay({ port: Number(new URL(relay.url).port) });
    await until(() => expect(viewer.connection().phase).toBe('live'));
  });

  it('says at once what is wrong with a session’s name or a relay’s address', () => {
    expect(() => createViewer({ relay: 'http://x', session: 'a b' })).toThrow('session "a b"');
    expect(() => createViewer({ relay: 'x.example', session: 'a' })).toThrow('relay "x.example"');
  });
});
