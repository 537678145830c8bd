// Walks through the stages: enters each state once, shows it in every view, and lets axe and the checks look.
import type { Page } from 'playwright-core';

import type { runAxe } from './axe.ts';
import type { Baseline } from './baseline.ts';
import type { Bridge } from './bridge.ts';
import { reached } from './checks/reached.ts';
import type { AuditResult, Check, Shot, Stage, StateName, ViewName } from './contract.ts';
import type { Drive } from './drive.ts';
import { createFindings } from './findings.ts';
import { placeFocus } from './focus.ts';
import type { Panel } from './panel.ts';
import { states } from './states.ts';
import { drawn, showView } from './views.ts';
import type { Watcher } from './watcher.ts';

export type Walk = {
  readonly page: Page;
  readonly panel: Panel;
  readonly drive: Drive;
  readonly bridge: Bridge;
  readonly watcher: Watcher;
  readonly baseline: Baseline;
  readonly states: readonly StateName[];
  readonly views: readonly ViewName[];
  readonly checks: readonly Check[];
  readonly axe: ((scope: 'page' | 'widget') => ReturnType<typeof runAxe>) | undefined;
  readonly shots: boolean;
  onProgress(done: number, all: number, what: string): void;
};

export async function walkStages(walk: Walk): Promise<Pick<AuditResult, 'violations' | 'skipped' | 'shots'>> {
  const { page, panel, views, checks, watcher } = walk;
  const findings = createFindings();
  const skipped: string[] = [];
  const shots: Shot[] = [];
  const [firstView] = views as [ViewName];
  let done = 0;
  let last: Stage | undefined;
  const seen = new Set<ViewName>();

  async function look(stage: Stage): Promise<void> {
    const { state, view } = stage;
    const name = `${state}, ${view}`;
    walk.onProgress(done++, walk.states.length * views.length, name);
    await panel.reveal();
    for (const found of (await walk.axe?.(seen.has(view) ? 'widget' : 'page')) ?? [])
      findings.add(found, name);
    seen.add(view);
    if (walk.shots) shots.push({ state, view, png: await page.screenshot() });
    for (const check of checks) {
      if (check.look) findings.addAll(check, await check.look(stage), name);
    }
  }

  /** Whatever was asked for, a widget is not in a state that it has not been led to. */
  for (const [at, state] of led(walk.states).entries()) {
    await showView(page, firstView);
    const { isQuiet = false } = states[state];
    // In turn: both must be left alone.
    const focus = isQuiet ? await placeFocus(page, at % 2 === 0 ? 'page' : 'panel') : undefined;
    // Moving the focus may shift the page: a skip link appears. The browser reports such shifts after drawing them, so only later ones
    // count.
    await drawn(page);
    const beganMs = await page.evaluate(() => performance.now());
    const scrolledTo = await scrollOf(page);
    const isThere = await states[state].enter(walk);
    await drawn(page);
    const { shifts } = await watcher.notes();
    const stage: Stage = {
      ...walk,
      state,
      view: firstView,
      focus: focus === undefined ? undefined : { before: focus, after: await placeFocus(page, 'look') },
      shifts: isQuiet ? shifts.filter(({ atMs }) => atMs >= beganMs) : [],
      hasScrolled: isQuiet && (await scrollOf(page)) !== scrolledTo,
    };
    last = stage;
    if (!isThere) {
      findings.addAll(reached, [reached.finding(state)], `${state}, ${firstView}`);
      // A widget that does not start is in no state at all.
      if (state === 'before-connecting' || state === 'idle') {
        skipped.push('the states of a widget that works: it does not start');
        break;
      }
    }
    if (walk.states.includes(state)) {
      for (const [index, view] of views.entries()) {
        // The state was entered in the first view, and has been drawn there.
        if (index > 0) await showView(page, view);
        await look({ ...stage, view });
      }
      await showView(page, firstView);
      for (const check of checks) {
        if (check.act) findings.addAll(check, await check.act(stage), `${state}, ${firstView}`);
      }
    }
    if (isThere) await states[state].leave?.(walk);
  }
  if (last) {
    for (const check of checks) {
      if (check.end) findings.addAll(check, await check.end(last), 'whole audit');
    }
  }
  walk.onProgress(done, done, 'done');
  return { violations: findings.all(), skipped, shots };
}

const scrollOf = (page: Page): Promise<string> => page.evaluate(() => `${scrollX} ${scrollY}`);

/** The states asked for, in their order, and before them those that lead there. */
function led(asked: readonly StateName[]): StateName[] {
  return (Object.keys(states) as StateName[]).filter(
    (state) => asked.includes(state) || state === 'before-connecting' || state === 'idle',
  );
}
