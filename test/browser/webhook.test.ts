// Web Captioner and pages like it post words from the browser, in the mode that asks nobody first and reads no answer.
import { afterAll, describe, expect } from 'vitest';

import { ingestLink } from '../../protocol/links.ts';
import { shownLines } from '../helpers/browser.ts';
import { pageTest } from '../helpers/page-test.ts';
import { captionwire, temporaryFolder } from '../helpers/relay-process.ts';

/** The command signs with the secret that the relay has there. */
const folder = temporaryFolder();
const test = pageTest({ data: folder.path });
afterAll(folder.remove);

describe('a page of another site', () => {
  test('posts what was heard without being asked about its origin, and viewers read one line', async ({
    relay: { url },
    site,
    session,
    newPage,
    openViewer,
  }) => {
    const command = [
      'invite',
      session,
      '--ingest',
      'webhook',
      '--data',
      folder.path,
      '--relay',
      url,
      '--json',
    ];
    const invited = JSON.parse((await captionwire(command)).stdout) as { url: string; token: string };
    expect(invited.url).toBe(ingestLink(url, 'webhook', session, invited.token));

    const viewer = await openViewer();
    const page = await newPage();
    site.show({ body: '<h1>A captioning page</h1>' });
    await page.goto(site.url);
    const types = await page.evaluate(async (webhook) => {
      const send = (body: object) =>
        fetch(webhook, { method: 'POST', mode: 'no-cors', body: JSON.stringify(body) });
      const answers = [
        await send({ transcript: 'Good', sequence: 0 }),
        await send({ transcript: 'Good', sequence: 0 }),
        await send({ transcript: 'morning.', sequence: 1 }),
      ];
      return answers.map(({ type }) => type);
    }, invited.url);

    expect(types).toEqual(['opaque', 'opaque', 'opaque']);
    await expect.poll(() => shownLines(viewer)).toEqual(['Good morning.']);
  });
});
