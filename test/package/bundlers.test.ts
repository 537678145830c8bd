// The package in other people's bundlers: one classic script for browsers of 2020, without an await outside functions.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';
import { build } from 'vite';

async function bundle(source: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'captionwire-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const entry = join(folder, 'page.js');
  writeFileSync(entry, source);
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root: folder,
    build: { write: false, target: 'es2020', minify: false, lib: { entry, formats: ['iife'], name: 'page' } },
  });
  const [{ output } = { output: [] }] = Array.isArray(built) ? built : [];
  return output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('');
}

test.for([
  ['captionwire', 'mount', 'widget/index.js'],
  ['captionwire/define', 'define', 'widget/define.js'],
  ['captionwire/client', 'createViewer', 'client/index.js'],
])('%s is bundled into one script', async ([, name = '', file = '']) => {
  const code = await bundle(
    `import { ${name} } from '${resolve('dist', file)}';\nglobalThis.kept = ${name};`,
  );
  expect(code).toContain('globalThis.kept');
});

test('what awaits outside functions would not be', async () => {
  await expect(bundle('globalThis.kept = await import("node:path");')).rejects.toThrow(/await/i);
});
