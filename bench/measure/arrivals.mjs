// What a crowd of viewers has been sent, sample by sample: which line, when; whether in order and complete.
// Invariant: nothing is averaged or left out, and noting costs little enough not to be what is measured.

/** Grows by doubling. @param {number} room */
function createSamples(room) {
  let lines = new Int32Array(room);
  let times = new Float64Array(room);
  let count = 0;
  return {
    /** @param {number} line @param {number} ms */
    push(line, ms) {
      if (count === lines.length) {
        const [moreLines, moreTimes] = [new Int32Array(count * 2), new Float64Array(count * 2)];
        moreLines.set(lines);
        moreTimes.set(times);
        [lines, times] = [moreLines, moreTimes];
      }
      lines[count] = line;
      times[count++] = ms;
    },
    clear: () => (count = 0),
    count: () => count,
    /** Arrival minus due time of those that have one. @param {ArrayLike<number>} dueMs by line */
    latencies(dueMs) {
      const late = new Float64Array(count);
      let kept = 0;
      for (let at = 0; at < count; at++) {
        const due = dueMs[lines[at] ?? -1];
        if (due !== undefined && !Number.isNaN(due)) late[kept++] = (times[at] ?? NaN) - due;
      }
      return late.subarray(0, kept);
    },
  };
}

/** @param {number} viewers */
export function createArrivals(viewers) {
  const samples = createSamples(1 << 16);
  const last = new Int32Array(viewers);
  const other = new Int32Array(viewers);
  let disorder = 0;

  return {
    /** A finished line came. Lines are numbered from 1 without gaps. @param {number} viewer @param {number} line @param {number} ms */
    line(viewer, line, ms) {
      if (line !== (last[viewer] ?? 0) + 1) disorder++;
      last[viewer] = line;
      samples.push(line, ms);
    },
    /** A line that only some are sent. @param {number} viewer */
    otherLine(viewer) {
      other[viewer] = (other[viewer] ?? 0) + 1;
    },
    restart: samples.clear,
    count: samples.count,
    latencies: samples.latencies,
    /** Lines that did not come right after the one before. */
    disorder: () => disorder,
    /** How far those are that are least far: in lines, and in the lines for some. */
    least: () => ({ line: Math.min(...chunks(last)), other: Math.min(...chunks(other)) }),
  };
}

/** The least of each thousand: more than that are too many parameters for one call. @param {Int32Array} values */
function* chunks(values) {
  for (let at = 0; at < values.length; at += 1000) yield Math.min(...values.subarray(at, at + 1000));
}
