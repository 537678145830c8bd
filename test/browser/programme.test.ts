// A whole conference at once: a programme as CSV becomes the links of every room, and one page that can be printed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect } from 'vitest';

import { qrPath } from '../../formats/qr-path.ts';
import { secretOfFolder } from '../../relay/auth/secret.ts';
import { violations } from '../helpers/axe.ts';
import { consoleIsLive, noteLog } from '../helpers/browser.ts';
import { pageTest } from '../helpers/page-test.ts';
import { captionwire, temporaryFolder } from '../helpers/relay-process.ts';

const { path: folder, remove: removeFolder } = temporaryFolder();
const test = pageTest({ data: folder, private: true });
// Links are signed with it, also in tests that start no relay.
beforeAll(() => void secretOfFolder(folder, { create: true }));
afterAll(removeFolder);

const publicUrl = 'https://captions.example.org';
let files = 0;
function write(content: string, extension = 'csv'): string {
  const path = join(folder, `programme-${++files}.${extension}`);
  writeFileSync(path, content);
  return path;
}
const invite = (csv: string, ...more: string[]) =>
  captionwire(['invite', '--data', folder, '--from', write(csv), ...more]);

const programme = `session,title,captioner,role,language
room-a,Room A,Maya,owner,en
room-a,Room A,Tom,,en
room-b,Room B,Maya,,de
room-c
`;

