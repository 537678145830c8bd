// The options of `captionwire audit`, and the files they name: read and checked before a browser starts.
// Invariant: nothing of the browser is loaded here, because every command reads this file.
import { readFileSync } from 'node:fs';

import type { RunOptions } from 'axe-core';
import { type Command, InvalidArgumentError, Option } from 'commander';

import { type KnownViolation, readBudget } from '../audit/budget.ts';
import { axeTags, type StateName, stateNames, type ViewName, viewNames } from '../audit/contract.ts';
import { CommandError, exitCodes } from './exit.ts';
import type { SigningOptions } from './signing.ts';

export type AuditCommandOptions = SigningOptions & {
  readonly format: 'text' | 'json' | 'junit' | 'sarif';
  readonly json?: boolean;
  readonly out?: string;
  readonly tags: readonly string[];
  readonly exclude: readonly string[];
  readonly axeConfig?: string;
  readonly budget?: string;
  readonly relay?: string;
  readonly states: readonly StateName[];
  readonly views: readonly ViewName[];
};

const split = (text: string) => text.split(/[\s,]+/).filter(Boolean);

/** Takes names of a list only. */
const among =
  <Name extends string>(names: readonly Name[]) =>
  (text: string): readonly Name[] => {
    const chosen = split(text) as Name[];
    const strange = chosen.find((name) => !names.includes(name));
    if (strange !== undefined || chosen.length === 0) {
      throw new InvalidArgumentError(`Give some of: ${names.join(', ')}.`);
    }
    return chosen;
  };

/** A selector may have commas and spaces, so each is an option of its own. */
const collect = (text: string, before: readonly string[]): readonly string[] => [...before, text];

export function addAuditOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--format <format>', 'what is printed')
        .choices(['text', 'json', 'junit', 'sarif'])
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .option('--out <folder>', 'write every report there, and a page with a picture of each state')
    .addOption(
      new Option('--tags <list>', 'rules of axe-core by their tags, separated by commas')
        .default(axeTags, 'WCAG 2.2 A and AA, best-practice')
        .argParser(split),
    )
    .addOption(
      new Option('--exclude <selector>', 'part of the page that axe-core leaves out; repeat for more')
        .default([], 'none')
        .argParser(collect),
    )
    .option('--axe-config <file>', 'JSON file with options for axe.run')
    .option('--budget <file>', 'JSON file of known violations, each with a day from which it counts')
    .addOption(
      new Option('--states <list>', 'states of the widget, separated by commas')
        .default(stateNames, 'all')
        .argParser(among(stateNames)),
    )
    .addOption(
      new Option('--views <list>', 'views of the page, separated by commas')
        .default(viewNames, 'all')
        .argParser(among(viewNames)),
    )
    .option(
      '--relay <url>',
      'relay to speak through, in a session of its own, instead of one in this process',
    )
    .addHelpText(
      'after',
      `
States: ${stateNames.join(', ')}.
Views: ${viewNames.join(', ')}.

Exit codes: 0 nothing found, 1 violations, 2 the audit could not run. The page is loaded as it is; nothing is published
anywhere. A budget is an array of {"check", "where", "until", "reason"}. CAPTIONWIRE_CHROMIUM names a browser.`,
    );
}

function readNamed<T>(path: string | undefined, what: string, read: (text: string) => T): T | undefined {
  if (path === undefined) return undefined;
  try {
    return read(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CommandError(`${what} ${path}: ${(error as Error).message}`, exitCodes.usage, { cause: error });
  }
}

/** @throws CommandError, wrong usage, that names the file and its fault. */
export function readAuditFiles({ budget, axeConfig }: AuditCommandOptions): {
  readonly budget: readonly KnownViolation[];
  readonly config: RunOptions;
} {
  return {
    budget: readNamed(budget, 'budget', readBudget) ?? [],
    config: readNamed(axeConfig, 'axe config', (text) => JSON.parse(text) as RunOptions) ?? {},
  };
}
