// Each of the reader's choices as it is seen.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { addBox, addStyle, clearPage, leavePage } from './on-page.ts';
import { type ChosenPage, startChosen } from './settings-page.ts';

beforeEach(clearPage);
afterEach(clearPage);

describe('a choice', () => {
  it.for([
    ['font=serif', 'fontFamily', 'serif'],
    ['font=serif-mono', 'fontFamily', '"Courier New", monospace'],
    ['font=sans', 'fontFamily', 'Arial, sans-serif'],
    ['font=sans-mono', 'fontFamily', 'Consolas, monospace'],
    ['font=casual', 'fontFamily', '"Comic Sans MS", "Chalkboard SE", casual, fantasy'],
    ['font=cursive', 'fontFamily', '"Segoe Script", cursive'],
    ['font=small-caps', 'fontVariantCaps', 'small-caps'],
    ['size=300', 'fontSize', '60px'],
    ['size=50', 'fontSize', '10px'],
    ['colour=#ffff00', 'color', 'color(srgb 1 1 0)'],
    ['colour=#ffff00;opacity=50', 'color', 'color(srgb 1 1 0 / 0.5)'],
    ['background=#0000ff', 'backgroundColor', 'color(srgb 0 0 1)'],
    ['background=#0000ff;backgroundOpacity=25', 'backgroundColor', 'color(srgb 0 0 1 / 0.25)'],
    ['lineHeight=200', 'lineHeight', '40px'],
    ['letterSpacing=12', 'letterSpacing', '2.4px'],
    ['wordSpacing=16', 'wordSpacing', '3.2px'],
  ] as const)('%s is seen as %s: %s', async ([chosen, property, expected]) => {
    expect((await startChosen(chosen)).look()[property]).toBe(expected);
  });

  it.for(['raised', 'depressed', 'uniform', 'shadow'])(
    'of %s edges is a shadow of the text',
    async (edge) => {
      const plain = (await startChosen()).look().textShadow;
      leavePage();
      expect(plain).toBe('none');
      expect((await startChosen(`edge=${edge}`)).look().textShadow).toMatch(/px/);
    },
  );

  it('of a background without a colour of the text takes the one that can be read', async () => {
    expect((await startChosen('background=#ffff00')).look().color).toBe('color(srgb 0 0 0)');
    leavePage();
    expect((await startChosen('background=#00007f')).look().color).toBe('color(srgb 1 1 1)');
  });

  it('of a colour is also that of the speaker’s name', async () => {
    expect((await startChosen('colour=#ffff00')).look('.log b').color).toBe('color(srgb 1 1 0)');
  });

  it.for([
    ['#000000', 'rgb(255, 255, 255)'],
    ['#ffffff', 'rgb(0, 0, 0)'],
    ['#ff0000', 'rgb(0, 0, 0)'],
    ['#0000ff', 'rgb(255, 255, 255)'],
  ])('of a panel in %s makes all that it says readable, in %s', async ([colour, ink]) => {
    addStyle('html{--captionwire-text:#888;--captionwire-background:#999}');
    const page = await startChosen(`window=${colour}`);
    expect(page.look('.open').backgroundColor).toBe(
      `rgb(${[1, 3, 5].map((at) => parseInt((colour as string).slice(at, at + 2), 16)).join(', ')})`,
    );
    expect(page.look().color).toBe(ink);
  });

  it('of a translucent panel leaves its controls on solid ground', async () => {
    const page = await startChosen('window=#000000;windowOpacity=0');
    expect(page.look('.stage').backgroundColor).toMatch(/\/ 0\)$/);
    expect(page.look('.head').backgroundColor).toBe('rgb(0, 0, 0)');
  });

  it('of lines is how many there are room for', async () => {
    for (const count of [1, 3, 9]) {
      const page = await startChosen(`lines=${count}`);
      expect(page.box('.stage').height).toBe(count * 30);
      leavePage();
    }
  });

  it('of lines holds in a target whose height the page says', async () => {
    addStyle('#box{--captionwire-height:500px}');
    const page = await startChosen('lines=2', { target: addBox() });
    expect(Math.abs((page.find('.stage') as HTMLElement).offsetHeight - 60)).toBeLessThan(3);
  });

  it.for([
    ['bottom', { position: 'top' }, { top: false, bottom: true }],
    ['top', {}, { top: true, bottom: false }],
    ['top', { position: 'float' }, { top: true, bottom: false }],
    ['float', { position: 'top' }, { top: false, bottom: false }],
  ] as const)('of the place %s wins over %o', async ([place, options, touches]) => {
    const page = await startChosen(`place=${place}`, options);
    const { top, bottom, right } = page.box('.open');
    expect({ top: top === 0, bottom: bottom === innerHeight }).toEqual(touches);
    if (place === 'float') expect(right).toBe(innerWidth - 16);
  });

  it('of a width is that share of the window, and never too narrow to read', async () => {
    expect((await startChosen('width=90')).box('.open').width).toBeCloseTo(innerWidth * 0.9, 1);
    leavePage();
    expect((await startChosen('width=5')).box('.open').width).toBe(256);
  });

  it('against interim text leaves finished lines only', async () => {
    const page = await startChosen('interim=no');
    expect(page.look('.log .interim').display).toBe('none');
    expect(page.look().display).toBe('block');
  });

  it('wins over what the page says', async () => {
    addStyle('html{--captionwire-size:12px;--captionwire-lines:9;--captionwire-font:fantasy}');
    const page = await startChosen('size=200;lines=2;font=sans');
    expect(page.look().fontSize).toBe('24px');
    expect(page.box('.stage').height).toBe(72);
    expect(page.look().fontFamily).toBe('Arial, sans-serif');
  });

  it('changes nothing of a panel while nothing is chosen', async () => {
    const everything = (page: ChosenPage) => {
      const look = page.look();
      return {
        ...Object.fromEntries(Array.from(look, (name) => [name, look.getPropertyValue(name)])),
        box: page.box('.log p'),
      };
    };
    const before = everything(await startChosen());
    leavePage();
    expect(everything(await startChosen('vibrate=yes'))).toEqual(before);
  });
});