describe('captionwire invite --from', () => {
  test('prints the links of every session at once, and they open', async ({ relay, newPage }) => {
    const { code, stdout, stderr } = await invite(programme, '--relay', relay.url, '--private', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { sessions } = JSON.parse(stdout) as {
      sessions: {
        session: string;
        viewer: string;
        captioners: { name: string; role: string; console: string }[];
      }[];
    };
    expect(
      sessions.map(({ session, captioners }) => [
        session,
        ...captioners.map(({ name, role }) => `${name}: ${role}`),
      ]),
    ).toEqual([['room-a', 'Maya: owner', 'Tom: presenter'], ['room-b', 'Maya: presenter'], ['room-c']]);
    const desk = await newPage();
    await desk.goto(sessions[1]?.captioners[0]?.console as string);
    await consoleIsLive(desk);
    const viewer = await newPage();
    await viewer.goto(sessions[1]?.viewer as string);
    await viewer.getByText('Captions will appear here.').waitFor();
  });

  test('prints them as text, which names room, captioner and role', async () => {
    const { stdout } = await invite(programme, '--relay', publicUrl);
    expect(stdout).toContain(`Room A (room-a)\n  Viewer page\n    ${publicUrl}/s/room-a\n`);
    expect(stdout).toContain(`  Owner’s console for Maya\n    ${publicUrl}/console#session=room-a&token=`);
    expect(stdout).toContain(`  Presenter’s console for Tom\n    ${publicUrl}/console#session=room-a&token=`);
    expect(stdout).toMatch(/\nConsoles open until .*\d.*\.\n$/);
  });

  test('prints nothing where a row is wrong, names every fault and ends with 2', async () => {
    for (const output of [[], ['--json'], ['--print']]) {
      const { code, stdout, stderr } = await invite(
        'session,language\nroom a,en\nroom-b,English\n',
        ...output,
      );
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(
        /^captionwire: .*\.csv: 2 faults, so no link was made\n {2}row 2, column session: .*\n {2}row 3, column language: .*\n$/,
      );
    }
  });

  test.for([
    [['--from', 'nowhere.csv'], /^captionwire: nowhere\.csv: no such file\n$/],
    [['room-a', '--from', 'nowhere.csv'], /not both/],
    [['room-a', '--print'], /--print needs --from FILE/],
    [['--print', '--json', '--from', 'nowhere.csv'], /'--print' cannot be used with option '--json'/],
    [['--from', 'nowhere.csv', '--name', 'Maya'], /'--from <file>' cannot be used with option '--name/],
    [[], /give the session’s name, or --from FILE/],
  ] as const)('refuses %j', async ([parameters, says]) => {
    const { code, stdout, stderr } = await captionwire(['invite', '--data', folder, ...parameters]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
  });

  test('is in the help, with an example', async () => {
    const { stdout } = await captionwire(['invite', '--help']);
    expect(stdout).toContain('captionwire invite --from programme.csv --print');
  });
});

describe('the page to print', () => {
  const openPrinted = async (page: Page, csv: string, ...more: string[]) => {
    const { code, stdout } = await invite(csv, '--print', ...more);
    expect(code).toBe(0);
    await page.goto(pathToFileURL(write(stdout, 'html')).href);
    return stdout;
  };
  /** Sheets of A4 that the page takes, as a browser prints it. */
  const sheetsOf = async (page: Page) =>
    (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g)?.length;

  test('has one sheet for each room, then one for each captioner', async ({ newPage }) => {
    const page = await newPage();
    const logged = noteLog(page);
    const source = await openPrinted(page, programme, '--relay', publicUrl);
    expect(source.match(/<!doctype/gi)).toHaveLength(1);
    expect(source).not.toMatch(/<script|<link|<img|@import|url\(/i);
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'Live captions - Room A',
      'Live captions - Room B',
      'Live captions - room-c',
      'Console links for Maya',
      'Console links for Tom',
    ]);
    expect(await sheetsOf(page)).toBe(5);
    const sheet = page.getByRole('region', { name: 'Live captions - Room B' });
    expect((await sheet.innerText()).split(/\n+/)).toEqual([
      'Live captions - Room B',
      'Scan to read along on your phone.',
      'Or open captions.example.org/s/room-b',
      'Captions in German',
    ]);
    const code = sheet.getByRole('img', { name: 'QR code: captions of Room B' });
    expect(await code.locator('path').getAttribute('d')).toBe(qrPath(`${publicUrl}/s/room-b`)?.path);
    const kept = page.getByRole('region', { name: 'Console links for Maya' });
    await kept.getByText('Keep this page to yourself.').waitFor();
    expect(await kept.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(['Room A', 'Room B']);
    await kept.getByText('Owner of room-a').waitFor();
    for (const link of await kept.getByRole('link').all()) {
      expect(await link.getAttribute('href')).toBe(await link.innerText());
      expect(await link.innerText()).toMatch(
        /^https:\/\/captions\.example\.org\/console#session=room-[ab]&token=/,
      );
    }
    expect(await page.getByText('Warning.').count()).toBe(0);
    expect(logged).toEqual([]);
  });

  test.for(['light', 'dark', 'forced', 'narrow', 'paper'])('is accessible: %s', async (view, { newPage }) => {
    const page = await newPage({
      ...(view === 'dark' && { colorScheme: 'dark' }),
      ...(view === 'forced' && { forcedColors: 'active' }),
      ...(view === 'narrow' && { viewport: { width: 320, height: 568 } }),
    });
    await openPrinted(page, programme);
    if (view === 'paper') await page.emulateMedia({ media: 'print' });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  });

  test('shows what is in the file as text, whatever it is', async ({ newPage }) => {
    const page = await newPage();
    const title = `<script>document.title = 'run'</script> & "A"`;
    const name = `<img src=x onerror="document.title = 'run'">`;
    const logged = noteLog(page);
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await openPrinted(page, `session,title,captioner\nroom-a,${cell(title)},${cell(name)}\n`);
    await page.getByRole('heading', { name: `Live captions - ${title}`, exact: true }).waitFor();
    await page.getByRole('heading', { name: `Console links for ${name}`, exact: true }).waitFor();
    expect(await page.locator('script, img').count()).toBe(0);
    expect(await page.title()).toBe('Live captions: links to print');
    expect(logged).toEqual([]);
  });

  test('says on each sheet when its links open on one machine only', async ({ newPage }) => {
    const page = await newPage();
    await openPrinted(page, programme, '--relay', 'http://localhost:8080');
    expect(await page.getByText('open only on the machine of the relay').count()).toBe(5);
    expect(await sheetsOf(page)).toBe(5);
  });

  test('keeps a sheet on one sheet of paper, and marks each page of a captioner with many rooms', async ({
    newPage,
  }) => {
    const page = await newPage();
    const rows = Array.from({ length: 7 }, (_, at) => `room-${at},${'W'.repeat(78)}-${at},${'M'.repeat(80)}`);
    await openPrinted(
      page,
      `session,title,captioner\n${rows.join('\n')}\n`,
      '--relay',
      'http://localhost:8080',
    );
    expect(await page.getByText('Keep this page to yourself.').count()).toBe(3);
    expect(await sheetsOf(page)).toBe(7 + 3);
  });

  test('has private links in codes only, where the relay is private', async ({ newPage }) => {
    const page = await newPage();
    await openPrinted(page, 'session\nroom-a\n', '--relay', publicUrl, '--private');
    const sheet = page.getByRole('region', { name: 'Live captions - room-a' });
    await sheet.getByText('Only the code opens these captions.').waitFor();
    expect(await sheet.getByRole('link').count()).toBe(0);
    await sheet.getByRole('img').waitFor();
  });
});
