// The commands as a newcomer meets them: start and stop, a port that is taken, files that are played into a page.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, describe, expect, onTestFinished } from 'vitest';

import { consoleIsLive, shownLines } from '../helpers/browser.ts';
import { pageTest } from '../helpers/page-test.ts';
import { captionwire, startRelayProcess, temporaryFolder } from '../helpers/relay-process.ts';

// The commands sign with the secret in the relay's data folder.
const { path: folder, remove: removeFolder } = temporaryFolder();
const test = pageTest({ data: folder });
afterAll(removeFolder);

describe('captionwire serve --demo', () => {
  async function serveDemo() {
    const relay = await startRelayProcess({ parameters: ['--demo'] });
    onTestFinished(async () => void (await relay.end()));
    return relay;
  }

  test('prints every link that a newcomer needs, and the tag, and ends with exit code 0 on Ctrl-C', async ({
    newPage,
  }) => {
    const relay = await serveDemo();
    await expect.poll(() => relay.stdout()).toContain('Ctrl-C ends it.');
    for (const path of [
      '/demo/video.html',
      '/demo/support.html',
      '/demo/customer.html',
      '/s/talk',
      '/console#session=support&token=',
    ]) {
      expect(relay.stdout()).toContain(relay.url + path);
    }
    expect(relay.stdout()).toContain(
      `<script async src="${relay.url}/widget.js" data-session="support"></script>`,
    );

    // The console's link publishes to the support page.
    const link = /http\S+\/console#\S+/.exec(relay.stdout())?.[0] as string;
    const desk = await newPage();
    await desk.goto(link);
    await consoleIsLive(desk);
    const support = await newPage();
    await support.goto(`${relay.url}/demo/support.html`);
    await desk.getByLabel('Type what is said').fill('Hello from the console');
    await expect.poll(() => shownLines(support)).toEqual(['Hello from the console']);

    expect(await relay.end('SIGINT')).toBe(0);
    expect(relay.stderr()).toBe('Stopping…\n');
  });

  test('shows the talk under the film without a click, growing word by word', async ({ newPage }) => {
    const relay = await serveDemo();
    const page = await newPage();
    await page.goto(`${relay.url}/demo/video.html`);
    const words = () => page.locator('caption-wire .over p').last().innerText();
    const first = await words();
    await expect.poll(words).not.toBe(first);
    // Of the demo's talk, whose voices stand before the words.
    const talk = readFileSync('demo/talk.vtt', 'utf8')
      .replace(/<v \w+>|<\/v>/g, '')
      .replace(/\s+/g, ' ');
    await expect.poll(async () => talk.includes((await words()).replace(/^\w+:/, '').trim())).toBe(true);
    const readyState = () => page.evaluate(() => document.querySelector('video')?.readyState);
    await expect.poll(readyState).toBeGreaterThan(0);
  });
});

