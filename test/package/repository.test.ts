// The repository keeps its own rules: boundaries are enforced, the map is the tree, files stay readable.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, resolve } from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean);

describe('room boundaries are enforced by the linter', () => {
  const probes = [
    ['protocol', "import { createViewer } from '../client/viewer.ts';", 'protocol/ is a leaf'],
    ['protocol', "import { join } from 'node:path';", 'no Node'],
    ['formats', "import { createViewer } from '../client/viewer.ts';", 'formats/ may import protocol/ only'],
    ['client', "import { createRelay } from '../relay/relay.ts';", 'client/ may import protocol/ only'],
    ['widget', "import { createTokens } from '../relay/auth/tokens.ts';", 'widget/ may import'],
    ['console', "import { Panel } from '../widget/panel.tsx';", 'public entry'],
    [
      'relay',
      "import { createViewer } from '../client/viewer.ts';",
      'relay/ may import protocol/ and formats/ only',
    ],
    ['relay', "import { createMemoryEngine } from './engines/memory.ts';", 'composition root'],
    ['cli', "import { mount } from '../widget/index.ts';", 'cli/ may import'],
    ['audit', "import { mount } from '../widget/index.ts';", 'audit/ may import'],
    ['relay', "import { audit } from '../audit/index.ts';", 'relay/ may import protocol/ and formats/ only'],
  ] as const;
  let complaints: { readonly filename: string; readonly message: string; readonly help?: string }[] = [];

  beforeAll(() => {
    // The rules with nothing but probes under them: a file in the tree itself would be in the way of other tests.
    const folder = mkdtempSync(join(tmpdir(), 'captionwire-rooms-'));
    copyFileSync('.oxlintrc.json', join(folder, '.oxlintrc.json'));
    for (const [at, [room, source]] of probes.entries()) {
      mkdirSync(join(folder, room), { recursive: true });
      const text = `${source}\nexport const probe = [${/\{ (\w+) \}/.exec(source)?.[1]}];\n`;
      writeFileSync(join(folder, room, `probe-${at}.ts`), text);
    }
    const { stdout } = spawnSync(resolve('node_modules/.bin/oxlint'), ['--format', 'json', '.'], {
      cwd: folder,
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    ({ diagnostics: complaints } = JSON.parse(stdout));
  });

  test.for(probes)('%s may not: %s', (probe) => {
    const [room, , reason] = probe;
    const own = complaints.filter(({ filename }) =>
      filename.endsWith(`${room}/probe-${probes.indexOf(probe)}.ts`),
    );
    expect(JSON.stringify(own)).toContain(reason);
  });
});

describe('ARCHITECTURE.md', () => {
  const text = readFileSync('ARCHITECTURE.md', 'utf8');
  const map = /```\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  const mapped = [...map.matchAll(/^( *)([\w.-]+\/)/gm)];

  test('maps the folders there are, and no others', () => {
    const stack: string[] = [];
    const folders = mapped.map(([, indent = '', name = '']) => {
      stack.length = indent.length / 2;
      stack.push(name);
      return stack.join('');
    });
    const rooms = new Set(
      tracked.flatMap((path) => {
        const parts = path.split('/').slice(0, -1);
        return parts.map((_, depth) => `${parts.slice(0, depth + 1).join('/')}/`);
      }),
    );
    expect(folders.sort()).toEqual([...rooms].sort());
  });
});

describe('every document that newcomers are sent to is there', () => {
  test.for([
    'README.md',
    'ARCHITECTURE.md',
    'PROTOCOL.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'SECURITY.md',
    'LICENSE',
    'docs/captioner.md',
    'docs/embed.md',
    'docs/ingest.md',
    'docs/organise.md',
    'docs/webhooks.md',
    'docs/support.md',
    'docs/exports.md',
    'docs/recognisers.md',
  ])('%s, and its links lead somewhere', (name) => {
    const text = readFileSync(name, 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, path = '']) =>
      posix.join(posix.dirname(name), path),
    );
    expect(
      links.filter((path) => !tracked.includes(path) && !tracked.some((file) => file.startsWith(`${path}/`))),
    ).toEqual([]);
  });
});

test('the lock file names no host to download from', () => {
  expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved"/);
});

test('every code and close code is in PROTOCOL.md', async () => {
  const { closeCodes, errorCodes } = await import('../../protocol/codes.ts');
  const text = readFileSync('PROTOCOL.md', 'utf8');
  const missing = [...Object.values(closeCodes).map(String), ...Object.values(errorCodes)].filter(
    (code) => !text.includes(`\`${code}\``),
  );
  expect(missing).toEqual([]);
});

test('every message and limit is in PROTOCOL.md', async () => {
  const { clientLimits, clientMessageSchemas, limits, relayLimits, relayRates, serverMessageSchemas } =
    await import('../../protocol/index.ts');
  const text = readFileSync('PROTOCOL.md', 'utf8');
  const names = [
    ...Object.keys(clientMessageSchemas),
    ...Object.keys(serverMessageSchemas),
    ...Object.keys(limits),
    ...Object.keys(clientLimits),
    ...Object.keys(relayLimits),
    ...Object.keys(relayRates),
  ];
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

test('every custom property that themes the panel is in docs/embed.md, and no other', async () => {
  const { styles } = await import('../../widget/styles.ts');
  const themed = new Set([...styles.matchAll(/var\((--captionwire-[a-z]+)/g)].map(([, name]) => name));
  const table = readFileSync('docs/embed.md', 'utf8').matchAll(/^\| `(--captionwire-[a-z]+)`/gm);
  expect(Array.from(table, ([, name]) => name).sort()).toEqual([...themed].sort());
});

test('every promise of SECURITY.md names tests that there are', () => {
  const text = readFileSync('SECURITY.md', 'utf8');
  const [, table = ''] = /^\| against(.*?)\n\n/ms.exec(text) ?? [];
  const rows = table.split('\n').slice(2);
  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows) {
    const tests = [...row.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);
    expect(tests, row).not.toEqual([]);
    for (const path of tests) expect(existsSync(path), path).toBe(true);
  }
});
