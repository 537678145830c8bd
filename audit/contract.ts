// What the parts of an audit owe one another: a check looks at stages (one state in one view) and gives findings; a finding
// says what and where, its check says why it matters, to whom, how to fix it, and which clause asks for it.
import type { Page } from 'playwright-core';

import type { Baseline } from './baseline.ts';
import type { Bridge } from './bridge.ts';
import type { Drive } from './drive.ts';
import type { Panel } from './panel.ts';
import type { Watcher } from './watcher.ts';

/** The states a widget is driven through, in this order. */
export const stateNames = [
  'before-connecting',
  'idle',
  'typing',
  'interim',
  'finished',
  'right-to-left',
  'status-info',
  'status-warning',
  'alert',
  'settings-open',
  'transcript-open',
  'paused',
  'reconnecting',
  'long-line',
  'ended',
] as const;
export type StateName = (typeof stateNames)[number];

/** How the page is looked at; `zoom` is 1280 px at 400 %. */
export const viewNames = ['wide', 'narrow', 'zoom', 'forced-colors', 'dark', 'reduced-motion'] as const;
export type ViewName = (typeof viewNames)[number];

/** Every rule of WCAG 2.2 A and AA, and the best practices. */
export const axeTags = [
  'wcag2a',
  'wcag2aa',
  'wcag21a',
  'wcag21aa',
  'wcag22a',
  'wcag22aa',
  'best-practice',
] as const;

/** Something wrong at one place. */
export type Finding = {
  /** What is wrong, in one sentence. */
  readonly what: string;
  /** A CSS selector, or the part of the page in words; `>>` enters a shadow root. */
  readonly where: string;
  /** How to fix just this, where that is more than the check's own advice. */
  readonly fix?: string;
};

/** What does not change from finding to finding. */
export type Advice = {
  /** Whom it keeps from what. */
  readonly why: string;
  readonly fix: string;
  /** The clause that asks for it: `WCAG 2.2 2.5.8`. */
  readonly clause: string;
};

/** The page in one state and view, and what is known of it. */
export type Stage = {
  readonly page: Page;
  readonly panel: Panel;
  readonly state: StateName;
  readonly view: ViewName;
  readonly watcher: Watcher;
  readonly drive: Drive;
  readonly bridge: Bridge;
  readonly baseline: Baseline;
  /** What had the focus before the state and after it; undefined where the audit itself moved it. */
  readonly focus?: { readonly before: string; readonly after: string } | undefined;
  /** What of the page moved while the widget got into the state. */
  readonly shifts: readonly { readonly value: number; readonly where: string }[];
  /** Whether the page scrolled by itself meanwhile. */
  readonly hasScrolled: boolean;
};

/** One thing that is looked for. */
export type Check = Advice & {
  /** Kebab-case; names it in reports and budgets. */
  readonly id: string;
  /** What holds where nothing is found. */
  readonly title: string;
  /** Looks at one stage; asked in every view of every state. */
  readonly look?: (stage: Stage) => Promise<readonly Finding[]>;
  /** Looks once in a state, in the first view, with keys and focus of its own. */
  readonly act?: (stage: Stage) => Promise<readonly Finding[]>;
  /** Looks back, after the last state. */
  readonly end?: (stage: Stage) => Promise<readonly Finding[]>;
};

/** A finding with everything a report needs. */
export type Violation = Finding &
  Advice & {
    /** The check's id, or `axe/RULE`. */
    readonly check: string;
    /** Where it was seen: `STATE, VIEW`. */
    readonly stages: readonly string[];
    /** Known until a day that has not come yet (see --budget). */
    readonly known?: { readonly until: string; readonly reason: string };
    readonly help?: string;
  };

export type Shot = { readonly state: StateName; readonly view: ViewName; readonly png: Buffer };

export type AuditResult = {
  readonly url: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly axeVersion: string;
  readonly browserVersion: string;
  readonly states: readonly StateName[];
  readonly views: readonly ViewName[];
  /** Ids of what was looked for, axe included. */
  readonly checks: readonly { readonly id: string; readonly title: string }[];
  readonly violations: readonly Violation[];
  /** What could not be looked at, and why. */
  readonly skipped: readonly string[];
  /** Empty unless asked for. */
  readonly shots: readonly Shot[];
};
