// `captionwire audit` as people run it: its reports, its budget, the relays it speaks through, the examples of its documentation,
// and how it says that it could not run. Each run looks at as little as its claim needs; viewer-page.test.ts runs it whole.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect } from 'vitest';

import { allChecks } from '../../audit/index.ts';
import { violations } from '../helpers/axe.ts';
import { pageTest } from '../helpers/page-test.ts';
import { captionwire } from '../helpers/relay-process.ts';
import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { startBrokenSite } from './broken-site.ts';

const test = pageTest().extend('broken', { scope: 'file' }, async ({ relay }, { onCleanup }) => {
  const site = await startBrokenSite(relay.url);
  onCleanup(site.close);
  return site;
});

const inBrief = ['--states', 'finished', '--views', 'wide'];
const known = { check: 'announced-once', reason: 'the old transcript box goes in spring' };

/** Writes a budget into a folder. @returns its path */
function budgetIn(folder: string, ...entries: object[]): string {
  const path = join(folder, 'budget.json');
  writeFileSync(path, JSON.stringify(entries));
  return path;
}

describe('the command', () => {
  test('writes every report, and a page of pictures that passes axe itself', async ({ broken, newPage }) => {
    const folder = testFolder();
    const out = join(folder, 'out');
    const urls = ['told-twice', 'good'].map((name) => `${broken.url}/${name}.html`);
    const budget = budgetIn(folder, { ...known, until: '2020-01-31' });
    const options = [...inBrief, '--out', out, '--budget', budget];
    const { code, stdout, stderr } = await captionwire(['audit', ...urls, ...options]);
    expect(code).toBe(1);
    expect(stderr).toContain('budget: announced-once was known until 2020-01-31: it counts again');
    expect(stderr).toMatch(/captionwire: 1 violation; the report says what to do\n$/);
    expect(stdout).toContain('✗ announced-once: a second live region of the page says the captions again');
    expect(readFileSync(join(out, 'audit.txt'), 'utf8')).toBe(stdout);
    for (const look of [{ width: 1280 }, { width: 320 }, { width: 1280, colorScheme: 'dark' }] as const) {
      const { width, ...rest } = look;
      const page = await newPage({ viewport: { width, height: 800 }, ...rest });
      await page.goto(`file://${out}/index.html`);
      const pictures = page.locator('img');
      expect(await pictures.count()).toBe(urls.length);
      for (const picture of await pictures.all()) {
        await picture.scrollIntoViewIfNeeded();
        await expect
          .poll(() => picture.evaluate((node: HTMLImageElement) => node.naturalWidth))
          .toBeGreaterThan(0);
      }
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  });

  test('lets known violations pass before their day, and says what is out of date', async ({ broken }) => {
    const budget = budgetIn(
      testFolder(),
      { ...known, until: '2999-01-31' },
      { check: 'csp', until: '2999-01-31', reason: 'gone' },
    );
    const page = `${broken.url}/told-twice.html`;
    const { code, stdout, stderr } = await captionwire(['audit', page, ...inBrief, '--budget', budget]);
    expect(stdout).toContain('known   until 2999-01-31: the old transcript box goes in spring');
    expect(stderr).toContain('budget: csp was not found any more: take the entry out');
    expect(code).toBe(0);
  });

  test('speaks through another relay in a session of its own, and nowhere else', async ({
    relay,
    session,
  }) => {
    const data = testFolder();
    const staging = await startRelay({ data, private: true });
    const page = `${relay.url}/s/${session}`;
    const options = [...inBrief, '--relay', staging.url, '--data', data];
    const { code, stdout, stderr } = await captionwire(['audit', page, ...options]);
    expect(code, stdout + stderr).toBe(0);
    const token = await staging.invite({ session, role: 'viewer' });
    const transcript = `/v1/sessions/${session}/transcript.txt`;
    const asked = [
      await fetch(relay.url + transcript),
      await fetch(staging.url + transcript, { headers: { authorization: `Bearer ${token}` } }),
    ];
    // Neither relay ever had a session of that name.
    expect(asked.map(({ status }) => status)).toEqual([404, 404]);
    expect(await (await fetch(`${staging.url}/metrics`)).text()).toMatch(
      /^captionwire_publishes_total\S* [1-9]/m,
    );
  });

  test('takes the examples of docs/audit.md as they stand there, and publishes nothing in the page’s session', async ({
    relay,
    session,
  }) => {
    const text = readFileSync('docs/audit.md', 'utf8');
    const written = [...text.matchAll(/captionwire (audit http.*)$/gm)].map(([, command = '']) => command);
    expect(written).toHaveLength(3);
    // Both workflows run the same, which test/package runs as they do: with npx, from the packed package.
    const [plain = '', ...workflows] = [...new Set(written)].toSorted((a, b) => a.length - b.length);
    expect(workflows).toHaveLength(1);
    const [name = '', , ...options] = plain.split(' ');
    const page = `${relay.url}/s/${session}`;
    const { code, stderr } = await captionwire([name, page, ...options, ...inBrief]);
    expect(code, stderr).toBe(0);
    for (const { id } of allChecks) expect(text).toContain(`| \`${id}\``);
    expect((await fetch(`${relay.url}/v1/sessions/${session}/transcript.txt`)).status).toBe(404);
  });

  test.for([
    [['not a url'], 'page "not a url": give its address'],
    [['http://127.0.0.1:9/'], 'http://127.0.0.1:9/ cannot be loaded'],
    [['{relay}/s/talk', '--states', 'dancing'], 'Give some of: before-connecting'],
    [['{relay}/s/talk', '--budget', '/nowhere.json'], 'budget /nowhere.json: ENOENT'],
    [['{relay}/s/talk', '--relay', '{relay}', '--data', '/nowhere'], 'no relay has its data in /nowhere'],
  ] as const)(
    'with %s could not run: exit code 2, one line that says why',
    async ([given, why], { relay }) => {
      const parameters = given.map((text) => text.replace('{relay}', relay.url));
      const { code, stdout, stderr } = await captionwire(['audit', ...parameters]);
      expect(stderr).toContain(why);
      expect(stdout).toBe('');
      expect(code).toBe(2);
    },
  );
});
