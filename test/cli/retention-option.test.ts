// `captionwire serve --retention`: a duration as people write it, or forever.
import { Command, type Option } from 'commander';
import { expect, it } from 'vitest';

import { addServe } from '../../cli/serve.ts';

const program = new Command();
addServe(program);
const option = program.commands[0]?.options.find(({ long }) => long === '--retention') as Option;
const parsed = (text: string): unknown => option.parseArg?.(text, undefined);

it('retention is 30 days unless it is chosen, on the command line or in the environment', () => {
  expect(option.defaultValue).toBe(30 * 24 * 3600);
  expect(option.envVar).toBe('CAPTIONWIRE_RETENTION');
});

it('retention is read as a duration or as forever, anything else is refused', () => {
  expect(parsed('7d')).toBe(7 * 24 * 3600);
  expect(parsed('90s')).toBe(90);
  expect(parsed('forever')).toBe(Infinity);
  for (const text of ['', 'soon', '7', '0d', '-1d'])
    expect(() => parsed(text)).toThrow('90s, 15m, 12h or 7d');
});
