// Where the package's own files lie: built browser files and the demo pages, also when run from the sources.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the captionwire package has lost its package.json');
    folder = parent;
  }
  return folder;
}

const root = findRoot();

/** As the manifest has it. */
export const { version: packageVersion } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
};

export const packageFiles = {
  /** Built by `npm run build`: widget.js, console/, pages/. */
  browser: join(root, 'dist', 'browser'),
  demo: join(root, 'demo'),
} as const;
