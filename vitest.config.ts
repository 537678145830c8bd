// Tests by room. Node rooms run in Node, widget and console components in a real Chromium, and `browser` drives whole
// pages against a real relay. `npm test` finds or installs the Chromium first.
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

import { findChromium, launchOptions } from './scripts/chromium.mjs';

const chromium = findChromium();

/** Many tests wait for a network or a clock, so one core can carry more than one file. */
const workers = 2;
/** One after the other: what measures patience must not share the machine with what needs all of it. */
let order = 0;

const inNode = (name: string, folders: string[], more: object = {}) => ({
  test: {
    name,
    environment: 'node',
    maxWorkers: workers,
    sequence: { groupOrder: order++ },
    include: folders.map((folder) => `test/${folder}/**/*.test.ts`),
    ...more,
  },
});

const inBrowser = (name: string) => ({
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
      'media-captions',
      'papaparse',
    ],
  },
  test: {
    name,
    sequence: { groupOrder: order++ },
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: launchOptions(chromium) }),
      instances: [{ browser: 'chromium' as const }],
    },
  },
});

export default defineConfig({
  test: {
    projects: [
      inNode('unit', ['protocol', 'client', 'relay', 'cli']),
      inNode('contract', ['contract']),
      inBrowser('widget'),
      inBrowser('console'),
      inNode('browser', ['browser'], {
        globalSetup: 'test/helpers/built.ts',
        testTimeout: 60_000,
        hookTimeout: 60_000,
        fileParallelism: false,
      }),
      inNode('audit', ['audit'], {
        globalSetup: 'test/helpers/built.ts',
        testTimeout: 180_000,
        hookTimeout: 60_000,
      }),
      inNode('recipes', ['recipes'], {
        globalSetup: 'test/helpers/built.ts',
        testTimeout: 120_000,
        hookTimeout: 60_000,
      }),
      inNode('chaos', ['chaos'], {
        globalSetup: 'test/helpers/built.ts',
        testTimeout: 300_000,
        hookTimeout: 60_000,
        fileParallelism: false,
      }),
      inNode('package', ['package'], {
        globalSetup: 'test/helpers/built.ts',
        testTimeout: 180_000,
        hookTimeout: 180_000,
      }),
    ],
  },
});
