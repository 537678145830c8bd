// A presenter that ended before the relay had all it handed in: the next one with the same keeper sends the rest, once, in
// order and before its own, and never waits for a keeper that fails.
import { describe, expect, it, onTestFinished } from 'vitest';

import { createPresenter, type OutboxKeeper } from '../../client/index.ts';
import { startPresenter, startViewer } from '../helpers/client-peers.ts';
import { createFakeRelay } from '../helpers/fake-relay.ts';
import { createMemoryShelf } from '../helpers/memory-keeper.ts';
import { draft } from '../helpers/records.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

/** Programs that present one after the other, over links that the test plays. */
function createPrograms() {
  const { keeper: next } = createMemoryShelf();
  return {
    start(keeper: OutboxKeeper = next()) {
      const relay = createFakeRelay();
      const told: string[] = [];
      const failures: unknown[] = [];
      const presenter = createPresenter({
        relay: 'https://relay',
        session: 'talk',
        token: 't',
        keeper,
        transport: relay.transport,
        onPublication: ({ draft: { type, ...rest }, state }) =>
          told.push(`${'id' in rest ? rest.id : type} ${state}`),
        onKeeperError: (error) => failures.push(error),
      });
      onTestFinished(presenter.close);
      const hello = () => relay.sent('hello').at(-1);
      return {
        presenter,
        relay,
        told,
        failures,
        say: (...ids: string[]) => ids.forEach((id) => presenter.publish(draft(id, id))),
        /** The connection is there, and what was left behind is known. */
        async live(nowMs = Date.now()) {
          relay.snapshot({ now: nowMs });
          await until(() => expect(hello()).toBeDefined());
        },
        publisher: () => hello()?.publisher,
        welcome: relay.welcome,
        ack: relay.ack,
        sent: () =>
          relay
            .link()
            .sent.flatMap((message) =>
              message.type === 'publish' && 'id' in message.record
                ? [`${message.n} ${message.record.id}`]
                : [],
            ),
        end() {
          presenter.close();
          keeper.close();
        },
      };
    },
  };
}

describe('what a presenter left behind', () => {
  it('is in the log once, in order and before what the next one says, also where part of it was there', async () => {
    const relay = await startRelay();
    const token = await relay.invite({ session: 'talk', role: 'presenter' });
    const shelf = createMemoryShelf();
    const common = { relay: relay.url, session: 'talk' };
    const viewer = startViewer(common);
    const texts = () => viewer.view().transcript.lines.map(({ text }) => text);
    const begin = () => {
      const keeper = shelf.keeper();
      const presenter = startPresenter({ ...common, token, keeper });
      const end = () => {
        presenter.close();
        keeper.close();
      };
      return { presenter, end, say: (text: string) => presenter.publish(draft(text, text)) };
    };
    const first = begin();
    first.say('one');
    await until(() => expect(texts()).toEqual(['one']));
    // This one reaches the relay; nobody here lives to hear that it did.
    first.say('two');
    first.end();
    const second = begin();
    second.say('three');
    second.end();
    const third = begin();
    third.say('four');
    await third.presenter.settled();
    await until(() => expect(texts()).toEqual(['one', 'two', 'three', 'four']));
    expect(third.presenter.pending()).toBe(0);
  });

  it('goes under the publisher and the numbers of the one who left it', async () => {
    const programs = createPrograms();
    const first = programs.start();
    await first.live();
    first.welcome(1);
    first.say('a', 'b', 'c');
    first.ack(1);
    const publisher = first.publisher();
    first.end();

    const second = programs.start();
    second.say('d');
    await second.live();
    expect(second.publisher()).toBe(publisher);
    // The relay has b; only its acknowledgement was lost.
    second.welcome(3);
    expect(second.sent()).toEqual(['3 c']);
    second.ack(3);
    expect(second.publisher()).not.toBe(publisher);
    second.welcome(1);
    expect(second.sent()).toEqual(['3 c', '1 d']);
    expect(second.told).toEqual([
      'd waiting',
      'b waiting',
      'c waiting',
      'b acked',
      'c sent',
      'c acked',
      'd sent',
    ]);
    expect(second.presenter.pending()).toBe(1);
  });

  it('says when it was said by the relay’s clock of now: its own time is kept', async () => {
    const programs = createPrograms();
    const first = programs.start();
    const at = Date.now() - 60_000;
    first.presenter.publish({ type: 'status', level: 'info', text: 'x', at });
    first.end();
    const second = programs.start();
    const aheadMs = 3_600_000;
    await second.live(Date.now() + aheadMs);
    second.welcome(1);
    const sent = second.relay.sent('publish')[0];
    expect(sent?.record.at).toBeGreaterThan(at + aheadMs - 5_000);
    expect(sent?.record.at).toBeLessThanOrEqual(at + aheadMs);
  });

  it('is kept when the next one is not let in, and goes out with a token that is', async () => {
    const programs = createPrograms();
    const first = programs.start();
    first.say('a');
    first.end();
    const second = programs.start();
    second.relay.link().open();
    second.relay.drop(4501, 'forbidden');
    await until(() => expect(second.presenter.pending()).toBe(1));
    second.presenter.restart('good');
    await second.live();
    second.welcome(1);
    expect(second.sent()).toEqual(['1 a']);
  });

  it('that the relay refuses is told, and the rest goes on', async () => {
    const programs = createPrograms();
    const first = programs.start();
    first.say('bad', 'good');
    first.end();
    const second = programs.start();
    await second.live();
    second.welcome(1);
    second.relay.refuse(1);
    second.welcome(1);
    expect(second.sent()).toEqual(['1 bad', '2 good', '1 good']);
    second.ack(1);
    expect(second.told.slice(-2)).toEqual(['bad refused', 'good acked']);
  });
});

describe('a keeper', () => {
  const broken = (parts: Partial<OutboxKeeper>): OutboxKeeper => ({
    ...createMemoryShelf().keeper(),
    ...parts,
  });

  it('that cannot load is reported, and everything is sent without it', async () => {
    const failure = new Error('no room');
    const refuse = () => Promise.reject(failure);
    const program = createPrograms().start(broken({ load: refuse, put: refuse, remove: refuse }));
    program.say('a');
    await program.live();
    program.welcome(1);
    program.say('b');
    expect(program.sent()).toEqual(['1 a', '2 b']);
    await until(() => expect(new Set(program.failures)).toEqual(new Set([failure])));
  });

  it('that cannot keep a record is reported, and the record is sent', async () => {
    const program = createPrograms().start(broken({ put: () => Promise.reject(new Error('full')) }));
    await program.live();
    program.welcome(1);
    program.say('a');
    expect(program.sent()).toEqual(['1 a']);
    await until(() => expect(program.failures).toHaveLength(1));
  });

  it('is never waited for by a record', async () => {
    const program = createPrograms().start(broken({ put: () => new Promise(() => {}) }));
    await program.live();
    program.welcome(1);
    program.say('a');
    expect(program.sent()).toEqual(['1 a']);
  });

  it('needs a publisher of its own at each start', () => {
    const keeper = createMemoryShelf().keeper();
    const named = { relay: 'https://relay', session: 'talk', token: 't', publisher: 'ann', keeper };
    expect(() => createPresenter(named)).toThrow(TypeError);
  });
});
