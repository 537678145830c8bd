// The project's own pages pass their own audit: every state, every view, axe and every check, by the command as people run it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { allChecks, type AuditResult } from '../../audit/index.ts';
import { violations } from '../helpers/axe.ts';
import { useBrowser } from '../helpers/browser.ts';
import { captionwire, type RelayProcess, startRelayProcess } from '../helpers/relay-process.ts';
import { startBrokenSite } from './broken-site.ts';

describe('the command', () => {
  const { browser } = useBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'captionwire-audit-'));
  let relay: RelayProcess;

  beforeAll(async () => {
    relay = await startRelayProcess({ parameters: ['--demo'] });
  });
  afterAll(async () => {
    await relay?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  const inBrief = ['--states', 'idle,finished', '--views', 'wide'];
  const pagesOf = (json: string) => (JSON.parse(json) as { pages: AuditResult[] }).pages;

  test.for(['/demo/support.html', '/demo/video.html', '/s/talk'])('finds nothing on %s', async (path) => {
    const { code, stdout, stderr } = await captionwire(['audit', relay.url + path, '--json']);
    const [page] = pagesOf(stdout);
    expect(page?.violations).toEqual([]);
    expect([page?.states.length, page?.views.length]).toEqual([15, 6]);
    expect(stderr).toBe(`Auditing ${relay.url}${path}…\n`);
    expect(code).toBe(0);
  });

  test('writes every report, and a page of pictures that passes axe itself', async () => {
    const out = join(folder, 'out');
    const site = await startBrokenSite(relay.url);
    const urls = ['told-twice', 'good'].map((name) => `${site.url}/${name}.html`);
    const { code, stdout, stderr } = await captionwire(['audit', ...urls, ...inBrief, '--out', out]);
    await site.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(/captionwire: 1 violation; the report says what to do\n$/);
    expect(stdout).toContain('✗ announced-once: a second live region of the page says the captions again');
    expect(readFileSync(join(out, 'audit.txt'), 'utf8')).toBe(stdout);
    for (const options of [{ width: 1280 }, { width: 320 }, { width: 1280, colorScheme: 'dark' }] as const) {
      const { width, ...rest } = options;
      const context = await browser().newContext({ viewport: { width, height: 800 }, ...rest });
      const page = await context.newPage();
      await page.goto(`file://${out}/index.html`);
      const pictures = page.locator('img');
      expect(await pictures.count()).toBe(4);
      for (const picture of await pictures.all()) {
        await picture.scrollIntoViewIfNeeded();
        await expect
          .poll(() => picture.evaluate((node: HTMLImageElement) => node.naturalWidth))
          .toBeGreaterThan(0);
      }
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await context.close();
    }
  });

  test('lets known violations pass until their day, and says what is out of date', async () => {
    const { writeFileSync } = await import('node:fs');
    const budget = join(folder, 'budget.json');
    const site = await startBrokenSite(relay.url);
    const known = { check: 'announced-once', reason: 'the old transcript box goes in spring' };
    const run = (entries: object[]) => {
      writeFileSync(budget, JSON.stringify(entries));
      return captionwire(['audit', `${site.url}/told-twice.html`, ...inBrief, '--budget', budget]);
    };
    const before = await run([
      { ...known, until: '2999-01-31' },
      { check: 'csp', until: '2999-01-31', reason: 'gone' },
    ]);
    const after = await run([{ ...known, until: '2020-01-31' }]);
    await site.close();
    expect(before.code).toBe(0);
    expect(before.stdout).toContain('known   until 2999-01-31: the old transcript box goes in spring');
    expect(before.stderr).toContain('budget: csp was not found any more: take the entry out');
    expect(after.code).toBe(1);
    expect(after.stderr).toContain('budget: announced-once was known until 2020-01-31: it counts again');
  });

  test('publishes nothing: neither in the page’s session, nor elsewhere but in one of its own', async () => {
    const data = join(folder, 'staging');
    const staging = await startRelayProcess({ data, parameters: ['--private'] });
    const page = `${relay.url}/s/quiet`;
    const own = await captionwire(['audit', page, ...inBrief]);
    const other = await captionwire(['audit', page, ...inBrief, '--relay', staging.url, '--data', data]);
    const { token } = await staging.invite('quiet', 'viewer');
    const asked = [
      await fetch(`${relay.url}/v1/sessions/quiet/transcript.txt`),
      await fetch(`${staging.url}/v1/sessions/quiet/transcript.txt`, {
        headers: { authorization: `Bearer ${token}` },
      }),
    ];
    const metrics = await (await fetch(`${staging.url}/metrics`)).text();
    await staging.end();
    expect([own.code, other.code], own.stdout + other.stdout + other.stderr).toEqual([0, 0]);
    // No session of that name was ever made.
    expect(asked.map(({ status }) => status)).toEqual([404, 404]);
    expect(metrics).toMatch(/^captionwire_publishes_total\S* [1-9]/m);
  });

  test('takes the workflows and examples of docs/audit.md as they stand there', async () => {
    const text = readFileSync('docs/audit.md', 'utf8');
    const written = [...text.matchAll(/captionwire (audit http.*)$/gm)].map(([, command = '']) =>
      command.split(' '),
    );
    expect(written.length).toBe(3);
    for (const [at, [name = '', , ...rest]] of written.entries()) {
      const out = join(folder, `written-${at}`);
      const options = rest.map((word) => (word === 'captions' ? out : word));
      const { code, stderr } = await captionwire([name, `${relay.url}/s/talk`, ...options, ...inBrief]);
      expect(code, stderr).toBe(0);
      // What the steps after it take up.
      for (const [, file = ''] of rest.length > 0 ? text.matchAll(/captions\/(audit\.\w+)/g) : []) {
        expect(readFileSync(join(out, file), 'utf8').length).toBeGreaterThan(100);
      }
    }
    for (const { id } of allChecks) expect(text).toContain(`| \`${id}\``);
  });

  test.for([
    [['not a url'], 'page "not a url": give its address'],
    [['http://127.0.0.1:9/'], 'http://127.0.0.1:9/ cannot be loaded'],
    [['{relay}/'], 'has no captionwire widget'],
    [['{relay}/s/talk', '--states', 'dancing'], 'Give some of: before-connecting'],
    [['{relay}/s/talk', '--budget', '/nowhere.json'], 'budget /nowhere.json: ENOENT'],
    [['{relay}/s/talk', '--relay', '{relay}', '--data', '/nowhere'], 'no relay has its data in /nowhere'],
  ] as const)('with %s could not run: exit code 2, one line that says why', async ([parameters, why]) => {
    const given = parameters.map((text) => text.replace('{relay}', relay.url));
    const { code, stdout, stderr } = await captionwire(['audit', ...given]);
    expect(stderr).toContain(why);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
