// How much of a page is alive: its heap and its nodes after garbage has been collected.

/** @import { CDPSession } from 'playwright' */

/** @param {CDPSession} cdp */
export async function heapOf(cdp) {
  for (let times = 0; times < 3; times++) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes } = await cdp.send('Memory.getDOMCounters');
  return { kib: usedSize / 1024, nodes };
}
