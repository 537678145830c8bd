// Looks in one press: presets, the theme, the eight colours, and what closed groups say of them.
import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { addStyle, clearPage, rendered } from './on-page.ts';
import { kept, openSettings } from './settings-page.ts';

beforeEach(clearPage);
afterEach(clearPage);

type SettingsPage = Awaited<ReturnType<typeof openSettings>>;

const sample = (page: SettingsPage, name: string) =>
  [...page.root.querySelectorAll<HTMLElement>('.looks button')].find(
    ({ textContent }) => textContent === name,
  ) as HTMLElement;
const press = async (page: SettingsPage, name: string) => {
  sample(page, name).click();
  await rendered();
};
const pressed = (page: SettingsPage) =>
  Array.from(page.root.querySelectorAll('.looks [aria-pressed=true]'), ({ textContent }) => textContent);

/** The radio button of a choice by the name that a screen reader says. */
const radio = (page: SettingsPage, choice: string, name: string) =>
  [...page.root.querySelectorAll<HTMLInputElement>(`[aria-labelledby=choice-${choice}] [type=radio]`)].find(
    (one) => (one.ariaLabel ?? one.labels?.[0]?.textContent) === name,
  ) as HTMLInputElement;
const isChecked = (page: SettingsPage, choice: string, name: string) => radio(page, choice, name).checked;
/** What the heading of a group says beside its name. */
const headings = (page: SettingsPage) =>
  Object.fromEntries(
    Array.from(page.root.querySelectorAll('summary'), ({ firstChild, lastElementChild }) => [
      firstChild?.textContent,
      lastElementChild?.textContent?.replace(/[\u2068\u2069]/g, ''),
    ]),
  );

describe('a preset', () => {
  it.for([
    ['White on black', [255, 255, 255], [0, 0, 0]],
    ['Yellow on black', [255, 255, 0], [0, 0, 0]],
    ['Black on white', [0, 0, 0], [255, 255, 255]],
  ] as const)('%s sets what its sample looks like', async ([name, ink, ground]) => {
    const page = await openSettings('opacity=25;windowOpacity=0;background=#ff0000');
    const { color, backgroundColor } = getComputedStyle(sample(page, name));
    expect([color, backgroundColor]).toEqual([`rgb(${ink.join(', ')})`, `rgb(${ground.join(', ')})`]);
    await press(page, name);
    expect(page.look().color).toBe(`color(srgb ${ink.map((part) => part / 255).join(' ')})`);
    expect(page.look('.open').backgroundColor).toBe(backgroundColor);
    expect(pressed(page)).toEqual([name]);
  });

  it('of large text makes it twice as large, beside a preset of colours', async () => {
    const page = await openSettings();
    await press(page, 'Yellow on black');
    await press(page, 'Large');
    expect(page.look().fontSize).toBe('40px');
    expect(pressed(page)).toEqual(['Yellow on black', 'Large']);
    expect(page.labelled('Size')?.value).toBe('200');
  });

  it('is taken back by a second press', async () => {
    const page = await openSettings('font=serif');
    await press(page, 'White on black');
    await press(page, 'White on black');
    expect(kept()).toBe('font=serif');
    expect(pressed(page)).toEqual([]);
  });

  it('as the site is pressed from the beginning, and brings the look of the site back', async () => {
    const page = await openSettings('lineHeight=200;delay=3');
    expect(pressed(page)).toEqual(['As the site']);
    await page.choose('Font', 'casual');
    radio(page, 'theme', 'Dark').click();
    await press(page, 'Black on white');
    expect(pressed(page)).toEqual(['Black on white']);
    await press(page, 'As the site');
    expect(kept()).toBe('lineHeight=200;delay=3');
  });

  it('as the site looks as the page wants it while the panel looks otherwise', async () => {
    addStyle('html{--captionwire-background:#300030;--captionwire-text:#ffe}');
    const page = await openSettings('window=#ffffff', { theme: 'dark' });
    const { color, backgroundColor } = getComputedStyle(sample(page, 'As the site'));
    expect([color, backgroundColor]).toEqual(['rgb(255, 255, 238)', 'rgb(48, 0, 48)']);
  });
});

