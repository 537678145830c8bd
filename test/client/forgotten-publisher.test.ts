// A presenter whose publisher the relay forgot, because so many others have published since: everything it hands in is in
// the log once and in order, under numbers that begin again.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createOutbox } from '../../client/outbox.ts';
import { formatCursor, genesis } from '../../protocol/cursor.ts';
import { relayLimits } from '../../protocol/limits.ts';
import type { Draft } from '../../protocol/records.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';
import { emptyTranscript, foldRecords } from '../../protocol/transcript.ts';
import { createMemoryEngine } from '../../relay/engines/memory.ts';
import { keepAll } from '../../relay/engines/retention.ts';
import { nowMs, readAll } from '../contract/requests.ts';
import { startPresenter } from '../helpers/client-peers.ts';
import { scaled } from '../helpers/effort.ts';
import { draft, line } from '../helpers/records.ts';
import { type RunningRelay, startRelay } from '../helpers/running-relay.ts';
import { shorten } from '../helpers/shorten.ts';
import { until } from '../helpers/until.ts';

shorten(relayLimits, { publishersPerSession: 100 });

let rounds = 0;

/** As many others as the relay remembers publish one line each, a few of them on a connection. */
async function othersPublish({ join }: RunningRelay): Promise<void> {
  const round = ++rounds;
  const onEach = 50;
  for (let from = 0; from < relayLimits.publishersPerSession; from += onEach) {
    const wire = await join('talk', 'presenter');
    for (let at = from; at < from + onEach; at++) {
      wire.send({ type: 'hello', publisher: `other${round}-${at}` });
      wire.say(1, 'other', { id: `other${round}-${at}` });
    }
    await until(() => expect(wire.all('ack')).toHaveLength(onEach));
    wire.cut();
  }
}

async function idsInLog({ view }: RunningRelay): Promise<string[]> {
  const all = await view('talk', { cursor: formatCursor(genesis) });
  const { cursor } = (await view('talk')).joined();
  await until(() => expect(all.cursor()).toBe(cursor));
  return all.records().flatMap((record) => ('id' in record ? [record.id] : []));
}

describe('a console that was idle while as many others published as a relay remembers', () => {
  it('meets a gap, numbers its lines anew, and loses and doubles none', async () => {
    const relay = await startRelay();
    const token = await relay.invite({ session: 'talk', role: 'presenter' });
    const heard: ServerMessage[] = [];
    const onMessage = (message: ServerMessage) => heard.push(message);
    const console = startPresenter({ relay: relay.url, session: 'talk', token, onMessage });
    const say = (...ids: string[]) => ids.forEach((id) => console.publish(draft(id, id)));

    say('a', 'b', 'c');
    await console.settled();
    await othersPublish(relay);
    say('d', 'e', 'f');
    await console.settled();
    expect(heard).toContainEqual({ type: 'expect', next: 1 });

    // Once more, and this time it hears of it as it comes back.
    await othersPublish(relay);
    console.cut();
    say('g', 'h');
    await console.settled();
    const welcomes = heard.flatMap((message) => (message.type === 'welcome' ? [message.next] : []));
    expect(welcomes).toEqual([1, 1]);

    const ids = await idsInLog(relay);
    expect(ids.filter((id) => !id.startsWith('other'))).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    expect(ids).toHaveLength(8 + 2 * relayLimits.publishersPerSession);
    expect(relay.failures).toEqual([]);
  });
});

describe('whatever is lost, cut off or forgotten', () => {
  /** An outbox, a line to an engine that remembers two publishers, and a third and fourth that push it out. */
  async function play(happenings: readonly string[]): Promise<{ good: string[]; log: string[] }> {
    const engine = createMemoryEngine(keepAll, { publishersPerSession: 2 });
    let toRelay: ({ n: number; draft: Draft } | 'hello')[] = [];
    let toClient: (() => void)[] = [];
    let expecting = false;
    const outbox = createOutbox({
      send: (n, record) => toRelay.push({ n, draft: record }) > 0,
      ask: () => void toRelay.push('hello'),
      onPublication() {},
    });
    const append = (publisher: string, number: number, record: Draft) =>
      engine.append({ session: 'talk', publisher, number, draft: record, nowMs });

    async function deliver(): Promise<void> {
      const message = toRelay.shift();
      if (!message) return;
      if (message === 'hello') {
        expecting = false;
        const next = await engine.nextNumber('talk', 'console');
        toClient.push(() => outbox.owe(next));
        return;
      }
      const result = await append('console', message.n, message.draft);
      if (result.type !== 'gap') toClient.push(() => outbox.acked(message.n, result.seq));
      else if (!expecting) toClient.push(() => outbox.expected(result.expected));
      expecting = result.type === 'gap';
    }
    async function others(): Promise<void> {
      for (const publisher of ['other1', 'other2']) {
        const number = await engine.nextNumber('talk', publisher);
        await append(publisher, number, { type: 'status', level: 'info', text: 'other' });
      }
    }
    const cut = () => {
      [toRelay, toClient] = [[], []];
      outbox.offline();
    };
    const connect = () => {
      cut();
      toRelay.push('hello');
    };
    const good: string[] = [];
    const add = () => {
      good.push(`l${good.length + 1}`);
      outbox.add(draft(good.at(-1) as string, 'x'));
    };
    const answer = () => toClient.shift()?.();
    const steps: Record<string, () => unknown> = { add, deliver, answer, others, cut, connect };
    connect();
    for (const step of happenings) await steps[step]?.();
    if (happenings.includes('cut')) connect();
    while (toRelay.length + toClient.length > 0) {
      await deliver();
      answer();
    }
    expect(outbox.pending()).toBe(0);
    const log = (await readAll(engine)).flatMap(({ record }) => ('id' in record ? [record.id] : []));
    return { good, log };
  }

  it('on a line that holds, every record is in the log once and in order', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('add', 'deliver', 'answer', 'others'), { maxLength: 60 }),
        async (happenings) => {
          const { good, log } = await play(happenings);
          expect(log).toEqual(good);
        },
      ),
      { numRuns: scaled(500) },
    ));

  it('and over losses none is missing, and the transcript has each once and in order', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('add', 'deliver', 'answer', 'others', 'cut', 'connect'), { maxLength: 60 }),
        async (happenings) => {
          const { good, log } = await play([...happenings, 'cut']);
          const records = log.map((id, at) => line(at + 1, 'x', { id }));
          const { lines } = foldRecords(emptyTranscript, records);
          expect(lines.map(({ id }) => id)).toEqual(good);
        },
      ),
      { numRuns: scaled(500) },
    ));
});
