// A relay that is killed at any moment, under load, again and again: nothing acknowledged is lost, nothing is there twice
// or in another order, and every viewer saw the log itself, once. CAPTIONWIRE_EFFORT=50 kills it 1,000 times.
import { setTimeout as pass } from 'node:timers/promises';

import { expect, onTestFinished, test } from 'vitest';

import type { LogRecord } from '../../protocol/records.ts';
import { stubBrowserNetwork } from '../helpers/browser-network.ts';
import { startViewer } from '../helpers/client-peers.ts';
import { type Dice, throwDice } from '../helpers/dice.ts';
import { scaled } from '../helpers/effort.ts';
import type { RelayProcess } from '../helpers/relay-process.ts';
import { testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { changesOf, createSeenLog, type SeenLog } from './seen-log.ts';
import { chaosTokens, createSpareRelays, freePort, type SpareRelays } from './spare-relays.ts';
import { storedRecords } from './stored-log.ts';
import { markOf, startTalker, type Talker, talkerOf } from './talker.ts';

const rounds = scaled(20, 4);
/** Rounds in one session: a log keeps 100,000 records, and here none may be trimmed. */
const roundsPerSession = 200;
const viewers = 20;
/** Viewers that nothing tells of the relay's return: they wait for their own backoff. */
const patientViewers = 3;

type Follower = { readonly seen: SeenLog; readonly viewer: ReturnType<typeof startViewer> };
type Crowd = { readonly followers: readonly Follower[]; readonly talkers: readonly Talker[] };
type Sums = { kills: number; underLoad: number; records: number; ackLost: number };

function follow(relay: string, session: string): Follower {
  const seen = createSeenLog();
  return { seen, viewer: startViewer({ relay, session, onChange: seen.onChange }) };
}

async function startTalkers(relay: string, session: string, dice: Dice): Promise<Talker[]> {
  const token = await chaosTokens.sign({ session, role: 'presenter', ttlS: 3_600 });
  const talkers = ['ann', 'ben', 'eve'].map((name) => {
    const pace = { paceMs: [8, 40], revisions: [0, 3] } as const;
    return startTalker({ relay, session, token, name, dice: dice.fork(), ...pace });
  });
  for (const talker of talkers) {
    onTestFinished(talker.stop);
    talker.talk();
  }
  return talkers;
}

/** Waits for some random moment: these tests are about when things happen. */
const moment = (dice: Dice, maxMs: number) => pass(dice.whole(0, maxMs));
const isLive = ({ presenter }: Talker) => presenter.connection().phase === 'live';

/** Kills a relay; says whether lines were on the wire that it had not acknowledged. */
async function killAtRandom(relay: RelayProcess, talkers: readonly Talker[], dice: Dice): Promise<boolean> {
  // Now and then while everybody is still on the way back.
  if (dice.chance(0.8)) await until(() => expect(talkers.some(isLive)).toBe(true));
  await moment(dice, 350);
  for (const { sayLine } of talkers) for (let lines = dice.whole(1, 3); lines > 0; lines--) sayLine();
  // From before the first byte is read to after the last acknowledgement was sent.
  await moment(dice, 4);
  const inFlight = talkers.some((talker) => isLive(talker) && talker.inFlight() > 0);
  expect(await relay.end('SIGKILL')).toBeNull();
  expect(relay.stderr()).toBe('');
  return inFlight;
}

function checkTalker(talker: Talker, marks: readonly string[]): void {
  expect(talker.refused).toEqual([]);
  expect(marks.filter((mark) => talkerOf(mark) === talker.name)).toEqual(talker.handedIn);
  const misplaced = [...talker.acknowledged].filter(
    ([mark, seq]) => seq !== undefined && marks[seq - 1] !== mark,
  );
  expect(misplaced).toEqual([]);
  expect(talker.acknowledged.size).toBe(talker.handedIn.length);
}

/** Waits until everything that was said has been stored, and every viewer has seen it. @returns how many records. */
async function comeLevel({ followers, talkers }: Crowd): Promise<number> {
  const said = talkers.reduce((sum, { handedIn }) => sum + handedIn.length, 0);
  await until(() => {
    for (const { presenter } of talkers) expect(presenter.pending()).toBe(0);
    for (const { viewer } of followers) expect(viewer.view().transcript.seq).toBe(said);
  }, 60_000);
  return said;
}

function checkSession({ followers, talkers }: Crowd, records: readonly LogRecord[]): void {
  const marks = records.map(markOf);
  for (const talker of talkers) checkTalker(talker, marks);
  expect(records.map(({ seq }) => seq)).toEqual(records.map((_, at) => at + 1));
  const changes = changesOf(records);
  for (const { seen } of followers) {
    expect(seen.snapshots).toEqual([undefined]);
    expect(seen.doubled).toEqual([]);
    expect(seen.changes).toEqual(changes);
  }
}

/** One session, in which a relay is killed so many times. */
async function sessionUnderKills(
  { relays, folder, url, dice }: { relays: SpareRelays; folder: string; url: string; dice: Dice },
  { name, kills }: { name: string; kills: number },
  sums: Sums,
): Promise<void> {
  let relay = await relays.next();
  const patient = Array.from({ length: patientViewers }, () => follow(url, name));
  const network = stubBrowserNetwork();
  const eager = Array.from({ length: viewers - patientViewers }, () => follow(url, name));
  const followers = [...patient, ...eager];
  // Who joins later gets the last lines in a snapshot, and not as changes.
  await until(() => expect(followers.every(({ seen }) => seen.snapshots.length === 1)).toBe(true));
  const talkers = await startTalkers(url, name, dice);

  for (let kill = 0; kill < kills; kill++) {
    network.online();
    if (await killAtRandom(relay, talkers, dice)) sums.underLoad++;
    relay = await relays.next();
    if (++sums.kills % 20 === 0 && sums.kills < rounds) {
      process.stdout.write(`${sums.kills} kills, ${sums.underLoad} with lines in flight\n`);
    }
  }
  for (const talker of talkers) talker.stop();
  network.online();
  // Their backoff has grown to 20 s by now.
  for (const { viewer } of patient) {
    viewer.close();
    viewer.restart();
  }
  sums.records += await comeLevel({ followers, talkers });
  expect(await relay.end('SIGTERM')).toBe(0);
  checkSession({ followers, talkers }, await storedRecords(folder, name));
  for (const { seen } of eager) expect(seen.interims()).toBeGreaterThan(0);

  for (const { viewer } of followers) viewer.close();
  for (const { presenter, acknowledged } of talkers) {
    presenter.close();
    sums.ackLost += [...acknowledged.values()].filter((seq) => seq === undefined).length;
  }
  network.remove();
}

test(
  `a relay that is killed ${rounds} times under load loses, repeats and reorders nothing`,
  async () => {
    const dice = throwDice('killed relay');
    const folder = testFolder();
    const port = await freePort(dice);
    const url = `http://127.0.0.1:${port}`;
    const relays = createSpareRelays({ data: folder, port });
    const sums: Sums = { kills: 0, underLoad: 0, records: 0, ackLost: 0 };
    for (let session = 1; sums.kills < rounds; session++) {
      const kills = Math.min(roundsPerSession, rounds - sums.kills);
      await sessionUnderKills({ relays, folder, url, dice }, { name: `talk-${session}`, kills }, sums);
    }
    process.stdout.write(
      `${sums.kills} kills, ${sums.underLoad} with lines in flight; ${sums.records} records, ` +
        `${sums.ackLost} of them stored though their acknowledgement was lost\n`,
    );
    expect(sums.underLoad).toBeGreaterThan(sums.kills / 2);
    expect(sums.ackLost).toBeGreaterThan(0);
  },
  120_000 + rounds * 5_000,
);
