// Every check there is, in the order of reports.
import type { Check } from '../contract.ts';

export const allChecks: readonly Check[] = [];
