// The store at start: it is opened whole or refused by name, never replaced; and one relay has it at a time.
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { open } from 'lmdb';
import { describe, expect, it, onTestFinished } from 'vitest';

import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';
import { createRelay } from '../../relay/index.ts';
import { runScript } from '../helpers/child-script.ts';
import { testFolder } from '../helpers/running-relay.ts';
import { appendMany, readAll, request } from './requests.ts';

type Place = { readonly folder: string; readonly log: string; readonly marker: string };

const placeOf = (folder: string): Place => ({
  folder,
  log: join(folder, 'log.lmdb'),
  marker: join(folder, 'store.json'),
});

/** A data folder with a log that nobody has open. */
async function filled(count = 300): Promise<Place> {
  const folder = testFolder();
  const engine = createEmbeddedEngine(folder);
  await appendMany(engine, count);
  await engine.close();
  return placeOf(folder);
}

/** The length of a log without the zeros that follow its last page. */
function usedOf(log: string): number {
  const bytes = readFileSync(log);
  const last = bytes.findLastIndex((byte) => byte !== 0);
  return Math.ceil((last + 1) / 4_096) * 4_096;
}

/** What opening is refused with; fails when it is not. */
function refusal(folder: string): string {
  try {
    void createEmbeddedEngine(folder).close();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the store was opened');
}

describe('a store that cannot be opened as it was', () => {
  it('is refused when its log is missing, and nothing new is begun', async () => {
    const { folder, log, marker } = await filled();
    rmSync(log);
    expect(refusal(folder)).toBe(
      `the log ${log} is missing; restore it from a backup, or delete ${marker} to begin a new one`,
    );
    expect(existsSync(log)).toBe(false);
    await expect(createRelay({ data: folder })).rejects.toThrow(/is missing/);
    rmSync(marker);
    const anew = createEmbeddedEngine(folder);
    onTestFinished(() => anew.close());
    expect(await readAll(anew)).toEqual([]);
  });

  it('is refused when its log is empty, no log, or cut off anywhere', async () => {
    const { folder, log } = await filled();
    const whole = readFileSync(log);
    const usedBytes = usedOf(log);
    const damages: [string, () => void][] = [
      ['is empty', () => truncateSync(log, 0)],
      ['is damaged or not a log', () => writeFileSync(log, 'no log at all')],
      ['is damaged or not a log', () => writeFileSync(log, Buffer.alloc(whole.length, 0xa5))],
      ['is damaged or not a log', () => truncateSync(log, 4_200)],
      ['is cut off', () => truncateSync(log, 8_192)],
      ['is cut off', () => truncateSync(log, Math.floor(usedBytes / 2))],
    ];
    for (const [words, damage] of damages) {
      writeFileSync(log, whole);
      damage();
      const before = readFileSync(log);
      expect(refusal(folder)).toContain(`the log ${log} ${words}`);
      expect(readFileSync(log).equals(before)).toBe(true);
    }
    writeFileSync(log, whole);
    const restored = createEmbeddedEngine(folder);
    onTestFinished(() => restored.close());
    expect(await readAll(restored)).toHaveLength(300);
  });

  it('is opened when only the room that was taken ahead is missing', async () => {
    const { folder, log } = await filled();
    truncateSync(log, usedOf(log));
    const engine = createEmbeddedEngine(folder);
    onTestFinished(() => engine.close());
    expect(await readAll(engine)).toHaveLength(300);
    expect(await engine.append(request(301))).toMatchObject({ seq: 301 });
  });

  it('is opened when only pages that nobody uses are missing at its end', async () => {
    const { folder, log } = await filled();
    truncateSync(log, usedOf(log));
    // LMDB leaves pages at the end unwritten that a transaction took and let go.
    const db = open({ path: log, noSubdir: true, overlappingSync: false });
    const isShort = () => {
      const { pageSize, lastPageNumber } = db.getStats() as { pageSize: number; lastPageNumber: number };
      return statSync(log).size < (lastPageNumber + 1) * pageSize;
    };
    for (let count = 2; count < 200 && !isShort(); count++) {
      await db.transaction(() => {
        for (let at = 0; at < count; at++) void db.put([1, at], 'x'.repeat(9_000));
        for (let at = 0; at < count; at++) void db.remove([1, at]);
      });
    }
    expect(isShort()).toBe(true);
    await db.close();
    const engine = createEmbeddedEngine(folder);
    onTestFinished(() => engine.close());
    expect(await readAll(engine)).toHaveLength(300);
  });

  it('is refused when its marker is damaged, of a newer format, or of another log', async () => {
    const { folder, log, marker } = await filled();
    const { id } = JSON.parse(readFileSync(marker, 'utf8')) as { id: string };
    writeFileSync(marker, '{"form');
    expect(refusal(folder)).toContain(`${marker} is damaged`);
    writeFileSync(marker, JSON.stringify({ format: 2, id }));
    expect(refusal(folder)).toContain(`${marker} is of format 2, written by a newer captionwire`);
    const other = await filled(1);
    writeFileSync(marker, readFileSync(other.marker));
    expect(refusal(folder)).toContain(`the log ${log} is not the one that ${marker} was written for`);
    writeFileSync(marker, JSON.stringify({ format: 1, id }));
    await createEmbeddedEngine(folder).close();
  });

  it('is adopted when only its marker is missing', async () => {
    const { folder, marker } = await filled();
    const before = readFileSync(marker, 'utf8');
    rmSync(marker);
    const engine = createEmbeddedEngine(folder);
    onTestFinished(() => engine.close());
    expect(await readAll(engine)).toHaveLength(300);
    expect(readFileSync(marker, 'utf8')).toBe(before);
  });

  it('is refused when a file stands in the place of its folder, or a folder in that of its log', () => {
    const path = join(testFolder(), 'taken');
    writeFileSync(path, 'not a folder');
    expect(refusal(path)).toContain(path);
    const { folder, log } = placeOf(testFolder());
    mkdirSync(log);
    expect(refusal(folder)).toContain(`the log ${log} is not a file`);
  });
});

describe('a record that was changed on the disk', () => {
  it('is an error that names session and record, and never somebody’s caption', async () => {
    const { folder, log } = await filled(20);
    const bytes = readFileSync(log);
    const changed = bytes.toString('latin1').replaceAll('text 17', 'TEXT 17');
    writeFileSync(log, changed, 'latin1');
    expect(readFileSync(log).equals(bytes)).toBe(false);
    const engine = createEmbeddedEngine(folder);
    onTestFinished(() => engine.close());
    await expect(readAll(engine, 'talk', 50)).rejects.toThrow('the log of talk is damaged at record 17');
  });
});

describe('a store in use', () => {
  it('is refused to a second relay, in this process and in another, until the first lets go', async () => {
    const folder = testFolder();
    const child = await runScript('test/contract/appender.ts', [folder], testFolder());
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    expect(refusal(folder)).toContain(`is in use by another relay (process ${child.pid})`);
    child.kill('SIGKILL');
    await once(child, 'close');

    const engine = createEmbeddedEngine(folder);
    expect(refusal(folder)).toContain(`(process ${process.pid})`);
    await engine.append(request(1, { session: 'other' }));
    await engine.close();
    await createEmbeddedEngine(folder).close();
  });

  it('is not held by a lock file that was copied along with it', async () => {
    const folder = testFolder();
    const engine = createEmbeddedEngine(folder);
    await appendMany(engine, 3);
    await engine.close();
    const copy = placeOf(testFolder());
    for (const file of ['log.lmdb', 'log.lmdb-lock', 'store.json']) {
      copyFileSync(join(folder, file), join(copy.folder, file));
    }
    const copied = createEmbeddedEngine(copy.folder);
    onTestFinished(() => copied.close());
    expect(await readAll(copied)).toHaveLength(3);
  });
});

describe('publishers’ marks that were lost', () => {
  it('are rebuilt from the log, for every publisher, and are there again after the next append', async () => {
    const { folder, log } = await filled(20);
    const first = createEmbeddedEngine(folder);
    await appendMany(first, 7, { publisher: 'bob' });
    await first.close();
    const db = open({ path: log, noSubdir: true, overlappingSync: false });
    for (const publisher of ['ann', 'bob']) await db.remove(['talk', 1, publisher]);
    await db.close();

    const rebuilt = createEmbeddedEngine(folder);
    expect(await rebuilt.nextNumber('talk', 'ann')).toBe(21);
    expect(await rebuilt.append(request(20))).toEqual({ type: 'repeat', seq: 20 });
    expect(await rebuilt.append(request(8, { publisher: 'bob' }))).toEqual({ type: 'appended', seq: 28 });
    await rebuilt.close();
    const again = createEmbeddedEngine(folder);
    onTestFinished(() => again.close());
    expect(await again.nextNumber('talk', 'ann')).toBe(21);
    expect(await again.nextNumber('talk', 'bob')).toBe(9);
  });
});
