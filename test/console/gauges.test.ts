// What gauges measure and say: rings of a fixed size, the plot's one path, thresholds in words.
import { describe, expect, it } from 'vitest';

import { latencyReading, paceReading } from '../../console/panels/gauges/gauge-words.ts';
import { latencyPath, scaleTopMs } from '../../console/panels/gauges/latency-plot.ts';
import {
  createLatencyWindow,
  latencyWindowMs,
  percentile,
} from '../../console/panels/gauges/latency-window.ts';
import { countWords, createWordPace } from '../../console/panels/gauges/word-pace.ts';

const minuteMs = 60_000;
/** The beginning of a minute. */
const start = 1_000 * minuteMs;
const sample = (atMs: number, tookMs: number) => ({ atMs, tookMs });

describe('the window of round trips', () => {
  it('keeps no more than it may, the newest, in order', () => {
    const window = createLatencyWindow(3);
    for (let n = 1; n <= 5; n++) window.add(sample(start + n, n));
    expect(window.samples(start + 5).map(({ tookMs }) => tookMs)).toEqual([3, 4, 5]);
  });

  it('forgets what is older than ten minutes', () => {
    const window = createLatencyWindow();
    window.add(sample(start, 1));
    window.add(sample(start + minuteMs, 2));
    expect(window.samples(start + latencyWindowMs)).toEqual([sample(start + minuteMs, 2)]);
  });
});

describe('a percentile', () => {
  it('is the nearest rank', () => {
    const values = Array.from({ length: 20 }, (_, at) => 20 - at);
    expect([0, 0.5, 0.95, 1].map((share) => percentile(values, share))).toEqual([1, 10, 19, 20]);
    expect(percentile([7], 0.95)).toBe(7);
    expect(percentile([], 0.5)).toBeUndefined();
  });
});

describe('the plot', () => {
  const size = { width: 240, height: 48 };

  it('goes from the oldest at the left to now at the right, the slowest of a span at its top', () => {
    const now = start + latencyWindowMs;
    const path = latencyPath(
      [sample(start, 0), sample(start + 1, 100), sample(start + minuteMs, 50)],
      now,
      100,
      size,
    );
    expect(path).toBe('M0.0 0.0h0L24.0 24.0');
  });

  it('has a gap where nothing was measured', () => {
    const path = latencyPath(
      [sample(start, 50), sample(start + 2 * minuteMs, 50)],
      start + latencyWindowMs,
      100,
      size,
    );
    expect(path.match(/M/g)).toHaveLength(2);
  });

  it('is no longer than its spans, however much is measured, and empty of nothing', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => sample(start + at * 100, 40));
    expect(latencyPath(many, start + latencyWindowMs, 100, size).match(/[ML]/g)?.length).toBeLessThanOrEqual(
      121,
    );
    expect(latencyPath([], start, 100, size)).toBe('');
  });

  it('has a round scale that holds everything', () => {
    expect([0, 100, 101, 300, 900, 1_001].map(scaleTopMs)).toEqual([100, 100, 200, 500, 1_000, 2_000]);
  });
});

describe('the pace', () => {
  it('counts the words of the last minute only', () => {
    const pace = createWordPace();
    pace.add(10, start);
    pace.add(5, start + 500);
    pace.add(3, start + 30_000);
    expect(pace.perMinute(start + 59_999)).toBe(18);
    expect(pace.perMinute(start + minuteMs)).toBe(3);
    expect(pace.perMinute(start + 10 * minuteMs)).toBe(0);
  });

  it('is averaged over the minutes in which there were words, not over breaks', () => {
    const pace = createWordPace();
    expect(pace.average()).toBeUndefined();
    pace.add(100, start);
    pace.add(20, start + 1_000);
    pace.add(60, start + 30 * minuteMs);
    expect(pace.average()).toBe(90);
  });

  it('counts words of any script', () => {
    expect(countWords('Well, it’s 3 o’clock — yes?')).toBe(5);
    expect(countWords('今日は良い天気です')).toBeGreaterThan(2);
    expect(countWords(' … ')).toBe(0);
  });
});

describe('what gauges say', () => {
  it('is the latency of now, of half, and of nearly all', () => {
    const samples = Array.from({ length: 20 }, (_, at) => sample(at, (at + 1) * 10));
    expect(latencyReading(samples, 0)).toEqual({
      words: 'Latency now 200 ms, half under 100 ms, 95 % under 190 ms',
      warning: undefined,
    });
    expect(latencyReading([], 0).words).toBe('Latency not measured yet');
  });

  it('is that it is slow, also while the slow line has no answer yet', () => {
    expect(latencyReading([sample(0, 1_240)], 0)).toMatchObject({
      words: 'Latency now 1.2 s, half under 1.2 s, 95 % under 1.2 s',
      warning: 'Slow: lines take over 1 s',
    });
    expect(latencyReading([sample(0, 20)], 1_001).warning).toBe('Slow: lines take over 1 s');
  });

  it('is that it is too fast to read along', () => {
    expect(paceReading(200, 150)).toEqual({
      words: '200 words in the last minute, 150 on average',
      warning: undefined,
    });
    expect(paceReading(201, undefined)).toEqual({
      words: '201 words in the last minute',
      warning: 'Faster than 200 words a minute',
    });
  });
});
