// `captionwire pipe` as it is used: a process that reads what another one writes, and a viewer who reads along.
import { describe, expect, onTestFinished } from 'vitest';

import { scaled } from '../helpers/effort.ts';
import { pageTest } from '../helpers/page-test.ts';
import { startPiping } from '../helpers/piping.ts';
import { startRelayProcess, temporaryFolder } from '../helpers/relay-process.ts';
import { until } from '../helpers/until.ts';
import { connectWire } from '../helpers/wire.ts';

/** The command takes no more from its input while so many lines wait for the relay. */
const mostWaiting = 1_000;

/** Starts the command on this test's session, with a viewer who follows it. */
const test = pageTest().extend('pipe', ({ relay, session, invite }) => async (...parameters: string[]) => {
  const { token } = await invite();
  const viewer = connectWire(relay.url, session);
  await viewer.first();
  return { viewer, piping: startPiping(session, '--relay', relay.url, '--token', token, ...parameters) };
});

describe('captionwire pipe', () => {
  test('publishes plain lines in order, the last without a line end too, and exits with 0', async ({
    pipe,
    session,
  }) => {
    const { viewer, piping } = await pipe('--speaker', 'Ana', '--lang', 'en');
    piping.write('Good morning.\r\n\nWelcome');
    piping.write(' to the café.\nWe begin');
    const { code, stdout, stderr } = await piping.end();
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr.startsWith(`Publishing into session ${session}: http`)).toBe(true);
    expect(stderr).toContain(`3 lines acknowledged in session ${session};`);
    expect(stderr).toMatch(/; acknowledged after [\d.]+ ms/);
    await until(() => expect(viewer.texts()).toEqual(['Good morning.', 'Welcome to the café.', 'We begin']));
    expect(viewer.records()[0]).toMatchObject({ speaker: 'Ana', lang: 'en' });
  });

  test('shows what a recogniser hears while it grows, under the id of the line it becomes', async ({
    pipe,
  }) => {
    const { viewer, piping } = await pipe();
    piping.write('{"partial":"good"}\n');
    await until(() => expect(viewer.interims().at(-1)).toMatchObject({ add: 'good' }));
    piping.write('{\n  "partial" : "good mor"\n}\n');
    await until(() => expect(viewer.interims().at(-1)).toMatchObject({ keep: 4, add: ' mor' }));
    piping.write('{"text":"Good morning.","speaker":"Li","lang":"en-GB"}\n');
    await until(() => expect(viewer.texts()).toEqual(['Good morning.']));
    const [line] = viewer.records();
    expect(line).toMatchObject({ id: viewer.interims()[0]?.id, speaker: 'Li', lang: 'en-GB' });
    expect((await piping.end()).code).toBe(0);
  });

  test('shows a line of a terminal that is written anew, and finishes it at the end of the input', async ({
    pipe,
  }) => {
    const { viewer, piping } = await pipe();
    piping.write('\u001b[2K\r Good');
    await until(() => expect(viewer.interims().at(-1)).toMatchObject({ add: 'Good' }));
    piping.write('\u001b[2K\r Good morning');
    await until(() => expect(viewer.interims().at(-1)).toMatchObject({ add: ' morning' }));
    expect((await piping.end()).code).toBe(0);
    await until(() => expect(viewer.texts()).toEqual(['Good morning']));
  });

  test('names lines that say nothing, and goes on', async ({ pipe, session }) => {
    const { viewer, piping } = await pipe('--json');
    piping.write('{"text":"One."}\n{"text":"tw\n{"level":3}\n{"text":"Three."}\n');
    const { code, stdout, stderr } = await piping.end();
    expect(code).toBe(0);
    expect(stderr).toContain('line 2 of the input is not JSON');
    expect(stderr).toContain('line 3 of the input has an unknown shape (level); print "text" and "final"');
    expect(JSON.parse(stdout)).toMatchObject({ session, acked: 2, refused: 0 });
    await until(() => expect(viewer.texts()).toEqual(['One.', 'Three.']));
  });

  test('ends with 1 and the reason where nothing in the input was usable', async ({ pipe }) => {
    const { viewer, piping } = await pipe();
    piping.write('{"text":"we","stable":false}\n{"text":"we begin","stable":false}\n');
    const { code, stderr } = await piping.end();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /captionwire: nothing in the input was usable: line 1 has an unknown shape: "stable" may say .*\n$/,
    );
    expect(viewer.texts()).toEqual([]);
  });

  test('makes several captions of a line that is too long for one', async ({ pipe }) => {
    const { viewer, piping } = await pipe();
    const sentence = 'This goes on and on, as some recognisers do. ';
    piping.write(`${sentence.repeat(100).trim()}\n`);
    expect((await piping.end()).code).toBe(0);
    await until(() => expect(viewer.texts()).toHaveLength(3));
    expect(viewer.texts().join(' ')).toBe(sentence.repeat(100).trim());
  });

  test('loses no line of an input that is faster than the relay takes', async ({ pipe }) => {
    const { viewer, piping } = await pipe();
    const lines = Array.from(
      { length: scaled(mostWaiting * 1.5, mostWaiting * 1.5) },
      (_, at) => `line ${at}`,
    );
    piping.write(`${lines.join('\n')}\n`);
    expect((await piping.end()).code).toBe(0);
    await until(() => expect(viewer.texts()).toEqual(lines));
  });

  test('ends with what is under way on SIGTERM', async ({ pipe }) => {
    const { viewer, piping } = await pipe();
    piping.write('One.\nTwo');
    await until(() => expect(viewer.texts()).toEqual(['One.']));
    piping.signal('SIGTERM');
    expect((await piping.end()).code).toBe(0);
    await until(() => expect(viewer.texts()).toEqual(['One.', 'Two']));
  });

  test.for([
    ['no/session', [], 2, 'session "no/session"'],
    ['talk', ['--relay', 'nowhere'], 2, 'nowhere'],
    ['talk', ['--lang', 'not a tag'], 2, 'language tag'],
    ['talk', ['--token', 'aaa.bbb.ccc'], 1, 'the relay refused'],
  ] as const)('%s %j is refused with what to do', async ([session, parameters, code, words], { relay }) => {
    const refused = startPiping(session, '--relay', relay.url, ...parameters);
    expect(await refused.end()).toMatchObject({ code, stderr: expect.stringContaining(words) });
  });
});