describe('captionwire', () => {
  test('says in one line that a port is taken, with exit code 1', async ({ relay }) => {
    const { port } = new URL(relay.url);
    const { code, stderr } = await captionwire(['serve', '--memory', '--port', port]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `captionwire: port ${port} is taken by another program; choose another with --port, or CAPTIONWIRE_PORT\n`,
    );
  });

  test.for([
    ['an option that does not exist', ['serve', '--colour', 'blue'], '--colour'],
    ['a port that is none', ['serve', '--port', 'abc'], 'from 0 to 65535'],
    ['a session name with a space', ['invite', 'town hall'], 'a session name is'],
    ['a command that does not exist', ['broadcast'], 'broadcast'],
    ['a duration without a unit', ['invite', 'x', '--ttl', '12'], '12h'],
    [
      'an origin with a path',
      ['serve', '--memory', '--origin', 'https://example.org/page'],
      'scheme, host and port',
    ],
    [
      'a proxy that is no address',
      ['serve', '--memory', '--trust-proxy', 'example.org'],
      'trust-proxy "example.org"',
    ],
    ['a limit of none', ['serve', '--memory', '--max-per-address', '0'], 'from 1'],
  ] as const)('answers %s with exit code 2 and what is expected', async ([, parameters, hint]) => {
    const { code, stderr } = await captionwire([...parameters]);
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
  });

  test.for([[[]], [['serve']], [['invite']], [['replay']]] as const)(
    '%j explains itself with --help',
    async ([parts]) => {
      const { code, stdout } = await captionwire([...parts, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain('Usage: captionwire');
    },
  );

  test('cannot replay without a relay, and says how to start one', async () => {
    const file = join(folder, 'one.srt');
    writeFileSync(file, '1\n00:00:00,000 --> 00:00:01,000\nHello\n');
    const away = ['--relay', 'http://127.0.0.1:9', '--data', folder];
    const { code, stderr } = await captionwire(['replay', file, ...away]);
    expect(code).toBe(1);
    expect(stderr).toContain('captionwire serve');
  });
});

describe('captionwire replay', () => {
  const cue = (n: number, text: string) =>
    `00:00:${String(n).padStart(2, '0')}.000 --> 00:00:${String(n + 1).padStart(2, '0')}.000\n${text}\n`;
  const replay = (file: string, relay: string, session: string, ...more: string[]) => {
    const where = ['--session', session, '--relay', relay, '--data', folder];
    return captionwire(['replay', file, ...where, '--speed', '50', '--json', ...more]);
  };

  test.for([
    ['at once', []],
    ['word by word', ['--interim']],
  ] as const)(
    'shows every cue once and in order, %s, with speakers and line breaks',
    async ([how, more], { relay, session, openViewer }) => {
      const texts = [
        '<v Ana>Good evening,\nand welcome.',
        '<v Ana>今晚我们谈谈字幕。',
        '안녕하세요 &amp; 반갑습니다',
        '[Applause]',
      ];
      const many = Array.from({ length: 16 }, (_, n) => `Line number ${n}`);
      const file = join(folder, `${how}.vtt`);
      writeFileSync(file, `WEBVTT\n\n${[...texts, ...many].map((text, n) => cue(n, text)).join('\n')}`);
      const page = await openViewer();

      const { code, stdout } = await replay(file, relay.url, session, ...more);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ session, acked: 20, refused: 0 });
      await expect
        .poll(() => shownLines(page))
        .toEqual([
          'Ana: Good evening,\nand welcome.',
          '今晚我们谈谈字幕。',
          '안녕하세요 & 반갑습니다',
          '[Applause]',
          ...many,
        ]);
    },
  );

  test('begins with the first cue, says what it read in spite of mistakes or left out, and with --strict refuses', async ({
    relay,
    session,
  }) => {
    const file = join(folder, 'broadcast.vtt');
    const lost = '10:00:03.000 --> 10:00:0x.000\nBad\n';
    const late = '10:00:04.000 --> 10:00:05.000\n\nLate\n';
    writeFileSync(file, `WEBVTT\n\n10:00:01.000 --> 10:00:02.000\nGood\n\n${lost}\n${late}`);
    const strict = await replay(file, relay.url, session, '--strict');
    expect(strict.code).toBe(1);
    const faults = [
      /broadcast.vtt:6: “10:00:03.000 --> 10:00:0x.000” is not a time/,
      /broadcast.vtt:11: .*“Late”/,
    ];
    for (const fault of faults) expect(strict.stderr).toMatch(fault);
    expect(strict.stderr).toContain('refused because of 2 faults; without --strict it is played');

    const { code, stdout, stderr } = await replay(file, relay.url, session);
    expect(code).toBe(0);
    for (const fault of faults) expect(stderr).toMatch(fault);
    expect(JSON.parse(stdout)).toMatchObject({ acked: 2, refused: 0, faults: [{ row: 6 }, { row: 11 }] });
    const { lines } = await (await fetch(`${relay.url}/v1/sessions/${session}/transcript.json`)).json();
    expect(lines.map(({ text }: { text: string }) => text)).toEqual(['Good', 'Late']);
  });
});
