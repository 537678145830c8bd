// Files from the console's Share box, as a browser saves them.
import { text } from 'node:stream/consumers';

import { expect } from 'vitest';

import { violations } from '../helpers/axe.ts';
import { shownLines } from '../helpers/browser.ts';
import { pageTest } from '../helpers/page-test.ts';

const test = pageTest({ private: true });

test('the transcript of a private session is saved, and the console stays', async ({
  openConsole,
  openViewer,
  session,
}) => {
  const [desk, viewer] = await Promise.all([openConsole(), openViewer()]);
  await desk.getByLabel('Type what is said').fill('Good evening');
  await desk.keyboard.press('Enter');
  await expect.poll(() => shownLines(viewer)).toEqual(['Good evening']);
  const saving = desk.waitForEvent('download');
  await desk.getByRole('link', { name: 'Text transcript' }).press('Enter');
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe(`${session}.txt`);
  expect(await text(await saved.createReadStream())).toContain('Good evening');
  await desk.getByLabel('Type what is said').waitFor();
  expect(await violations(desk)).toEqual([]);
});

test('the sheet with the QR code has words, and fits on one sheet of paper', async ({
  openConsole,
  session,
}) => {
  const desk = await openConsole();
  await desk.getByRole('button', { name: 'Show larger viewer link' }).click();
  await desk.emulateMedia({ media: 'print' });
  const sheet = desk.getByRole('dialog', { name: 'QR code of the viewer link' });
  await sheet.getByRole('heading', { name: `Live captions - ${session}` }).waitFor();
  await sheet.getByText('Scan to read along on your phone.').waitFor();
  await sheet.getByText('This link opens on this machine only').waitFor();
  const pdf = (await desk.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  expect(await violations(desk)).toEqual([]);
});
