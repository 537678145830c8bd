// Every command of docs/ingest.md, as it stands there, run by a shell with the URLs that `captionwire invite` prints.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { beforeAll, describe, expect, it } from 'vitest';

import { ingestDialects } from '../../protocol/links.ts';
import { captionwire, useRelay } from '../helpers/relay-process.ts';
import { until } from '../helpers/until.ts';
import { connectWire } from '../helpers/wire.ts';

const run = promisify(execFile);
const page = readFileSync('docs/ingest.md', 'utf8');
const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, command]) => command as string);

describe('the commands of docs/ingest.md', () => {
  const { relay, folder } = useRelay();
  const env: NodeJS.ProcessEnv = { ...process.env, CURL_HOME: folder };

  beforeAll(async () => {
    // Curl takes an answer that says no for a success unless it is told otherwise.
    writeFileSync(join(folder, '.curlrc'), 'fail-with-body\nsilent\nshow-error\n');
    const { url } = relay();
    for (const dialect of ingestDialects) {
      const parameters = ['invite', 'town-hall', '--ingest', dialect, '--data', folder, '--relay', url];
      const { stdout } = await captionwire([...parameters, '--json']);
      env[`${dialect.toUpperCase()}_URL`] = JSON.parse(stdout).url;
      expect((await captionwire(parameters)).stdout).toContain(`${url}/`);
    }
    env['RELAY'] = url;
    env['TOKEN'] = (await relay().invite('town-hall'))['token'];
  });

  /** Somebody who reads what comes from now on. */
  async function watch() {
    const viewer = connectWire(relay().url, 'town-hall');
    await viewer.first();
    return viewer;
  }

  const ran = new Set<string>();
  async function shell(command: string) {
    ran.add(command);
    return (await run('bash', ['-c', command], { env })).stdout;
  }
  const inSection = (words: string) => commands.filter((command) => command.includes(words));

  it.each([
    ['ZOOM_URL&', ['Good morning, everybody.']],
    ['YOUTUBE_URL', ['Welcome to the\ntown hall.', 'We begin in a minute.']],
    ['TEAMS_URL', ['Please take your seats.']],
    ['STREAMTEXT_URL', ['The minutes of the last meeting were sent out.']],
    ['transcript"', ['Are there any questions?']],
    ['microphone', ['The microphone of the stage is off']],
    ['door', ['Somebody is at the door.']],
    ['/captions', ['Can you hear us at the back?']],
    ['/status', ['We go on in ten minutes']],
  ])('of %s are shown', async (words, texts) => {
    const viewer = await watch();
    const found = inSection(words);
    expect(found).toHaveLength(1);
    for (const command of found) await shell(command);
    await until(() =>
      expect(viewer.records().map((record) => ('text' in record ? record.text : record.type))).toEqual(texts),
    );
  });

  it('of Zoom’s number: a repeat with it is published once, and the last one is told', async () => {
    const [zoom] = inSection('ZOOM_URL&');
    const viewer = await watch();
    await shell(zoom as string);
    await shell((zoom as string).replace('seq=1', 'seq=2').replace('Good morning', 'Once more'));
    const [last] = inSection('/seq');
    expect(await shell(last as string)).toBe('2');
    await until(() => expect(viewer.texts()).toEqual(['Once more, everybody.']));
  });

  it('of typing are shown too', async () => {
    const viewer = await watch();
    for (const command of inSection('/typing')) await shell(command);
    await until(() => expect(viewer.typing()).toHaveLength(1));
  });

  it('are all run here', () => {
    expect(commands.filter((command) => !ran.has(command))).toEqual([]);
  });
});
