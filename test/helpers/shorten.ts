// Limits, deadlines and intervals that a test fills or waits out for real, made small in its own process: the claim is that
// they hold, whatever their size. A run of whole effort takes them as documented.
import { isWhole } from './effort.ts';

/** Changes numbers of protocol/limits.ts for the file that calls it. */
export function shorten<Numbers extends object>(
  numbers: Numbers,
  smaller: Partial<Record<keyof Numbers, number>>,
): void {
  if (!isWhole()) Object.assign(numbers, smaller);
}
