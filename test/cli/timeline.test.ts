// What is sent when a file is played, and when.
import { describe, expect, test } from 'vitest';

import { parseDurationS } from '../../cli/duration.ts';
import { CommandError, describeError } from '../../cli/exit.ts';
import { timeline } from '../../cli/timeline.ts';

const cue = (text: string, startMs: number, endMs: number) => ({ text, startMs, endMs });

describe('without interim text', () => {
  test('each cue is finished when it starts', () => {
    expect(timeline([cue('One', 0, 500), cue('Two', 700, 900)], false)).toEqual([
      { type: 'line', atMs: 0, cue: 0 },
      { type: 'line', atMs: 700, cue: 1 },
    ]);
  });
});

describe('with interim text', () => {
  test('a cue grows word by word over its time, and is finished at its end', () => {
    expect(timeline([cue('Good evening, all.', 1000, 4000)], true)).toEqual([
      { type: 'interim', atMs: 1000, cue: 0, text: 'Good' },
      { type: 'interim', atMs: 2000, cue: 0, text: 'Good evening' },
      { type: 'interim', atMs: 3000, cue: 0, text: 'Good evening, all' },
      { type: 'line', atMs: 4000, cue: 0 },
    ]);
  });

  test('words are found where a language writes no spaces', () => {
    const texts = timeline([cue('字幕は速く届きます。', 0, 1000)], true);
    expect(texts.length).toBeGreaterThan(3);
    expect(texts[0]).toMatchObject({ text: '字幕' });
  });

  test('a sound is there at once', () => {
    const sound = { ...cue('[Applause]', 0, 3000), kind: 'sound' as const };
    expect(timeline([sound], true)).toEqual([{ type: 'line', atMs: 0, cue: 0 }]);
  });

  test('cues that overlap take turns by time', () => {
    const events = timeline([cue('a b', 0, 4000), cue('c', 1000, 2000)], true);
    expect(events.map(({ atMs, type, cue: index }) => [atMs, type, index])).toEqual([
      [0, 'interim', 0],
      [1000, 'interim', 1],
      [2000, 'interim', 0],
      [2000, 'line', 1],
      [4000, 'line', 0],
    ]);
  });
});

describe('a duration', () => {
  test.for([
    ['90s', 90],
    ['15m', 900],
    ['12h', 43_200],
    ['7d', 604_800],
  ] as const)('%s is %i seconds', ([text, seconds]) => {
    expect(parseDurationS(text)).toBe(seconds);
  });

  test.for(['', '12', 'h', '0s', '1.5h', '-1h', '12 h'])('%j is none', (text) => {
    expect(() => parseDurationS(text)).toThrow('90s, 15m, 12h or 7d');
  });
});

describe('an error', () => {
  test('is one line and an exit code: 1 when the work failed, 2 when the usage was wrong', () => {
    expect(describeError(new CommandError('no such file'))).toEqual({ message: 'no such file', exitCode: 1 });
    expect(describeError(new TypeError('port -1: give a whole number'))).toMatchObject({ exitCode: 2 });
    expect(describeError(new Error('two\nlines'))).toEqual({ message: 'two', exitCode: 1 });
  });
});
