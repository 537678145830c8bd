// The QR code of a link: on the screen, on paper, and as a file; and links that others cannot open.
import { screen, within } from '@testing-library/preact';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import { qrPath } from '../../formats/qr-path.ts';
import { confirmRelay, goodHash, openConsole, violations } from './open-console.tsx';
import { pressByKey, savedBy } from './saved-files.ts';

/** The dark modules that a path covers. */
function modulesOf(path: string, size: number): boolean[][] {
  const modules = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    modules[Number(y)]?.fill(true, Number(x), Number(x) + Number(run));
  }
  return modules;
}

describe('the QR code', () => {
  it('is the code of the text with its quiet zone, as one path', () => {
    const text = 'https://captions.example.org/s/town-hall';
    const { size, path } = qrPath(text) as { size: number; path: string };
    const { data } = encode(text, { ecc: 'M', border: 4 });
    expect(modulesOf(path, size)).toEqual(data);
    expect(path.replace(/M\d+ \d+h\d+v1h-\d+z/g, '')).toBe('');
    expect(data.slice(0, 4).flat()).not.toContain(true);
  });

  it('is none for a text that no code can hold', () => {
    expect(qrPath('x'.repeat(2_331))).toBeDefined();
    expect(qrPath('x'.repeat(2_332))).toBeUndefined();
  });

  it('is shown dark on white, and larger in a dialog that Escape closes', async () => {
    openConsole(`${goodHash}&relay=https://captions.example.org`);
    await confirmRelay();
    const code = screen.getByRole('img', { name: 'QR code of the viewer link' });
    expect(code.querySelector('rect')?.getAttribute('fill')).toBe('#fff');
    const button = screen.getByRole('button', { name: 'Show larger viewer link' });
    button.focus();
    await userEvent.keyboard('{Enter}');
    const dialog = screen.getByRole('dialog', { name: 'QR code of the viewer link' });
    within(dialog).getByRole('heading', { name: 'Live captions - talk' });
    within(dialog).getByText('Scan to read along on your phone.');
    within(dialog).getByText('captions.example.org/s/talk');
    expect(await violations()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(button);
  });
});

describe('the QR code as a file', () => {
  const link = 'https://captions.example.org/s/talk';
  const open = async () => {
    openConsole(`${goodHash}&relay=https://captions.example.org`);
    await confirmRelay();
  };

  it('is an SVG with the code of the viewer link', async () => {
    await open();
    const button = screen.getByRole('button', { name: 'Save SVG QR code of the viewer link' });
    const { name, content } = await savedBy(() => pressByKey(button));
    expect([name, content.type]).toEqual(['talk.svg', 'image/svg+xml']);
    const svg = new DOMParser().parseFromString(await content.text(), 'image/svg+xml');
    expect(svg.documentElement.tagName).toBe('svg');
    expect(svg.querySelector('path')?.getAttribute('d')).toBe(qrPath(link)?.path);
  });

  it('is a PNG in which each module has whole pixels', async () => {
    await open();
    const button = screen.getByRole('button', { name: 'Save PNG QR code of the viewer link' });
    const { name, content } = await savedBy(() => pressByKey(button));
    expect([name, content.type]).toEqual(['talk.png', 'image/png']);
    const picture = await createImageBitmap(content);
    const { size, path } = qrPath(link) as { size: number; path: string };
    const scale = picture.width / size;
    expect(scale).toBe(Math.ceil(1_200 / size));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    const isDark = (x: number, y: number) => data[(y * picture.width + x) * 4] === 0;
    const rows = modulesOf(path, size).map((row, y) =>
      row.map((_, x) => isDark(x * scale, y * scale) && isDark((x + 1) * scale - 1, (y + 1) * scale - 1)),
    );
    expect(rows).toEqual(modulesOf(path, size));
  });
});

describe('a link that opens on this machine only', () => {
  it('is warned of, beside the link and where it is printed', async () => {
    openConsole();
    expect(screen.getAllByText(/This link opens on this machine only/)).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: 'Show larger viewer link' }));
    within(screen.getByRole('dialog')).getByText(/This link opens on this machine only/);
    expect(await violations()).toEqual([]);
  });

  it('is not warned of where others can open it', async () => {
    openConsole(`${goodHash}&relay=https://captions.example.org`);
    await confirmRelay();
    expect(screen.queryByText(/This link opens on this machine only/)).toBeNull();
  });
});
