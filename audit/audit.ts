// One audit of one page: a relay of its own, the page as it is, every state in every view, and what was found.
// Invariant: nothing is published anywhere but in that relay, or in a session of the audit's own where one is named.
import type { Page } from 'playwright-core';

import { createRelay } from '../relay/index.ts';
import { type AxeOptions, axeVersion, runAxe } from './axe.ts';
import { type Baseline, takeBaseline } from './baseline.ts';
import { createBridge } from './bridge.ts';
import { allChecks } from './checks/all-checks.ts';
import {
  type AuditResult,
  axeTags,
  type Check,
  stateNames,
  type StateName,
  viewNames,
  type ViewName,
} from './contract.ts';
import { createDrive } from './drive.ts';
import { createPanel } from './panel.ts';
import { walkStages } from './walk.ts';
import { watchPage } from './watcher.ts';

/** A relay that is not the audit's own, and who the audit is there. */
export type OtherRelay = {
  readonly url: string;
  /** A session that nobody else reads. */
  readonly session: string;
  /** A presenter's token for that session. */
  readonly token: string;
  /** Needed where viewers need one. */
  readonly viewerToken?: string;
};

export type AuditOptions = {
  /** The page to audit; the one that is open by default. */
  readonly url?: string;
  /** All by default. */
  readonly states?: readonly StateName[];
  /** All by default. The first is the one in which keys are pressed. */
  readonly views?: readonly ViewName[];
  /** All by default. */
  readonly checks?: readonly Check[];
  /** axe-core's part: tags, parts that are left out, options for axe.run; false leaves it out. */
  readonly axe?: Partial<AxeOptions> | false;
  /** A relay in this process by default. */
  readonly relay?: OtherRelay;
  /** Keeps a picture of every stage. */
  readonly shots?: boolean;
  /** Told what is being looked at. */
  readonly onProgress?: (done: number, all: number, what: string) => void;
};

/** The page could not be audited: that is no fault of the page's, and nothing was found. */
export class AuditError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AuditError';
  }
}

const loadMs = 30_000;
const seconds = (ms: number) => Math.round(ms / 1000);

/**
 * Audits a page that has the widget in it. The page is loaded anew, and is the audit's own from then on: give it one that
 * is used for nothing else.
 * @throws AuditError when it cannot be loaded or has no widget, TypeError when an option is wrong.
 * @example
 * const { violations } = await audit(page, { url: 'http://localhost:3000/live' });
 * expect(violations).toEqual([]);
 */
export async function audit(page: Page, options: AuditOptions = {}): Promise<AuditResult> {
  const started = Date.now();
  const { states = stateNames, views = viewNames, checks = allChecks } = options;
  const [firstView] = views;
  const url = options.url ?? page.url();
  if (!/^(https?|file):/.test(url))
    throw new TypeError(`url "${url}": give the address of the page, https://…`);
  if (firstView === undefined || states.length === 0)
    throw new TypeError('states, views: give at least one of each');
  const axe = options.axe !== false && { tags: axeTags, exclude: [], config: {}, ...options.axe };

  const own = options.relay ? undefined : await createRelay({ port: 0, origins: [originOf(url)] });
  const cleanUps: (() => unknown)[] = own ? [() => own.close()] : [];
  try {
    const session = options.relay?.session ?? 'audit';
    const relay = options.relay?.url ?? ((await own?.listen()) as string);
    const token = options.relay?.token ?? (await own?.invite({ session, role: 'presenter' })) ?? '';
    const drive = await createDrive({ relay, session, token });
    cleanUps.push(drive.close);

    const baseline: Baseline = await takeBaseline(page, url, firstView, (what) => new AuditError(what));
    const watcher = await watchPage(page);
    cleanUps.push(watcher.stop);
    const bridge = await createBridge({ page, relay, session, token: options.relay?.viewerToken });
    cleanUps.push(bridge.stop);
    await open(page, url);
    const panel = createPanel(page);
    if (!(await hasWidget(page)))
      throw new AuditError(
        `${url} has no captionwire widget: no <caption-wire>, no script tag with data-session`,
      );

    const walked = await walkStages({
      page,
      panel,
      drive,
      bridge,
      watcher,
      baseline,
      states,
      views,
      checks,
      axe: axe ? (scope) => runAxe(page, scope, axe) : undefined,
      shots: options.shots ?? false,
      onProgress: options.onProgress ?? (() => {}),
    });
    return {
      url,
      startedAt: new Date(started).toISOString(),
      durationMs: Date.now() - started,
      axeVersion,
      browserVersion: page.context().browser()?.version() ?? '',
      states,
      views,
      checks: [...(axe ? [{ id: 'axe', title: `axe-core ${axeVersion}` }] : []), ...checks],
      ...walked,
    };
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  }
}

function originOf(url: string): string {
  const { origin } = new URL(url);
  // A file has no origin; the audit's own answers do not depend on one.
  return origin === 'null' ? 'http://localhost' : origin;
}

async function open(page: Page, url: string): Promise<void> {
  try {
    const response = await page.goto(url, { timeout: loadMs });
    if (response && !response.ok()) throw new Error(`it answered ${response.status()}`);
  } catch (error) {
    const why = (error as Error).message.split('\n')[0];
    throw new AuditError(`${url} cannot be loaded within ${seconds(loadMs)} s: ${why}`, { cause: error });
  }
}

/** The element, or a tag that should have made one. */
async function hasWidget(page: Page): Promise<boolean> {
  const widget = page.locator('caption-wire, script[src$="/widget.js"][data-session]').first();
  try {
    await widget.waitFor({ state: 'attached', timeout: 5_000 });
    return true;
  } catch {
    // Nothing came; the caller says so.
    return false;
  }
}
