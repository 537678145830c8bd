// A relay that nonsense is thrown at, in a process that tells what it holds; and beside the nonsense a presenter and a
// viewer who go on as if nothing were, and must not notice anything.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { expect, onTestFinished } from 'vitest';

import { startViewer } from '../helpers/client-peers.ts';
import type { Dice } from '../helpers/dice.ts';
import { startRelayProcess } from '../helpers/relay-process.ts';
import { testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { faultOfLogLine } from './documented.ts';
import { changesOf, createSeenLog } from './seen-log.ts';
import { chaosTokens, relayEnvironment } from './spare-relays.ts';
import { storedRecords } from './stored-log.ts';
import { markOf, startTalker } from './talker.ts';

/** What a relay's process holds once everything that can be collected is collected. */
type Holdings = { readonly usedBytes: number; readonly sockets: number };

export type FuzzedRelay = {
  readonly url: string;
  readonly data: string;
  /** Resolves once the only connections are those of the two who behave and so many others. */
  holdings(others: number): Promise<Holdings>;
  /** Ends the relay; checks that it went well until then, and that nobody who behaved was harmed. */
  finish(): Promise<void>;
};

const healthySession = 'healthy';

export async function startFuzzedRelay(dice: Dice): Promise<FuzzedRelay> {
  const data = testFolder();
  const report = new URL('memory-report.mjs', import.meta.url).href;
  const relay = await startRelayProcess({
    data,
    parameters: ['--log-level', 'info'],
    env: relayEnvironment,
    nodeParameters: ['--expose-gc', '--import', report],
  });
  const child: ChildProcess = relay.child;
  onTestFinished(() => void child.kill('SIGKILL'));

  const seen = createSeenLog();
  const viewer = startViewer({ relay: relay.url, session: healthySession, onChange: seen.onChange });
  await until(() => expect(seen.snapshots).toEqual([undefined]));
  const talker = startTalker({
    relay: relay.url,
    session: healthySession,
    token: await chaosTokens.sign({ session: healthySession, role: 'presenter', ttlS: 3_600 }),
    name: 'ann',
    dice: dice.fork(),
    paceMs: [10, 60],
    revisions: [0, 3],
  });
  onTestFinished(talker.stop);
  talker.talk();

  async function ask(): Promise<Holdings> {
    child.send('report');
    const [holdings] = (await once(child, 'message')) as [Holdings];
    return holdings;
  }
  return {
    url: relay.url,
    data,
    holdings: (others) =>
      until(async () => {
        const holdings = await ask();
        // The listening socket is none of them.
        expect(holdings.sockets).toBe(2 + others);
        return holdings;
      }, 60_000),
    async finish() {
      talker.stop();
      await until(() => expect(talker.presenter.pending()).toBe(0));
      await until(() => expect(viewer.view().transcript.seq).toBe(talker.handedIn.length));
      expect({ resumes: seen.resumes(), snapshots: seen.snapshots }).toEqual({
        resumes: 0,
        snapshots: [undefined],
      });
      expect(child.exitCode).toBeNull();
      expect(await relay.end()).toBe(0);

      const records = await storedRecords(data, healthySession);
      expect(records.map(markOf)).toEqual(talker.handedIn);
      expect(seen.changes).toEqual(changesOf(records));
      expect(seen.doubled).toEqual([]);
      const lines = relay.stderr().trimEnd().split('\n');
      expect(lines.flatMap((line) => faultOfLogLine(line) ?? [])).toEqual([]);
      viewer.close();
      talker.presenter.close();
    },
  };
}
