// Every command of docs/ingest.md, as it stands there, run by a shell with the URLs that `captionwire invite` prints.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type IngestDialect, ingestDialects } from '../../protocol/links.ts';
import { captionwire, temporaryFolder } from '../helpers/relay-process.ts';
import { openRelay, type RunningRelay } from '../helpers/running-relay.ts';
import { lacks } from '../helpers/system-programs.ts';
import { until } from '../helpers/until.ts';
import { connectWire } from '../helpers/wire.ts';

const run = promisify(execFile);
const page = readFileSync('docs/ingest.md', 'utf8');
const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, command]) => command as string);
const commandsWith = (words: string) => commands.filter((command) => command.includes(words));

/** Words that are in one command only, and the lines that it shows. */
const shown: [words: string, texts: string[]][] = [
  ['everybody', ['Good morning, everybody.']],
  ['Doors', ['Doors open at nine']],
  ['exit?', ['Where is the exit?']],
  ['first act', ['The first act begins.', 'It takes an hour.', 'The second act begins.']],
  ['YOUTUBE_URL', ['Welcome to the\ntown hall.', 'We begin in a minute.']],
  ['TEAMS_URL', ['Please take your seats.']],
  ['STREAMTEXT_URL', ['The minutes of the last meeting were sent out.']],
  ['questions', ['Are there any questions?']],
  ['microphone', ['The microphone of the stage is off']],
  ['door', ['Somebody is at the door.']],
  ['/captions', ['Can you hear us at the back?']],
  ['/status', ['We go on in ten minutes']],
];
const lastNumber = '/seq';
const typing = '/typing';

describe.skipIf(lacks('curl'))('the commands of docs/ingest.md', () => {
  const { path: folder, remove } = temporaryFolder();
  let relay: RunningRelay;
  const env: NodeJS.ProcessEnv = { ...process.env, CURL_HOME: folder };

  /** A URL for a captioning tool, as the command prints it for people. */
  async function invite(dialect: IngestDialect): Promise<string> {
    const parameters = ['invite', 'town-hall', '--ingest', dialect, '--data', folder, '--relay', relay.url];
    const { stdout } = await captionwire(parameters);
    return /^ {2}(http.*)$/m.exec(stdout)?.[1] ?? '';
  }

  beforeAll(async () => {
    relay = await openRelay({ data: folder });
    // Curl takes an answer that says no for a success unless it is told otherwise.
    writeFileSync(join(folder, '.curlrc'), 'fail-with-body\nsilent\nshow-error\n');
    const urls = await Promise.all(ingestDialects.map(invite));
    for (const [at, dialect] of ingestDialects.entries()) {
      expect(urls[at]).toContain(`${relay.url}/`);
      env[`${dialect.toUpperCase()}_URL`] = urls[at];
    }
    env['RELAY'] = relay.url;
    env['TOKEN'] = await relay.invite({ session: 'town-hall', role: 'presenter' });
  });
  afterAll(async () => {
    await relay?.close();
    remove();
  });

  /** Somebody who reads what comes from now on. */
  async function watch() {
    const viewer = connectWire(relay.url, 'town-hall');
    await viewer.first();
    return viewer;
  }

  const shell = async (command: string, more: NodeJS.ProcessEnv = {}) =>
    (await run('bash', ['-c', command], { env: { ...env, ...more } })).stdout;

  it.each(shown)('of %s are shown', async (words, texts) => {
    const viewer = await watch();
    const [command = '', ...others] = commandsWith(words);
    expect(others).toEqual([]);
    await shell(command);
    await until(() =>
      expect(viewer.records().map((record) => ('text' in record ? record.text : record.type))).toEqual(texts),
    );
  });

  it('of Zoom’s number: a repeat with it is published once, and the last one is told', async () => {
    const [zoom = ''] = commandsWith('everybody');
    const [last = ''] = commandsWith(lastNumber);
    // Numbers are counted by URL.
    const own = { ZOOM_URL: await invite('zoom') };
    const viewer = await watch();
    await shell(zoom, own);
    await shell(zoom, own);
    await shell(zoom.replace('seq=1', 'seq=2').replace('Good morning', 'Once more'), own);
    expect(await shell(last, own)).toBe('2');
    await until(() => expect(viewer.texts()).toEqual(['Good morning, everybody.', 'Once more, everybody.']));
  });

  it('of typing are shown too', async () => {
    const viewer = await watch();
    const [command = '', ...others] = commandsWith(typing);
    expect(others).toEqual([]);
    await shell(command);
    await until(() => expect(viewer.typing()).toHaveLength(1));
  });

  it('are all run here', () => {
    const known = new Set([...shown.map(([words]) => words), lastNumber, typing].flatMap(commandsWith));
    expect(commands.filter((command) => !known.has(command))).toEqual([]);
  });
});
