// Hundreds of viewers on a network that breaks all the time: each of them ends with every line, each once and in order,
// and none ever sees a line's interim text beside the finished line. CAPTIONWIRE_EFFORT=10 makes it a thousand viewers.
import { expect, onTestFinished, test } from 'vitest';

import { stubBrowserNetwork } from '../helpers/browser-network.ts';
import { startViewer } from '../helpers/client-peers.ts';
import { throwDice } from '../helpers/dice.ts';
import { scaled } from '../helpers/effort.ts';
import { startRelayProcess } from '../helpers/relay-process.ts';
import { testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { startRoughProxy } from './rough-proxy.ts';
import { changesOf, createSeenLog } from './seen-log.ts';
import { chaosTokens, relayEnvironment } from './spare-relays.ts';
import { storedRecords } from './stored-log.ts';
import { startTalker } from './talker.ts';

const viewers = scaled(100, 20);
const leastRecords = scaled(100, 50);
const stormLimitMs = 180_000;
const session = 'journey';

test(`${viewers} viewers whose connections break all the time see every line once and in order`, async () => {
  const dice = throwDice('broken lines');
  const data = testFolder();
  const relay = await startRelayProcess({ data, env: relayEnvironment });
  onTestFinished(() => void relay.child.kill('SIGKILL'));
  const proxy = await startRoughProxy(relay.url, dice.fork());
  const network = stubBrowserNetwork();

  const followers = Array.from({ length: viewers }, () => {
    const seen = createSeenLog();
    return { seen, viewer: startViewer({ relay: proxy.url, session, onChange: seen.onChange }) };
  });
  await until(() => expect(followers.every(({ seen }) => seen.snapshots.length === 1)).toBe(true));

  const token = await chaosTokens.sign({ session, role: 'presenter', ttlS: 3_600 });
  const talkers = ['ann', 'ben'].map((name) =>
    startTalker({
      relay: proxy.url,
      session,
      token,
      name,
      dice: dice.fork(),
      paceMs: [60, 180],
      revisions: [1, 3],
      burst: [2, 16],
    }),
  );
  const said = () => talkers.reduce((sum, { handedIn }) => sum + handedIn.length, 0);
  proxy.storm();
  for (const talker of talkers) {
    talker.talk();
    onTestFinished(talker.stop);
  }
  const sum = (count: (seen: (typeof followers)[number]['seen']) => number) =>
    followers.reduce((total, { seen }) => total + count(seen), 0);
  // A storm goes on until it has broken enough; how long that takes is the machine's.
  await until(() => {
    const { atByte, atMoment } = proxy.cuts();
    expect(said()).toBeGreaterThan(leastRecords);
    expect(Math.min(atByte, atMoment)).toBeGreaterThan(viewers / 2);
    expect(sum((seen) => seen.resumes())).toBeGreaterThan(viewers);
    expect(sum((seen) => seen.interims())).toBeGreaterThan(viewers);
  }, stormLimitMs);
  for (const talker of talkers) talker.stop();
  proxy.calm();
  network.online();

  await until(() => {
    for (const { presenter } of talkers) expect(presenter.pending()).toBe(0);
    const behind = followers.filter(({ viewer }) => viewer.view().transcript.seq !== said());
    expect(behind.length).toBe(0);
  }, 60_000);
  for (const { viewer } of followers) viewer.close();
  for (const { presenter } of talkers) presenter.close();
  expect(await relay.end()).toBe(0);
  expect(relay.stderr()).toBe('Stopping…\n');

  const records = await storedRecords(data, session);
  expect(records.length).toBe(said());
  const changes = changesOf(records);
  for (const { seen } of followers) {
    expect(seen.changes).toEqual(changes);
    expect(seen.snapshots).toEqual([undefined]);
    expect(seen.doubled).toEqual([]);
  }

  const { atByte, atMoment } = proxy.cuts();
  process.stdout.write(
    `${atByte} cuts at a byte, ${atMoment} at a moment; ${sum((seen) => seen.resumes())} resumes, ` +
      `${sum((seen) => seen.interims())} interims and ${changes.length * viewers} changes seen\n`,
  );
});
