// What `captionwire audit` does: opens each page in a real Chromium, drives its widget through every state, and tells what is
// wrong. Exit code 1 says that something was found, 2 that the audit could not run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { SingleBar } from 'cli-progress';
import { type Browser, chromium } from 'playwright-core';

import { ensureChromium, launchOptions } from '../audit/chromium.mjs';
import {
  applyBudget,
  audit,
  type AuditResult,
  failures,
  htmlReport,
  jsonReport,
  junitReport,
  type OtherRelay,
  sarifReport,
  shotPath,
  textReport,
} from '../audit/index.ts';
import { newId } from '../client/index.ts';
import { type AuditCommandOptions, readAuditFiles } from './audit-options.ts';
import { CommandError, exitCodes } from './exit.ts';
import { parseRelayUrl } from './relay-url.ts';
import { signToken } from './signing.ts';
import { packageVersion as version } from '../relay/package-files.ts';

/** Longer than any audit takes. */
const tokenTtlS = 3600;

/** @throws CommandError: 1 when something was found, 2 when the audit could not run. */
export async function auditPages(urls: string[], options: AuditCommandOptions): Promise<void> {
  for (const url of urls) {
    if (!URL.canParse(url) || !/^(https?|file):$/.test(new URL(url).protocol)) {
      throw new CommandError(
        `page "${url}": give its address, like https://www.example.org/live`,
        exitCodes.usage,
      );
    }
  }
  const { budget, config } = readAuditFiles(options);
  const results: AuditResult[] = [];
  const browser = await launch();
  try {
    for (const url of urls) {
      const found = await auditPage(browser, url, options, config);
      const { result, notes } = applyBudget(found, budget);
      results.push(result);
      for (const note of notes) console.error(note);
    }
  } catch (error) {
    // Whatever it was, nothing was found by it.
    throw new CommandError((error as Error).message.split('\n')[0] ?? '', exitCodes.usage, { cause: error });
  } finally {
    await browser.close();
  }
  if (options.out !== undefined) writeReports(options.out, results);
  console.log(report(results, options.json ? 'json' : options.format));
  const count = results.flatMap(failures).length;
  const found = count === 1 ? '1 violation' : `${count} violations`;
  if (count > 0) throw new CommandError(`${found}; the report says what to do`);
}

async function launch(): Promise<Browser> {
  try {
    return await chromium.launch(launchOptions(ensureChromium()));
  } catch (error) {
    const [why] = (error as Error).message.split('\n');
    throw new CommandError(`the browser does not start: ${why}`, exitCodes.usage, { cause: error });
  }
}

async function auditPage(
  browser: Browser,
  url: string,
  options: AuditCommandOptions,
  config: ReturnType<typeof readAuditFiles>['config'],
): Promise<AuditResult> {
  const { tags, exclude, states, views } = options;
  // A worker of the page would answer in place of the network, and out of sight of the audit.
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const progress = createProgress(url);
  try {
    return await audit(await context.newPage(), {
      url,
      states,
      views,
      axe: { tags, exclude, config },
      shots: options.out !== undefined,
      onProgress: progress.show,
      ...(options.relay === undefined ? {} : { relay: await otherRelay(options.relay, options) }),
    });
  } finally {
    progress.stop();
    await context.close();
  }
}

async function otherRelay(relay: string, options: AuditCommandOptions): Promise<OtherRelay> {
  const session = `audit-${newId()}`;
  const invitation = { session, ttlS: tokenTtlS };
  return {
    url: parseRelayUrl(relay),
    session,
    token: await signToken(options, { ...invitation, role: 'presenter' }),
    viewerToken: await signToken(options, { ...invitation, role: 'viewer' }),
  };
}

/** A bar on a terminal; in a log one line per page. */
function createProgress(url: string) {
  if (!process.stderr.isTTY) {
    console.error(`Auditing ${url}…`);
    return { show() {}, stop() {} };
  }
  const bar = new SingleBar({
    format: `{bar} {percentage} % · ${url} · {what}`,
    stream: process.stderr,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 20,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(1, 0, { what: 'loading' });
  return {
    show(done: number, all: number, what: string) {
      bar.setTotal(all);
      bar.update(done, { what });
    },
    stop: () => bar.stop(),
  };
}

function report(results: readonly AuditResult[], format: AuditCommandOptions['format']): string {
  switch (format) {
    case 'text':
      return textReport(results);
    case 'json':
      return jsonReport(results);
    case 'junit':
      return junitReport(results);
    case 'sarif':
      return sarifReport(results, version);
  }
}

const files = {
  'audit.txt': 'text',
  'audit.json': 'json',
  'audit.xml': 'junit',
  'audit.sarif': 'sarif',
} as const;

function writeReports(folder: string, results: readonly AuditResult[]): void {
  const write = (name: string, data: string | Buffer) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, data);
  };
  try {
    for (const [name, format] of Object.entries(files)) write(name, `${report(results, format)}\n`);
    results.forEach(({ shots }, index) => {
      for (const { state, view, png } of shots) write(shotPath(index + 1, state, view), png);
    });
    write('index.html', htmlReport(results));
  } catch (error) {
    throw new CommandError(`${folder} cannot be written: ${(error as Error).message}`, exitCodes.usage, {
      cause: error,
    });
  }
  console.error(`Reports are in ${folder}; index.html shows every state`);
}