describe('the theme of the reader', () => {
  it.for([
    ['Dark', 'theme=dark', 'light', 'dark'],
    ['Light', 'theme=light', 'dark', 'light'],
  ] as const)('is %s whatever the page wants', async ([name, text, ofPage, scheme]) => {
    addStyle(
      'html{--captionwire-background:#300030;--captionwire-text:#300030;--captionwire-accent:#300030}',
    );
    const page = await openSettings('', { theme: ofPage });
    expect(isChecked(page, 'theme', 'As the site')).toBe(true);
    radio(page, 'theme', name).click();
    await rendered();
    expect(kept()).toBe(text);
    const { colorScheme, backgroundColor, color } = page.look('.open');
    expect(colorScheme).toBe(scheme);
    expect([backgroundColor, color]).not.toContain('rgb(48, 0, 48)');
  });

  it('follows the system where it is automatic, whatever the page wants', async () => {
    const isLight = matchMedia('(prefers-color-scheme:light)').matches;
    const page = await openSettings('theme=auto', { theme: isLight ? 'dark' : 'light' });
    expect(isChecked(page, 'theme', 'Automatic')).toBe(true);
    expect(page.look('.open').colorScheme).toBe(isLight ? 'light' : 'dark');
  });
});

describe('a colour', () => {
  it.for([
    ['White', '#ffffff'],
    ['Black', '#000000'],
    ['Red', '#ff0000'],
    ['Green', '#00ff00'],
    ['Blue', '#0000ff'],
    ['Yellow', '#ffff00'],
    ['Magenta', '#ff00ff'],
    ['Cyan', '#00ffff'],
  ])('%s is one press, and is shown as chosen', async ([name, colour]) => {
    const page = await openSettings();
    radio(page, 'background', name as string).click();
    await rendered();
    expect(kept()).toBe(`background=${colour}`);
    expect(isChecked(page, 'background', name as string)).toBe(true);
    expect(isChecked(page, 'colour', 'As the site')).toBe(true);
  });

  it('beyond the eight is chosen too, and the site’s comes back', async () => {
    const page = await openSettings();
    const other = page.find('[aria-label="Text colour: Other"]') as HTMLInputElement;
    other.value = '#008080';
    other.dispatchEvent(new Event('input', { bubbles: true }));
    await rendered();
    expect(kept()).toBe('colour=#008080');
    expect(page.root.querySelectorAll('[aria-labelledby=choice-colour] :checked')).toHaveLength(0);
    radio(page, 'colour', 'As the site').click();
    await rendered();
    expect(kept()).toBeNull();
  });

  it('is chosen with the arrow keys, and seen at once', async () => {
    const page = await openSettings();
    radio(page, 'colour', 'As the site').focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
    expect(page.root.activeElement).toBe(radio(page, 'colour', 'Red'));
    expect(page.look('.preview p').color).toBe('color(srgb 1 0 0)');
  });
});

describe('the heading of a group', () => {
  it('says what is chosen in it', async () => {
    const chosen = 'size=150;colour=#ffff00;window=#123456;interim=no;vibrate=yes;myWords=Maya, fire';
    expect(headings(await openSettings(chosen))).toEqual({
      Text: 'Size 150% · Text colour Yellow',
      Background: 'Panel colour Other',
      Spacing: 'As the site',
      Place: 'As the site',
      Pace: 'Show unfinished words Off',
      'Alerts and braille': 'Alert me at these words Maya, fire · Vibrate after silence On',
    });
  });

  it('follows what is chosen, and says it only while the group is closed', async () => {
    const page = await openSettings();
    await page.choose('Line height', '200');
    const spacing = [...page.root.querySelectorAll('details')][2] as HTMLDetailsElement;
    const values = spacing.querySelector('summary span') as HTMLElement;
    expect(values.textContent).toContain('Line height');
    expect(values.checkVisibility()).toBe(false);
    spacing.open = false;
    expect(values.checkVisibility()).toBe(true);
  });
});
