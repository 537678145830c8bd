// What a machine does to a relay: it has no descriptors left, it stands still, its clock jumps. Nothing acknowledged is lost, and
// the relay goes on by itself.
import { execFileSync } from 'node:child_process';
import { setTimeout as passes } from 'node:timers/promises';

import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { publisherTiming } from '../../protocol/limits.ts';
import { startPresenter, startViewer } from '../helpers/client-peers.ts';
import { isWhole } from '../helpers/effort.ts';
import { connectRaw } from '../helpers/raw-request.ts';
import { type RelayProcess, startRelayProcess } from '../helpers/relay-process.ts';
import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

afterEach(() => void vi.useRealTimers());

async function startOwn(): Promise<RelayProcess> {
  const relay = await startRelayProcess({ data: testFolder() });
  onTestFinished(async () => void (await relay.end('SIGKILL')));
  return relay;
}

/** A viewer and a presenter of our own client, and what the presenter was told. */
async function startPair(relay: RelayProcess) {
  const { token } = await relay.invite('talk');
  const viewer = startViewer({ relay: relay.url, session: 'talk' });
  const presenter = startPresenter({ relay: relay.url, session: 'talk', token });
  let said = 0;
  return {
    say(text = `line ${said + 1}`) {
      said++;
      presenter.publish({ type: 'line', id: `l${said}`, rev: 1, text });
    },
    settled: () => presenter.settled(),
    /** Resolves once the viewer has every line, once and in order. */
    arrived: () =>
      until(() =>
        expect(viewer.view().transcript.lines.map(({ id }) => id)).toEqual(
          Array.from({ length: said }, (_, at) => `l${at + 1}`),
        ),
      ),
  };
}

describe.runIf(process.platform === 'linux')('a process without descriptors', () => {
  it('goes on for those who are there, and lets others in once there are some again', async () => {
    const relay = await startOwn();
    const pair = await startPair(relay);
    pair.say();
    await pair.arrived();
    execFileSync('prlimit', ['--pid', String(relay.child.pid), '--nofile=200:200']);
    const idle = await Promise.all(Array.from({ length: 400 }, () => connectRaw(relay.url)));
    await until(() => expect(idle.filter(({ socket }) => socket.destroyed).length).toBeGreaterThan(100));
    for (let n = 0; n < 50; n++) pair.say('x'.repeat(1_900));
    for (const { socket } of idle) socket.destroy();
    // A request that met the relay while it had none is given up, and made again.
    const health = () => fetch(`${relay.url}/healthz`, { signal: AbortSignal.timeout(5_000) });
    await until(async () => expect((await health()).status).toBe(200));
    await pair.settled();
    await pair.arrived();
    expect(relay.child.exitCode).toBeNull();
  });
});

describe('a process that stands still', () => {
  it('loses nothing that was said before, meanwhile and after', async () => {
    const relay = await startOwn();
    const pair = await startPair(relay);
    pair.say();
    await pair.settled();
    relay.child.kill('SIGSTOP');
    pair.say();
    // Longer than clients wait for a beat, in a run of whole effort.
    await passes(isWhole() ? 32_000 : 2_000);
    pair.say();
    relay.child.kill('SIGCONT');
    pair.say();
    await pair.settled();
    await pair.arrived();
    expect(relay.child.exitCode).toBeNull();
  });
});

describe('a clock that is set', () => {
  const dayMs = 24 * 3_600_000;

  it.each([
    ['forward by a day', dayMs],
    ['back by a day', -dayMs],
  ])('%s: words go on, in order, and those who come back miss nothing', async (_name, byMs) => {
    const relay = await startRelay({ data: testFolder() });
    const ann = await relay.present('talk', 'ann', {
      token: await relay.invite({ session: 'talk', role: 'presenter', ttlS: 3 * 86_400 }),
    });
    const viewer = await relay.view('talk');
    ann.say(1, 'before');
    await until(() => expect(viewer.texts()).toEqual(['before']));
    const cursor = viewer.cursor();
    ann.send({ type: 'typing', typing: true, name: 'Ann' });
    await until(() => expect(viewer.typing()).toHaveLength(1));
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + byMs });
    // Who types ends by a clock that nobody sets. A slow machine may have ended it by then.
    const leftMs = (await relay.view('talk')).joined().typing.map((typist) => typist.leftMs);
    const isOver = (await viewer.roundTrip(), viewer.typing()?.length === 0);
    expect(leftMs.every((ms) => ms > 0 && ms <= publisherTiming.typingTtlMs)).toBe(true);
    expect(leftMs.length === 1 || isOver).toBe(true);
    ann.say(2, 'after');
    await until(() => expect(ann.all('ack')).toHaveLength(2));
    const back = await relay.view('talk', { cursor });
    expect(back.texts()).toEqual(['after']);
    const late = await relay.view('talk');
    expect(late.joined().lines.map(({ text }) => text)).toEqual(['before', 'after']);
    vi.useRealTimers();
    ann.say(3, 'again');
    await until(() => expect(back.texts()).toEqual(['after', 'again']));
    expect(relay.failures).toEqual([]);
  });
});
