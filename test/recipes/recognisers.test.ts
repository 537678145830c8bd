// The recipe of docs/recognisers.md, as it stands there: a speech file in, captions in a page out.
import { execFile } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import type { Page } from 'playwright';
import { afterAll, describe, expect } from 'vitest';

import { pageTest } from '../helpers/page-test.ts';
import { temporaryFolder } from '../helpers/relay-process.ts';
import { lacks } from '../helpers/system-programs.ts';
import { until } from '../helpers/until.ts';

const run = promisify(execFile);
const [speech, recipe] = [
  ...readFileSync('docs/recognisers.md', 'utf8').matchAll(/^```sh\n(.*?)^```$/gms),
].map(([, command]) => command as string);

/** Passes lines on, and notes when each came. */
const noteLines = `
  import { appendFileSync } from 'node:fs';
  process.stdin.setEncoding('utf8').on('data', (text) => {
    appendFileSync('heard.jsonl', JSON.stringify({ atMs: Date.now(), text }) + '\\n');
    process.stdout.write(text);
  });
`;

declare global {
  interface Window {
    /** Every text that was on the screen. */
    textsSeen: Set<string>;
    /** When each finished line was on the screen. */
    finishedAtMs: Map<string, number>;
  }
}

const noteTexts = (page: Page) =>
  page.addInitScript(() => {
    window.textsSeen = new Set();
    window.finishedAtMs = new Map();
    document.addEventListener('captionwire:line', (event) => {
      const { text } = (event as CustomEvent<{ text: string }>).detail;
      requestAnimationFrame(() => window.finishedAtMs.set(text, Date.now()));
    });
    // Each change, not each frame: a busy machine draws few of them.
    const watch = () => {
      const root = document.querySelector('caption-wire')?.shadowRoot;
      if (!root) return requestAnimationFrame(watch);
      const note = () => {
        for (const row of root.querySelectorAll<HTMLElement>('.log p'))
          window.textsSeen.add(row.innerText.trim());
      };
      new MutationObserver(note).observe(root, { subtree: true, childList: true, characterData: true });
      return note();
    };
    watch();
  });

/** The recipe's command signs with the secret that the relay has there. */
const { path: folder, remove } = temporaryFolder();
const test = pageTest({ data: folder });
afterAll(remove);

describe.skipIf(lacks('ffmpeg', 'flite', 'pocketsphinx'))('the recipe of docs/recognisers.md', () => {
  test('shows recognised speech in a page while it is spoken, and then the lines', async ({
    relay,
    newPage,
  }) => {
    copyFileSync('docs/recognisers/sphinx-lines.py', join(folder, 'sphinx-lines.py'));
    writeFileSync(join(folder, 'note-lines.mjs'), noteLines);
    const env = {
      ...process.env,
      CAPTIONWIRE_RELAY: relay.url,
      CAPTIONWIRE_DATA: folder,
      NODE: process.execPath,
      COMMAND: resolve('dist/cli/main.js'),
    };
    const npx = 'npx() { shift; "$NODE" note-lines.mjs | "$NODE" "$COMMAND" "$@"; }';
    const shell = (command: string) =>
      run('bash', ['-c', `set -o pipefail; ${npx}\n${command}`], { env, cwd: folder });
    const page = await newPage({ prepare: noteTexts });
    await page.goto(`${relay.url}/s/town-hall`);
    await page.getByText('Captions will appear here.').waitFor();

    await shell(speech as string);
    await shell(recipe as string);

    const lines = ['good morning everybody', 'please take your seats'];
    await until(async () =>
      expect(await page.evaluate(() => [...window.finishedAtMs.keys()])).toEqual(lines),
    );
    const { shown, finished } = await page.evaluate(() => ({
      shown: [...window.textsSeen],
      finished: [...window.finishedAtMs],
    }));
    expect(shown).toEqual(expect.arrayContaining(lines));
    const inTheMaking = shown.filter((text) => text !== lines[1] && text.startsWith('please'));
    expect(inTheMaking).not.toEqual([]);

    const heard = readFileSync(join(folder, 'heard.jsonl'), 'utf8').trim().split('\n');
    const latenciesMs = finished.map(([line, shownAtMs]) => {
      const entry = heard.find((text) => text.includes(`\\"text\\": \\"${line}\\"`)) as string;
      return shownAtMs - (JSON.parse(entry) as { atMs: number }).atMs;
    });
    process.stdout.write(
      `recognised speech: on the screen ${latenciesMs.join(' and ')} ms after the recogniser said it\n`,
    );
  });
});
