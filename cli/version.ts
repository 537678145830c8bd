// The version of this package, as its manifest has it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const manifest = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('captionwire/package.json'), 'utf8'),
) as { version: string };

export const { version } = manifest;