/** A relay that can be killed, and the command on it, once it publishes. */
async function pipeToProcess() {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const relay = await startRelayProcess({ data: folder.path });
  onTestFinished(async () => void (await relay.end('SIGKILL')));
  const piping = startPiping('talk', '--relay', relay.url, '--data', folder.path);
  await until(() => expect(piping.stderr()).toContain('Publishing'));
  return { data: folder.path, relay, piping };
}

test('a second Ctrl-C ends it although the input stays open and the relay is away', async () => {
  const { relay, piping } = await pipeToProcess();
  await relay.end('SIGKILL');
  await until(() => expect(piping.stderr()).toContain('lost the relay'));
  piping.write('Unheard\n');
  piping.signal('SIGINT');
  await until(() => expect(piping.stderr()).toContain('Ctrl-C again gives up'));
  piping.signal('SIGINT');
  expect(await piping.ended()).toBe(1);
  expect(piping.stderr()).toContain('not acknowledged: 1 line');
});

test('a relay that is killed and started again gets every line once and in order', async () => {
  const { data, relay: first, piping } = await pipeToProcess();
  const lines = Array.from({ length: 1_500 }, (_, at) => `line ${at}`);
  piping.write(`${lines.slice(0, 500).join('\n')}\n`);
  await first.end('SIGKILL');
  piping.write(`${lines.slice(500).join('\n')}\n`);
  await until(() => expect(piping.stderr()).toContain('lost the relay'));
  const second = await startRelayProcess({ data, port: first.port });
  onTestFinished(async () => void (await second.end('SIGKILL')));
  expect((await piping.end()).code).toBe(0);
  expect(piping.stderr()).toContain('connected again');
  const transcript = await fetch(`${second.url}/v1/sessions/talk/transcript.json`);
  const { lines: kept } = (await transcript.json()) as { lines: { text: string }[] };
  expect(kept.map(({ text }) => text)).toEqual(lines);
});
