// A status that is made ready beforehand, as the captioner writes it: `Warning: Lunch until {45}`. A level goes before it,
// and a number in braces stands for the time in so many minutes, when it is over. Pure.
import type { Level } from '../../../protocol/records.ts';
import { levelWords } from '../../draft-words.ts';
import { clockTime, minutesFrom } from './status-times.ts';

export type ReadyStatus = {
  readonly level: Level;
  readonly text: string;
  /** When it is over, local UTC milliseconds. */
  readonly until?: number;
};

const levels = Object.entries(levelWords) as [Level, string][];
/** A day at most: what ends later is no break. */
const minutesPattern = /\{(\d{1,4})\}/g;
const minutesMost = 24 * 60;

/** What a preset says when it is chosen now. */
export function readPreset(preset: string, nowMs: number): ReadyStatus {
  const said = levels.find(([, word]) => preset.toLowerCase().startsWith(`${word.toLowerCase()}:`));
  const words = said ? preset.slice(said[1].length + 1).trim() : preset;
  let until: number | undefined;
  const text = words.replace(minutesPattern, (written, digits: string) => {
    const minutes = Number(digits);
    if (minutes < 1 || minutes > minutesMost) return written;
    const at = minutesFrom(nowMs, minutes);
    until = Math.max(until ?? 0, at);
    return clockTime(at);
  });
  return { level: said?.[0] ?? 'info', text, ...(until === undefined ? {} : { until }) };
}
