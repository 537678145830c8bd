// Every option of `captionwire serve` is a flag, an environment variable, a line of --help and a row of README.md.
import { readFileSync } from 'node:fs';

import { Command } from 'commander';
import { describe, expect, it } from 'vitest';

import { readEnvironment } from '../../cli/environment.ts';
import { describeError } from '../../cli/exit.ts';
import { addServeOptions, relayOptions, type ServeOptions } from '../../cli/serve-options.ts';

/** The command as the shell would start it, with this environment and no other. */
function serve(env: Record<string, string> = {}, ...parameters: string[]) {
  const command = addServeOptions(new Command('serve'))
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  const before = process.env;
  process.env = { ...env };
  try {
    readEnvironment(command, process.env);
    command.parse(parameters, { from: 'user' });
    return relayOptions(command.opts<ServeOptions>());
  } finally {
    process.env = before;
  }
}

const { options } = addServeOptions(new Command('serve'));
const help = addServeOptions(new Command('serve')).configureHelp({ helpWidth: 1_000 }).helpInformation();
const readme = readFileSync('README.md', 'utf8');

describe.each(options.map((option) => [option.long ?? '', option] as const))('%s', (flag, option) => {
  it('has the environment variable of its name', () => {
    expect(option.envVar).toBe(`CAPTIONWIRE_${flag.slice(2).replaceAll('-', '_').toUpperCase()}`);
  });

  it('is explained by --help, with its variable', () => {
    const line = help.split('\n').find((text) => text.trim().startsWith(flag));
    expect(line).toContain(option.description);
    expect(line).toContain(`env: ${option.envVar}`);
  });

  it('is a row of the table in README.md, with its variable', () => {
    const row = readme.split('\n').find((text) => text.startsWith(`| \`${flag}`));
    expect(row).toContain(`\`${option.envVar}\``);
  });
});

it('README.md lists no option that there is not', () => {
  const listed = [...readme.matchAll(/^\| `(--[\w-]+)/gm)].map(([, flag]) => flag);
  expect(listed).toEqual(options.map(({ long }) => long));
});

describe('the environment', () => {
  it('says the same as the flags', () => {
    const flags = ['--port', '0', '--memory', '--private', '--no-metrics', '--max-per-address', '7'];
    flags.push('--trust-proxy', '10.0.0.0/8', '--trust-proxy', '::1', '--origin', 'https://a.example');
    const env = {
      CAPTIONWIRE_PORT: '0',
      CAPTIONWIRE_MEMORY: '1',
      CAPTIONWIRE_PRIVATE: 'true',
      CAPTIONWIRE_NO_METRICS: 'yes',
      CAPTIONWIRE_MAX_PER_ADDRESS: '7',
      CAPTIONWIRE_TRUST_PROXY: '10.0.0.0/8, ::1',
      CAPTIONWIRE_ORIGIN: 'https://a.example',
    };
    expect(serve(env)).toEqual(serve({}, ...flags));
    expect(serve(env)).toMatchObject({
      port: 0,
      data: undefined,
      private: true,
      metrics: false,
      trustProxy: ['10.0.0.0/8', '::1'],
      limits: { connections: 20_000, connectionsPerAddress: 7, connectionsPerSession: 10_000 },
    });
  });

  it('yields to a flag, and an empty variable counts as not set', () => {
    expect(serve({ CAPTIONWIRE_PORT: '1' }, '--port', '2').port).toBe(2);
    expect(serve({ CAPTIONWIRE_PORT: '', CAPTIONWIRE_PRIVATE: '' })).toEqual(serve());
  });

  it.each(['0', 'false', 'no', 'off'])('can set a switch to %j', (value) => {
    expect(serve({ CAPTIONWIRE_PRIVATE: value, CAPTIONWIRE_NO_METRICS: value })).toMatchObject({
      private: false,
      metrics: true,
    });
  });

  it('with a switch that is neither yes nor no is wrong usage', () => {
    let thrown: unknown;
    try {
      serve({ CAPTIONWIRE_PRIVATE: 'maybe' });
    } catch (error) {
      thrown = error;
    }
    expect(describeError(thrown)).toEqual({
      message: 'CAPTIONWIRE_PRIVATE="maybe": give 1 or 0',
      exitCode: 2,
    });
  });

  it.each([
    ['CAPTIONWIRE_PORT', '70000'],
    ['CAPTIONWIRE_MAX_CONNECTIONS', '0'],
    ['CAPTIONWIRE_MAX_PER_SESSION', 'many'],
    ['CAPTIONWIRE_RETENTION', '7'],
    ['CAPTIONWIRE_LOG_LEVEL', 'loud'],
  ])('%s=%s is refused by its name', (name, value) => {
    expect(() => serve({ [name]: value })).toThrow(name);
  });
});
