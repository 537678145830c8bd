// The builds shorten names that only the widget's own files know. What others know by its name keeps it.
import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { internalNames, shortNames, spelledNames } from '../../scripts/internal-names.ts';
import { choices } from '../../widget/tools/preferences.ts';

/** Internal names that a file has as those of members, the comments left out. */
function membersIn(path: string, part = /[^]*/): readonly string[] {
  const source = part.exec(readFileSync(path, 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*/g, ''))?.[0] ?? '';
  expect(source).toMatch(/\w\??:/);
  return internalNames.filter((name) => new RegExp(`\\b${name}['"]?\\??[:(<]`).test(source));
}

test.for([
  ...['client-messages', 'server-messages', 'records', 'live'].map((name) => `dist/protocol/${name}.d.ts`),
  ...['events', 'mount', 'element'].map((name) => `dist/widget/${name}.d.ts`),
  'dist/client/transport.d.ts',
])('nothing of %s has a short name', (path) => {
  expect(membersIn(path)).toEqual([]);
});

test('the state of a connection, which pages are told, has no short names', () => {
  expect(membersIn('dist/client/connection.d.ts', /type ConnectionState = [^]+?\n(?=export)/)).toEqual([]);
});

test('choices are kept under names that stay', () => {
  expect(Object.keys(choices).filter((name) => internalNames.includes(name))).toEqual([]);
});

test('no name has another use in a browser, and none stands twice', async () => {
  await expect(shortNames()).resolves.toBeTruthy();
  expect(new Set(internalNames).size).toBe(internalNames.length);
});

test('a short name is the same in every file, and never one that is in use', async () => {
  const [one, other] = await Promise.all([shortNames(), shortNames()]);
  expect(one.nameCache).toEqual(other.nameCache);
  const { props } = one.nameCache as { props: { props: Record<string, string> } };
  const short = Object.values(props.props);
  expect(new Set(short).size).toBe(internalNames.length);
});

test('a build sees a name that a file reaches by a text, or gives to others', () => {
  const [name = ''] = internalNames;
  expect(spelledNames(`x["${name}"]`, [])).toEqual([name]);
  expect(spelledNames('', [name])).toEqual([name]);
  expect(spelledNames(`x.${name}`, [])).toEqual([]);
});
