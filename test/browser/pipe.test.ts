// `captionwire pipe` as it is used: a process that reads what another one writes, and a viewer who reads along.
import { describe, expect, test } from 'vitest';

import { startPiping } from '../helpers/piping.ts';
import { startRelayProcess, temporaryFolder, useRelay } from '../helpers/relay-process.ts';
import { until } from '../helpers/until.ts';
import { connectWire } from '../helpers/wire.ts';

describe('captionwire pipe', () => {
  const { relay, folder } = useRelay();

  /** The command on a session of this test's own, and who follows that. */
  async function pipe(session: string, ...parameters: string[]) {
    const { url } = relay();
    const viewer = connectWire(url, session);
    await viewer.first();
    return { viewer, piping: startPiping(session, '--relay', url, '--data', folder, ...parameters) };
  }

  test('publishes plain lines in order, the last without a line end too, and exits with 0', async () => {
    const { viewer, piping } = await pipe('plain', '--speaker', 'Ana', '--lang', 'en');
    piping.write('Good morning.\r\n\nWelcome');
    piping.write(' to the café.\nWe begin');
    const { code, stdout, stderr } = await piping.end();
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^Publishing into session plain: http/);
    expect(stderr).toMatch(/3 lines acknowledged in session plain; acknowledged after [\d.]+ ms/);
    await until(() => expect(viewer.texts()).toEqual(['Good morning.', 'Welcome to the café.', 'We begin']));
    expect(viewer.records()[0]).toMatchObject({ speaker: 'Ana', lang: 'en' });
  });

  test('shows what a recogniser hears while it grows, under the id of the line it becomes', async () => {
    const { viewer, piping } = await pipe('growing');
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

  test('shows a line of a terminal that is written anew, and finishes it at the end of the input', async () => {
    const { viewer, piping } = await pipe('terminal');
    piping.write('\u001b[2K\r Good');
    await until(() => expect(viewer.interims().at(-1)).toMatchObject({ add: 'Good' }));
    piping.write('\u001b[2K\r Good morning');
    await until(() => expect(viewer.interims().at(-1)).toMatchObject({ add: ' morning' }));
    expect((await piping.end()).code).toBe(0);
    await until(() => expect(viewer.texts()).toEqual(['Good morning']));
  });

  test('names lines that say nothing, and goes on', async () => {
    const { viewer, piping } = await pipe('faulty', '--json');
    piping.write('{"text":"One."}\n{"text":"tw\n{"level":3}\n{"text":"Three."}\n');
    const { code, stdout, stderr } = await piping.end();
    expect(code).toBe(0);
    expect(stderr).toContain('line 2 of the input is not JSON');
    expect(stderr).toContain('line 3 of the input has no words');
    expect(JSON.parse(stdout)).toMatchObject({ session: 'faulty', acked: 2, refused: 0 });
    await until(() => expect(viewer.texts()).toEqual(['One.', 'Three.']));
  });

  test('makes several captions of a line that is too long for one', async () => {
    const { viewer, piping } = await pipe('long');
    const sentence = 'This goes on and on, as some recognisers do. ';
    piping.write(`${sentence.repeat(100).trim()}\n`);
    expect((await piping.end()).code).toBe(0);
    await until(() => expect(viewer.texts()).toHaveLength(3));
    expect(viewer.texts().join(' ')).toBe(sentence.repeat(100).trim());
  });

  test('loses no line of an input that is faster than the relay takes', async () => {
    const { viewer, piping } = await pipe('fast');
    const lines = Array.from({ length: 4_000 }, (_, at) => `line ${at}`);
    piping.write(`${lines.join('\n')}\n`);
    expect((await piping.end()).code).toBe(0);
    await until(() => expect(viewer.texts()).toEqual(lines));
  });

  test('ends with what is under way on SIGTERM', async () => {
    const { viewer, piping } = await pipe('stopped');
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
  ] as const)('%s %j is refused with what to do', async ([session, parameters, code, words]) => {
    const { piping } = await pipe('talk');
    await piping.end();
    const refused = startPiping(session, '--relay', relay().url, ...parameters);
    expect(await refused.end()).toMatchObject({ code, stderr: expect.stringContaining(words) });
  });
});

test('a second Ctrl-C ends it although the input stays open and the relay is away', async () => {
  const folder = temporaryFolder();
  const relay = await startRelayProcess({ data: folder.path });
  const piping = startPiping('talk', '--relay', relay.url, '--data', folder.path);
  await until(() => expect(piping.stderr()).toContain('Publishing'));
  await relay.end('SIGKILL');
  await until(() => expect(piping.stderr()).toContain('lost the relay'));
  piping.write('Unheard\n');
  piping.signal('SIGINT');
  await until(() => expect(piping.stderr()).toContain('Ctrl-C again gives up'));
  piping.signal('SIGINT');
  expect(await piping.ended()).toBe(1);
  expect(piping.stderr()).toContain('not acknowledged: 1 line');
  folder.remove();
});

test('a relay that is killed and started again gets every line once and in order', async () => {
  const folder = temporaryFolder();
  const first = await startRelayProcess({ data: folder.path });
  const piping = startPiping('talk', '--relay', first.url, '--data', folder.path);
  await until(() => expect(piping.stderr()).toContain('Publishing'));
  const lines = Array.from({ length: 1_500 }, (_, at) => `line ${at}`);
  piping.write(`${lines.slice(0, 500).join('\n')}\n`);
  await first.end('SIGKILL');
  piping.write(`${lines.slice(500).join('\n')}\n`);
  await until(() => expect(piping.stderr()).toContain('lost the relay'));
  const second = await startRelayProcess({ data: folder.path, port: first.port });
  expect((await piping.end()).code).toBe(0);
  expect(piping.stderr()).toContain('connected again');
  const transcript = await fetch(`${second.url}/v1/sessions/talk/transcript.json`);
  const { lines: kept } = (await transcript.json()) as { lines: { text: string }[] };
  expect(kept.map(({ text }) => text)).toEqual(lines);
  await second.end();
  folder.remove();
});
