// How a press is spelled, and which combinations may be a shortcut.
import { describe, expect, it } from 'vitest';

import { keysOf, keysProblem } from '../../console/desk/keys.ts';

const press = (key: string, init: KeyboardEventInit = {}) =>
  keysOf(new KeyboardEvent('keydown', { key, ...init }));

describe('a key combination', () => {
  it.each([
    ['k', { ctrlKey: true, altKey: true }, 'Ctrl+Alt+K'],
    ['1', { altKey: true }, 'Alt+1'],
    ['F2', {}, 'F2'],
    [' ', { ctrlKey: true }, 'Ctrl+Space'],
    ['ArrowUp', { altKey: true, shiftKey: true }, 'Alt+Shift+ArrowUp'],
  ])('of %j with %j is spelled %j', (key, held, spelled) => {
    expect(press(key, held)).toBe(spelled);
  });

  it('is the same whatever character the modifiers make of the key', () => {
    expect(press('¡', { code: 'Digit1', altKey: true })).toBe('Alt+1');
    expect(press('∑', { code: 'KeyW', altKey: true })).toBe('Alt+W');
  });

  it('is none while only modifiers are held, and for a character of the layout on AltGr', () => {
    expect(press('Shift', { shiftKey: true })).toBeUndefined();
    expect(press('@', { ctrlKey: true, altKey: true, modifierAltGraph: true })).toBeUndefined();
  });
});

describe('a shortcut', () => {
  it.each(['Ctrl+Alt+K', 'Alt+1', 'F2', 'Shift+F4'])('may be %s', (keys) => {
    expect(keysProblem(keys)).toBeUndefined();
  });

  it.each(['K', 'Shift+K', 'Enter', 'Space'])('is never %s, which is needed for typing', (keys) => {
    expect(keysProblem(keys)).toMatch(/needed for typing/);
  });

  it.each(['Ctrl+C', 'Ctrl+W', 'Meta+Q', 'F5'])('is never %s, which browsers need', (keys) => {
    expect(keysProblem(keys)).toMatch(/belongs to the browser/);
  });
});
