// Tests by room. Node rooms run in Node, widget and console components in a real Chromium, and `browser` drives whole
// pages against a real relay. Everything runs side by side, but for what measures patience or needs the whole machine.
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

import { testLaunchOptions } from './scripts/chromium.mjs';

/** Most tests wait for a network or a clock, so a core can carry more than one file. */
const workers = 3;
/** Groups run one after the other. */
const groups = { sideBySide: 0, patience: 1, chaos: 2 };
/** Tests of deadlines, beats and retries by the real clock: they wait for most of their time, and only for each other. */
const patient = [
  'test/client/fallback.test.ts',
  'test/client/poster.test.ts',
  'test/relay/closing.test.ts',
  'test/relay/rates.test.ts',
  'test/relay/still-connections.test.ts',
];
/** Tests that change limits of their process, and so have one of their own. */
const withOwnLimits = [
  'test/client/forgotten-publisher.test.ts',
  'test/client/viewer-model.test.ts',
  'test/relay/limits.test.ts',
  'test/relay/posting-refusals.test.ts',
  'test/relay/tools.test.ts',
];

const text = process.env.CAPTIONWIRE_EFFORT ?? '1';
const effort = Number(text);
if (!(effort > 0)) throw new TypeError(`CAPTIONWIRE_EFFORT "${text}": give a number above 0, 1 by default`);
/** What takes longer with more effort may take so much longer. */
const longer = Math.max(1, effort);

/** How long a test and its `expect.poll` wait: what comes costs no wait, and on a busy machine it comes late. */
const unhurried = { testTimeout: 240_000 * longer, expect: { poll: { timeout: 60_000 } } };
const wholePages = ['test/helpers/built.ts', 'test/helpers/one-chromium.ts'];

const inNode = (name: string, folders: string[], more: object = {}) => ({
  test: {
    name,
    environment: 'node',
    maxWorkers: workers,
    sequence: { groupOrder: groups.sideBySide },
    include: folders.map((folder) => `test/${folder}/**/*.test.ts`),
    provide: { effort },
    ...unhurried,
    ...more,
  },
});

type View = { readonly width: number; readonly height: number };

const inBrowser = (name: string, more: object = {}, viewport?: View) => ({
  optimizeDeps: {
    include: [
      'preact',
      'preact/hooks',
      'preact/jsx-dev-runtime',
      '@preact/signals',
      '@testing-library/preact',
      'axe-core',
      'fast-check',
      'uqr',
      'entities/decode',
      'papaparse',
    ],
  },
  test: {
    name,
    maxWorkers: workers,
    sequence: { groupOrder: groups.sideBySide },
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    provide: { effort },
    ...unhurried,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: testLaunchOptions() }),
      instances: [{ browser: 'chromium' as const, ...(viewport && { viewport }) }],
    },
    ...more,
  },
});

export default defineConfig({
  test: {
    projects: [
      // Loading the relay takes longer than most of its tests: files share what is loaded.
      inNode('unit', ['protocol', 'formats', 'client', 'relay', 'cli'], {
        exclude: [...patient, ...withOwnLimits],
        isolate: false,
        setupFiles: 'test/helpers/left-as-found.ts',
      }),
      inNode('limits', [], { include: withOwnLimits }),
      inNode('patience', [], {
        include: patient,
        sequence: { groupOrder: groups.patience },
        maxWorkers: patient.length,
      }),
      inNode('contract', ['contract']),
      inNode('attacks', ['attacks'], {
        globalSetup: 'test/helpers/built.ts',
        hookTimeout: 60_000,
      }),
      inBrowser('widget'),
      // Each test mounts a console of its own and takes it away: files share what is loaded.
      // The window is wide enough for the tools beside the lines.
      inBrowser('console', { isolate: false }, { width: 1_280, height: 900 }),
      inNode('browser', ['browser'], {
        globalSetup: wholePages,
        isolate: false,
        testTimeout: 180_000 * longer,
        hookTimeout: 60_000,
      }),
      inNode('audit', ['audit'], {
        globalSetup: wholePages,
        testTimeout: 600_000 * longer,
        hookTimeout: 60_000,
      }),
      inNode('recipes', ['recipes'], {
        globalSetup: wholePages,
        testTimeout: 120_000,
        hookTimeout: 60_000,
      }),
      inNode('package', ['package'], {
        globalSetup: 'test/helpers/built.ts',
        testTimeout: 180_000,
        hookTimeout: 180_000,
      }),
      inNode('chaos', ['chaos'], {
        globalSetup: 'test/helpers/built.ts',
        sequence: { groupOrder: groups.chaos },
        maxWorkers: 2,
        testTimeout: 300_000 * longer,
        hookTimeout: 60_000,
      }),
    ],
  },
});
