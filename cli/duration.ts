// Durations as people write them: 90s, 15m, 12h, 7d.
import { InvalidArgumentError } from 'commander';

const unitS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of a duration. @throws InvalidArgumentError that says what is accepted. */
export function parseDurationS(text: string): number {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  const seconds = match ? Number(match[1]) * (unitS[match[2] as string] as number) : 0;
  if (seconds <= 0) throw new InvalidArgumentError('Give a number and a unit: 90s, 15m, 12h or 7d.');
  return seconds;
}

const unitNames: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** A duration in words, in the largest unit in which it is whole: `30 days`. */
export function formatDuration(seconds: number): string {
  const [unit, name] = unitNames.find(([size]) => seconds % size === 0) ?? [1, 'second'];
  const count = seconds / unit;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
