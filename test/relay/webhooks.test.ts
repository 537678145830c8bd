// What happens in sessions is posted to others: signed, in order, at least once, also over failures and restarts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { WebhookOptions } from '../../relay/webhooks/webhooks.ts';
import { type RunningRelay, startRelay, testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { type Receiver, startReceiver, webhookSecret } from '../helpers/webhook-receiver.ts';

const here = ['127.0.0.0/8'];

const hooked = (receiver: { url: string }, more: Partial<WebhookOptions> = {}) => ({
  webhooks: { urls: [receiver.url], secret: webhookSecret, allow: here, firstRetryMs: 10, ...more },
});

async function sayOne(relay: RunningRelay, text: string, session = 'talk'): Promise<void> {
  const ann = await relay.present(session, `ann-${text.replaceAll(/\W/g, '')}`);
  ann.say(1, text, { id: text.replaceAll(/\W/g, '') });
  await ann.next('ack');
}

const toldOf = (receiver: Receiver, session?: string) => ({
  equals: (...events: string[]) => until(() => expect(receiver.told(session)).toEqual(events)),
});

describe('a webhook', () => {
  it('is told of the beginning, lines, corrections, what is taken back, status and the end, in order', async () => {
    const receiver = await startReceiver();
    const relay = await startRelay(hooked(receiver));
    const ann = await relay.present('talk', 'ann');
    ann.say(1, 'We meat at ten', { speaker: 'Ann' });
    ann.say(2, 'Gone');
    ann.publish(3, { type: 'line', id: 'l1', rev: 2, text: 'We meet at ten', speaker: 'Ann' });
    ann.publish(4, { type: 'retract', id: 'l2' });
    ann.publish(5, { type: 'status', level: 'warning', text: 'Break' });
    ann.publish(6, { type: 'clear', scope: 'status' });
    ann.publish(7, { type: 'clear', scope: 'screen' });
    ann.publish(8, { type: 'end' });
    ann.say(9, 'And again');
    await toldOf(receiver).equals(
      'session.started',
      'line.finished: We meat at ten',
      'line.finished: Gone',
      'line.corrected: We meet at ten',
      'line.retracted',
      'status.changed: Break',
      'status.cleared',
      'session.ended',
      'session.started',
      'line.finished: And again',
    );
    const [started, line] = receiver.taken;
    expect(started?.data).toEqual({ session: 'talk', cursor: expect.stringMatching(/\.1\./) });
    expect(line?.data.record).toMatchObject({ id: 'l1', speaker: 'Ann', seq: 1, rev: 1 });
    expect(Date.parse(line?.timestamp as string)).toBe(line?.data.record?.['at']);
    expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(10);
    expect(relay.failures).toEqual([]);
  });

  it('gets what failed again, under the same id, before what came after it', async () => {
    const receiver = await startReceiver();
    receiver.answers = [{ status: 500 }, { status: 429, headers: { 'retry-after': '0' } }, { status: 204 }];
    const relay = await startRelay(hooked(receiver));
    await sayOne(relay, 'One');
    await sayOne(relay, 'Two');
    await toldOf(receiver).equals('session.started', 'line.finished: One', 'line.finished: Two');
    const ids = receiver.tries.map((headers) => headers['webhook-id']);
    expect(ids.slice(0, 3)).toEqual([ids[0], ids[0], ids[0]]);
    expect(new Set(ids).size).toBe(3);
  });

  it('waits as long as it is told to', async () => {
    const receiver = await startReceiver();
    receiver.answers = [{ status: 503, headers: { 'retry-after': '1' } }, { status: 204 }];
    const relay = await startRelay(hooked(receiver));
    const beganMs = Date.now();
    await sayOne(relay, 'One');
    await toldOf(receiver).equals('session.started', 'line.finished: One');
    expect(Date.now() - beganMs).toBeGreaterThanOrEqual(1_000);
  });

  it('that fails in one session does not hold up another', async () => {
    const receiver = await startReceiver();
    receiver.answers = [{ status: 500, headers: { 'retry-after': '3600' } }, { status: 204 }];
    const relay = await startRelay(hooked(receiver));
    await sayOne(relay, 'One', 'stuck');
    await until(() => expect(receiver.tries).toHaveLength(1));
    await sayOne(relay, 'Two', 'other');
    await toldOf(receiver, 'other').equals('session.started', 'line.finished: Two');
    expect(receiver.told('stuck')).toEqual([]);
    const metrics = await (await fetch(`${relay.url}/metrics`)).text();
    expect(metrics).toContain('captionwire_webhook_events_total{result="retried"} 1');
    expect(metrics).toContain('captionwire_webhook_sessions_waiting 1');
  });

  it('that takes an event at no try gets the next one; what failed is written down', async () => {
    const receiver = await startReceiver();
    receiver.answers = [{ status: 400 }, { status: 400 }, { status: 400 }, { status: 204 }];
    const data = testFolder();
    const relay = await startRelay({ data, ...hooked(receiver, { tries: 3 }) });
    await sayOne(relay, 'One');
    await toldOf(receiver).equals('line.finished: One');
    const [failed, ...more] = readFileSync(join(data, 'webhooks-failed.jsonl'), 'utf8').trim().split('\n');
    expect(more).toEqual([]);
    expect(JSON.parse(failed as string)).toMatchObject({
      host: new URL(receiver.url).host,
      tries: 3,
      why: 'it answered 400',
      event: { type: 'session.started', data: { session: 'talk' } },
    });
  });

  it('tries the second event of a record as often as any other, and the first no more', async () => {
    const receiver = await startReceiver();
    const refusal = { status: 500 };
    receiver.answers = [{ status: 204 }, refusal, refusal, refusal, { status: 204 }];
    const data = testFolder();
    const relay = await startRelay({ data, ...hooked(receiver, { tries: 3 }) });
    await sayOne(relay, 'One');
    await sayOne(relay, 'Two');
    await toldOf(receiver).equals('session.started', 'line.finished: Two');
    expect(receiver.tries).toHaveLength(5);
  });

  it('that says that it is gone is not asked again', async () => {
    const receiver = await startReceiver();
    receiver.answers = [{ status: 410 }];
    const other = await startReceiver();
    const relay = await startRelay(hooked(receiver, { urls: [receiver.url, other.url] }));
    await sayOne(relay, 'One');
    await sayOne(relay, 'Two');
    await toldOf(other).equals('session.started', 'line.finished: One', 'line.finished: Two');
    expect(receiver.tries).toHaveLength(1);
  });

  it('follows no redirect', async () => {
    const elsewhere = await startReceiver();
    const receiver = await startReceiver();
    receiver.answers = [{ status: 307, headers: { location: elsewhere.url } }, { status: 204 }];
    const relay = await startRelay(hooked(receiver));
    await sayOne(relay, 'One');
    await toldOf(receiver).equals('session.started', 'line.finished: One');
    expect(elsewhere.tries).toEqual([]);
  });
});

describe('a relay that was away', () => {
  it('goes on where it was, also with what was said while the receiver was away', async () => {
    const data = testFolder();
    const receiver = await startReceiver();
    const first = await startRelay({ data, ...hooked(receiver) });
    await sayOne(first, 'One');
    await toldOf(receiver).equals('session.started', 'line.finished: One');
    receiver.answers = [{ status: 503, headers: { 'retry-after': '3600' } }];
    await sayOne(first, 'Two');
    await until(() => expect(receiver.tries).toHaveLength(3));
    await first.close();
    receiver.answers = [];
    const second = await startRelay({ data, ...hooked(receiver) });
    await sayOne(second, 'Three');
    await toldOf(receiver).equals(
      'session.started',
      'line.finished: One',
      'line.finished: Two',
      'line.finished: Three',
    );
  });

  it('tells a webhook that was added between two meetings when the next one starts', async () => {
    const data = testFolder();
    const first = await startRelay({ data });
    const ann = await first.present('talk', 'ann');
    ann.say(1, 'Goodbye');
    ann.publish(2, { type: 'end' });
    await until(() => expect(ann.all('ack')).toHaveLength(2));
    await first.close();
    const receiver = await startReceiver();
    const second = await startRelay({ data, ...hooked(receiver) });
    await sayOne(second, 'Hello');
    await toldOf(receiver).equals('session.started', 'line.finished: Hello');
  });

  it('begins a webhook that was added with what is said from then on', async () => {
    const data = testFolder();
    const first = await startRelay({ data });
    await sayOne(first, 'Before');
    await first.close();
    const receiver = await startReceiver();
    const second = await startRelay({ data, ...hooked(receiver) });
    await sayOne(second, 'After');
    await sayOne(second, 'Elsewhere', 'new');
    await toldOf(receiver).equals('line.finished: After');
    await toldOf(receiver, 'new').equals('session.started', 'line.finished: Elsewhere');
    await second.close();
    // Taken away and added again, it begins anew.
    const third = await startRelay({ data });
    await sayOne(third, 'Unheard');
    await third.close();
    const fourth = await startRelay({ data, ...hooked(receiver) });
    await sayOne(fourth, 'Heard');
    await toldOf(receiver).equals('line.finished: After', 'line.finished: Heard');
  });
});

describe('addresses that are not public', () => {
  it.each([
    ['an address', (port: string) => `http://127.0.0.1:${port}/`],
    ['a name', (port: string) => `http://localhost:${port}/`],
    ['an address in other words', (port: string) => `http://[::ffff:127.0.0.1]:${port}/`],
    ['an address as a number', (port: string) => `http://2130706433:${port}/`],
  ])('are not posted to unless they are allowed: %s', async (_, urlOf) => {
    const receiver = await startReceiver();
    const url = urlOf(new URL(receiver.url).port);
    const data = testFolder();
    const relay = await startRelay({ data, ...hooked({ url }, { allow: [], tries: 1 }) });
    await sayOne(relay, 'One');
    const failed = join(data, 'webhooks-failed.jsonl');
    await until(() => expect(readFileSync(failed, 'utf8')).toContain('allow it with --webhook-allow'));
    expect(receiver.tries).toEqual([]);
  });
});

it.each([
  [{ urls: ['ftp://example.org'] }, /webhook "ftp:/],
  [{ urls: ['http://a:b@example.org'] }, /without a user name/],
  [{ urls: ['https://example.org'], allow: ['10.1'] }, /webhook-allow "10.1"/],
  [{ urls: ['https://example.org'], secret: 'short' }, /whsec_/],
  [{ urls: ['https://example.org'], secret: undefined }, /CAPTIONWIRE_WEBHOOK_SECRET/],
])('options %j are refused with what to give', async (wrong, words) => {
  await expect(startRelay({ webhooks: { secret: webhookSecret, ...wrong } })).rejects.toThrow(words);
});

it('makes a secret in the data folder, for its owner alone', async () => {
  const data = testFolder();
  await startRelay({ data, webhooks: { urls: ['https://example.org'] } });
  expect(readFileSync(join(data, 'webhook-secret'), 'utf8')).toMatch(/^whsec_[A-Za-z0-9+/]{43}=\n$/);
});
