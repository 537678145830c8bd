// The timeline: what is sent for a caption file, and when.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Cue } from '../../formats/caption-file.ts';
import { parseDurationS } from '../../cli/duration.ts';
import { CommandError, describeError } from '../../cli/exit.ts';
import { timeline } from '../../cli/timeline.ts';

const cue = (startMs: number, endMs: number, text: string, more: Partial<Cue> = {}): Cue => ({
  startMs,
  endMs,
  text,
  ...more,
});
const grown = (text: string) =>
  timeline([cue(0, 1_000, text)], true).flatMap((event) => (event.type === 'interim' ? [event.text] : []));

describe('without interim text', () => {
  it('each cue is a line at its start, in order of time', () => {
    expect(timeline([cue(2_000, 3_000, 'b'), cue(0, 1_000, 'a')], false)).toEqual([
      { type: 'line', atMs: 0, cue: 1 },
      { type: 'line', atMs: 2_000, cue: 0 },
    ]);
  });
});

describe('with interim text', () => {
  it('a cue grows word by word over its time, and is finished at its end', () => {
    expect(timeline([cue(1_000, 4_000, 'Good day, all.')], true)).toEqual([
      { type: 'interim', atMs: 1_000, cue: 0, text: 'Good' },
      { type: 'interim', atMs: 2_000, cue: 0, text: 'Good day' },
      { type: 'interim', atMs: 3_000, cue: 0, text: 'Good day, all' },
      { type: 'line', atMs: 4_000, cue: 0 },
    ]);
  });

  it('grows by words also where they are written without spaces', () => {
    const japanese = grown('今日は良い天気です');
    expect(japanese.length).toBeGreaterThan(2);
    expect(japanese.at(-1)).toBe('今日は良い天気です');
    expect(grown('สวัสดีครับ').length).toBeGreaterThan(1);
  });

  it('a sound or music is there at once', () => {
    expect(timeline([cue(500, 900, '[Applause]', { kind: 'sound' })], true)).toEqual([
      { type: 'line', atMs: 500, cue: 0 },
    ]);
  });

  it('of text without words is a line alone', () => {
    expect(timeline([cue(0, 100, '…')], true)).toEqual([{ type: 'line', atMs: 100, cue: 0 }]);
  });

  it('two who speak at once grow side by side and are finished in their order', () => {
    const lines = timeline([cue(0, 900, 'one two'), cue(0, 900, 'three four')], true).filter(
      ({ type }) => type === 'line',
    );
    expect(lines.map((event) => event.cue)).toEqual([0, 1]);
  });
});

it('for any cues, each is finished once, after it grew, and time never runs back', () => {
  const anyCue = fc
    .record({
      startMs: fc.nat(9_999),
      lastsMs: fc.integer({ min: 1, max: 5_000 }),
      text: fc.lorem({ maxCount: 6 }),
    })
    .map(({ startMs, lastsMs, text }) => cue(startMs, startMs + lastsMs, text));
  fc.assert(
    fc.property(fc.array(anyCue, { maxLength: 8 }), fc.boolean(), (cues, interim) => {
      const events = timeline(cues, interim);
      const times = events.map(({ atMs }) => atMs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      cues.forEach((one, at) => {
        const own = events.filter((event) => event.cue === at);
        expect(own.map(({ type }) => type).lastIndexOf('line')).toBe(own.length - 1);
        expect(own.filter(({ type }) => type === 'line')).toHaveLength(1);
        let before = '';
        for (const event of own) {
          if (event.type === 'line') continue;
          expect(event.text.startsWith(before) && one.text.startsWith(event.text)).toBe(true);
          before = event.text;
        }
      });
    }),
  );
});

describe('a duration', () => {
  it.each([
    ['90s', 90],
    ['15m', 900],
    ['12h', 43_200],
    ['7d', 604_800],
  ])('%s is %i seconds', (text, seconds) => {
    expect(parseDurationS(text)).toBe(seconds);
  });

  it.each(['', '5', '0s', '-1h', '1.5h', '1w', '1h30m', ' 1h', '9999999d'])('is not %j', (text) => {
    expect(() => parseDurationS(text)).toThrow('90s, 15m, 12h or 7d');
  });
});

describe('the end of a command', () => {
  it('is 1 when the work failed, 2 when the caller got a value wrong, and one line in any case', () => {
    expect(describeError(new CommandError('no such file'))).toEqual({ message: 'no such file', exitCode: 1 });
    expect(describeError(new CommandError('wrong', 2)).exitCode).toBe(2);
    expect(describeError(new TypeError('port 7x: …'))).toEqual({ message: 'port 7x: …', exitCode: 2 });
    expect(describeError(new Error('one\n  two'))).toEqual({ message: 'one', exitCode: 1 });
    expect(describeError('text')).toEqual({ message: 'text', exitCode: 1 });
  });
});
