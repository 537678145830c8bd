// The README says how small the widget is; this is what the build weighs.
import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
const bytes = readFileSync('dist/browser/widget.js.br').byteLength;

test('the widget is at most 13.5 kB with brotli', () => {
  expect(bytes).toBeLessThanOrEqual(13_500);
});

test('the README says its size, to the tenth of a kilobyte', () => {
  const said = /(\d+\.\d) kB with brotli/.exec(readme)?.[1];
  expect(said).toBe((Math.ceil(bytes / 100) / 10).toFixed(1));
});
