// Times that a status speaks of, and presets as the captioner writes them.
import { describe, expect, it } from 'vitest';

import { readPreset } from '../../console/panels/status/status-preset.ts';
import { clockTime, minutesFrom, nextTime, timeLeft } from '../../console/panels/status/status-times.ts';

const at = (hours: number, minutes: number, seconds = 0) =>
  new Date(2026, 4, 12, hours, minutes, seconds).getTime();

describe('a time of day', () => {
  it('is the next one: today, or tomorrow when it is over', () => {
    expect(nextTime('10:30', at(9, 0))).toBe(at(10, 30));
    expect(nextTime('10:30', at(10, 30))).toBe(new Date(2026, 4, 13, 10, 30).getTime());
    expect(nextTime('00:05', at(23, 59))).toBe(new Date(2026, 4, 13, 0, 5).getTime());
  });

  it.each(['', '24:00', '10:60', '1030', 'soon'])('is none: %s', (time) => {
    expect(nextTime(time, at(9, 0))).toBeUndefined();
  });

  it('is read in local time', () => {
    expect(clockTime(at(9, 5))).toBe('09:05');
  });
});

describe('so many minutes from now', () => {
  it('end with a minute, never too early', () => {
    expect(minutesFrom(at(10, 0), 5)).toBe(at(10, 5));
    expect(minutesFrom(at(10, 0, 1), 5)).toBe(at(10, 6));
  });
});

describe('the time that is left', () => {
  it.each([
    [at(11, 5), '1 hour 5 minutes left'],
    [at(12, 0), '2 hours left'],
    [at(10, 12), '12 minutes left'],
    [at(10, 10, 59), '10 minutes left'],
    [at(10, 1, 1), '1 minute left'],
    [at(10, 1), '1 minute left'],
    [at(10, 0, 59), 'Less than a minute left'],
    [at(10, 0), 'The time is over'],
    [at(9, 0), 'The time is over'],
  ])('%i: %s', (until, words) => {
    expect(timeLeft(until, at(10, 0))).toBe(words);
  });
});

describe('a preset', () => {
  it('says the time in so many minutes', () => {
    expect(readPreset('Lunch until {45}, sharp', at(11, 30))).toEqual({
      level: 'info',
      text: 'Lunch until 12:15, sharp',
      until: at(12, 15),
    });
  });

  it('is over with the last of its times', () => {
    expect(readPreset('From {10} to {20}', at(10, 0)).until).toBe(at(10, 20));
  });

  it('has the level that it begins with', () => {
    expect(readPreset('ALERT: Leave the hall', 0)).toEqual({ level: 'alert', text: 'Leave the hall' });
    expect(readPreset('Warning:no sound', 0)).toEqual({ level: 'warning', text: 'no sound' });
    expect(readPreset('Warnings for all', 0)).toEqual({ level: 'info', text: 'Warnings for all' });
  });

  it('keeps braces that are no minutes', () => {
    expect(readPreset('{0} {9999} {x}', 0)).toEqual({ level: 'info', text: '{0} {9999} {x}' });
  });
});
