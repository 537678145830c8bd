// Loaded into a process before its own code: answers how much memory it has, what waits in its sockets, and for how long
// its event loop stood still. Invariant: while nobody asks it costs nothing.
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { constants, PerformanceObserver } from 'node:perf_hooks';

import { profileMyself } from './measure/profile.mjs';
import { answerQuestions } from './measure/questions.mjs';

/** Shorter rests than this are of no interest. */
const noticedMs = 5;

/** How long the main thread was ready but on no core, in ms: other programs' doing. */
const offCoreMs = () => Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]) / 1e6;

/** @type {{ stop(): { atMs: number, restMs: number, offCoreMs: number }[], collections: { atMs: number, durationMs: number, major: boolean }[] } | undefined} */
let watching;

/** @type {Awaited<ReturnType<typeof profileMyself>> | undefined} */
let endProfile;

/** A timer every millisecond: what it comes too late is what the loop stood still. */
function watchLoop() {
  /** @type {{ atMs: number, restMs: number, offCoreMs: number }[]} */
  const rests = [];
  /** @type {{ atMs: number, durationMs: number, major: boolean }[]} */
  const collections = [];
  const note = (/** @type {import('node:perf_hooks').PerformanceEntry[]} */ entries) => {
    for (const entry of entries) {
      // What Node says about a collection besides its time is missing in its typings.
      const { kind } = /** @type {{ detail: { kind: number } }} */ (/** @type {unknown} */ (entry)).detail;
      const major = kind === constants.NODE_PERFORMANCE_GC_MAJOR;
      collections.push({ atMs: entry.startTime, durationMs: entry.duration, major });
    }
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  let before = { ms: performance.now(), off: offCoreMs() };
  const timer = setInterval(() => {
    const now = { ms: performance.now(), off: offCoreMs() };
    const restMs = now.ms - before.ms - 1;
    if (restMs > noticedMs) rests.push({ atMs: before.ms, restMs, offCoreMs: now.off - before.off });
    before = now;
  }, 1);
  return {
    collections,
    stop() {
      clearInterval(timer);
      note(observer.takeRecords());
      observer.disconnect();
      return rests;
    },
  };
}

answerQuestions({
  /** After a collection of all garbage, if asked. */
  memory({ collect }) {
    if (collect) for (let times = 0; times < 3; times++) globalThis.gc?.();
    return process.memoryUsage();
  },
  /** Bytes that were written and that the network has not taken, of all sockets. */
  waiting() {
    // The only list of all handles there is; not part of Node's documented interface.
    const { _getActiveHandles: handles } = /** @type {{ _getActiveHandles(): unknown[] }} */ (
      /** @type {unknown} */ (process)
    );
    let bytes = 0;
    for (const handle of handles.call(process)) if (handle instanceof Socket) bytes += handle.writableLength;
    return bytes;
  },
  async profile() {
    endProfile = await profileMyself();
  },
  /** What took most of the core since then. */
  profiled: () => endProfile?.(),
  watchLoop() {
    watching = watchLoop();
  },
  /** What the loop rested for since then; collections of garbage may be the reason. */
  async loop() {
    const rests = watching?.stop() ?? [];
    const { collections = [] } = watching ?? {};
    watching = undefined;
    return { rests, collections };
  },
});
// Listening to the parent must not keep alive what would end by itself.
process.channel?.unref();
