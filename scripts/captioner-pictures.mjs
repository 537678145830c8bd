// The pictures of docs/captioner.md: parts of the console while somebody works with it. One desk is taken through what the
// page tells, in its order; each picture is as small as what it shows.

/** @typedef {import('playwright').Page} Page */

/** What a captioner has made ready, as the console keeps it on the device. */
export const keptByCaptioner = {
  'captionwire.console.speakers': ['Maya', 'Jonas', 'Dr. Okafor'],
  'captionwire.console.script': [
    { text: 'Good evening, and welcome to the town hall.', speaker: 'Maya' },
    { text: 'We begin with the new bus line.', speaker: 'Maya' },
    { text: '[applause]', kind: 'sound' },
    { text: 'It runs from the harbour to the hospital.', speaker: 'Jonas' },
  ],
  'captionwire.console.script.place': { next: 1, sent: [0] },
};

/** Wide enough for both columns, and as narrow as the parts read well. */
const window = { width: 1000, height: 720 };
/** So high that no box is cut off. */
const tower = { width: 1000, height: 1600 };

/**
 * @param {{
 *   desk: Page,
 *   reader: Page,
 *   openDesk(name: string, options: import('playwright').BrowserContextOptions): Promise<Page>,
 *   keep(name: string, shown: Page | import('playwright').Locator): Promise<unknown>,
 * }} parts `reader`: a page with the widget, where replies are allowed
 */
export async function captionerPictures({ desk, reader, openDesk, keep: keepPicture }) {
  const field = desk.getByLabel('Type what is said');
  /** @param {string} name @param {Page | import('playwright').Locator} shown */
  async function keep(name, shown) {
    // Nothing of it is under the pointer.
    await desk.mouse.move(0, 0);
    await keepPicture(`captioner/${name}`, shown);
  }
  /** @param {string} title */
  const box = (title) => desk.getByRole('region', { name: title, exact: true });
  /** @param {string} title */
  const heading = (title) => desk.getByRole('button', { name: title, exact: true });

  await desk.setViewportSize(window);
  await heading('Line endings').click();
  await field.fill('It should be with you tomorr');
  await keep('finishing', box('Line endings'));
  await heading('Line endings').click();

  await field.fill('It should be with you on Tusday.');
  await field.press('Enter');
  await field.press('ArrowUp');
  await field.fill('It should be with you on Tuesday.');
  await desk.getByText(/^Correcting /).waitFor();
  await keep('correcting', desk.locator('.work'));
  await field.press('Enter');

  await desk.setViewportSize(tower);
  await heading('Speakers').click();
  await keep('speakers', box('Speakers'));
  await heading('Speakers').click();
  await heading('Script').click();
  await heading('Space sends phrases').click();
  await keep('script', box('Script'));
  await heading('Space sends phrases').click();
  await heading('Script').click();

  const other = await openDesk('Jonas', { viewport: window });
  await desk.keyboard.press('Control+F8');
  await other.getByText('On standby', { exact: true }).first().waitFor();
  await other.getByLabel('Type what is said').pressSequentially('I am ready, after this question.');
  await box('Captioners').getByText('I am ready, after this question.').waitFor();
  await keep('captioners', box('Captioners'));
  await other.context().close();

  await reader.getByRole('button', { name: 'Tools' }).click();
  await reader.getByRole('button', { name: 'Reply', exact: true }).click();
  const reply = reader.getByLabel('Reply to the captioners');
  await reply.fill('Can I change the delivery address?');
  await reply.press('Enter');
  await reply.fill('It is');
  await box('Viewers’ replies').getByText('writing…').waitFor();
  await keep('replies', box('Viewers’ replies'));

  await heading('Back in 10 min').click();
  await box('Status').getByText('Back at').first().waitFor();
  await keep('status', box('Status'));

  await desk.setViewportSize({ width: 360, height: 640 });
  await field.pressSequentially('You can change it until');
  await keep('compact', desk);
}
