// Web Captioner and pages like it post each line from the browser, in the mode that asks nobody first and reads no answer.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ingestLink } from '../../protocol/links.ts';
import { shownLines, useBrowser } from '../helpers/browser.ts';
import { captionwire, useRelay } from '../helpers/relay-process.ts';
import { type Site, startSite } from '../helpers/site.ts';

describe('a page of another site', () => {
  const { relay, folder } = useRelay();
  const { browser } = useBrowser();
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
    site.show({ body: '<h1>A captioning page</h1>' });
  });
  afterAll(() => site.close());

  test('posts what was heard without being asked about its origin, and viewers read it once', async () => {
    const { url } = relay();
    const parameters = ['invite', 'talk', '--ingest', 'webhook', '--data', folder, '--relay', url, '--json'];
    const invited = JSON.parse((await captionwire(parameters)).stdout) as { url: string; token: string };
    expect(invited.url).toBe(ingestLink(url, 'webhook', 'talk', invited.token));

    const viewer = await browser().newPage();
    await viewer.goto(`${url}/s/talk`);
    const page = await browser().newPage();
    await page.goto(site.url);
    const types = await page.evaluate(async (webhook) => {
      const send = (body: object) =>
        fetch(webhook, { method: 'POST', mode: 'no-cors', body: JSON.stringify(body) });
      const answers = [
        await send({ transcript: 'Good morning', sequence: 0 }),
        await send({ transcript: 'Good morning', sequence: 0 }),
        await send({ transcript: 'Welcome', sequence: 1 }),
      ];
      return answers.map(({ type }) => type);
    }, invited.url);

    expect(types).toEqual(['opaque', 'opaque', 'opaque']);
    await expect.poll(() => shownLines(viewer)).toEqual(['Good morning', 'Welcome']);
  });
});
