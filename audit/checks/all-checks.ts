// Every check there is, in the order of reports. What looks at the console comes before what tries a connection.
import type { Check } from '../contract.ts';
import { announcedOnce } from './announced-once.ts';
import { consoleErrors } from './console-errors.ts';
import { contrast } from './contrast.ts';
import { csp } from './csp.ts';
import { focusKept } from './focus-kept.ts';
import { inSight } from './in-sight.ts';
import { keyboard } from './keyboard.ts';
import { layoutShift } from './layout-shift.ts';
import { motion } from './motion.ts';
import { noInterim } from './no-interim.ts';
import { pageUnharmed } from './page-unharmed.ts';
import { placement } from './placement.ts';
import { reflow } from './reflow.ts';
import { regionLifecycle } from './region-lifecycle.ts';
import { shortcuts } from './shortcuts.ts';
import { targetSize } from './target-size.ts';
import { textSpacing } from './text-spacing.ts';

export const allChecks: readonly Check[] = [
  regionLifecycle,
  announcedOnce,
  noInterim,
  focusKept,
  keyboard,
  shortcuts,
  targetSize,
  reflow,
  textSpacing,
  contrast,
  motion,
  inSight,
  layoutShift,
  placement,
  pageUnharmed,
  consoleErrors,
  csp,
];
