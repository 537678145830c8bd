// A disk without room: publishing is refused, reading goes on, and it works again by itself once there is room. The room
// is taken by the operating system's limit on file sizes, which needs no rights and is there on every Linux.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';
import { runScript } from '../helpers/child-script.ts';
import { testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { readAll } from './requests.ts';

type Fact = {
  readonly acknowledged?: number;
  readonly failed?: number;
  readonly message?: string;
  readonly healthy?: boolean;
  readonly seq?: number;
  readonly readable?: number;
  readonly next?: number;
  readonly told?: number;
  readonly recovered?: boolean;
  readonly closed?: boolean;
};

function limitFiles(pid: number, bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
}

describe.runIf(process.platform === 'linux')('a disk that is full', () => {
  it('refuses publishing, goes on reading, recovers when there is room, and lets go when told to', async () => {
    const folder = testFolder();
    const child = await runScript('test/contract/full-disk-appender.ts', [folder], testFolder());
    const facts: Fact[] = [];
    let rest = '';
    child.stdout?.on('data', (chunk) => {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      facts.push(...lines.map((line) => JSON.parse(line) as Fact));
    });
    const acknowledged = () => facts.flatMap(({ acknowledged: number }) => number ?? []);
    await until(() => expect(acknowledged().length).toBeGreaterThan(50));
    const pid = child.pid as number;

    for (let round = 1; round <= 3; round++) {
      limitFiles(pid, statSync(join(folder, 'log.lmdb')).size + 20_000);
      await until(() => expect(facts.filter(({ failed }) => failed)).toHaveLength(round));
      const last = acknowledged().at(-1);
      expect(facts.at(-1)).toMatchObject({
        failed: Number(last) + 1,
        healthy: false,
        seq: last,
        readable: 10,
        next: Number(last) + 1,
        told: last,
      });
      expect(facts.at(-1)?.message).toContain(
        `the log ${join(folder, 'log.lmdb')} could not be written: EFBIG`,
      );
      limitFiles(pid, 'unlimited');
      await until(() => expect(facts.filter(({ recovered }) => recovered)).toHaveLength(round));
      await until(() => expect(acknowledged().at(-1)).toBeGreaterThan(Number(last) + 50));
    }

    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(facts.at(-1)).toEqual({ closed: true });

    const engine = createEmbeddedEngine(folder);
    onTestFinished(() => engine.close());
    const ids = (await readAll(engine, 'talk', 1_000)).map(({ record }) => 'id' in record && record.id);
    expect(ids).toEqual(acknowledged().map((number) => `l${number}`));
  }, 60_000);
});
