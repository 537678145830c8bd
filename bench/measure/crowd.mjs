// A crowd of viewers as a row uses it: bench/viewer-crowd.mjs, on the core of the load.
import { ask } from './questions.mjs';
import { cpuUs, end, loadCore, start } from './processes.mjs';

/**
 * @typedef {{
 *   lines: number, least: { line: number, other: number }, disorder: number, broken: number, bytes: number,
 *   cameBack: number, turnedAway: number, latenciesMs: Float64Array, interimLatenciesMs: Float64Array,
 * }} CrowdReport
 */

/** @param {Pick<import("./broadcasters.mjs").Running, "port" | "path" | "isRelay" | "isSocketIo">} server */
export function startCrowd(server) {
  const child = start({ core: loadCore, script: 'bench/viewer-crowd.mjs' });
  const { port, path, isRelay, isSocketIo } = server;
  return {
    /**
     * Resolves when all have been sent what a new viewer is sent.
     * @param {number} count @param {{ understandEvery?: number, atOnce?: boolean, comesBack?: boolean, query?: string }} [how]
     * @returns {Promise<{ tookMs: number }>}
     */
    open: (count, { query = '', ...how } = {}) =>
      ask(child, 'open', { port, path: path + query, isRelay, isSocketIo, count, ...how }),
    /** @returns {Promise<string>} where the first of them stood */
    leave: () => ask(child, 'leave'),
    /** @param {string} cursor @returns {Promise<{ tookMs: number }>} */
    comeBack: (cursor) => ask(child, 'return', { cursor }),
    /** @returns {Promise<void>} */
    stall: () => ask(child, 'stall'),
    /** @returns {Promise<void>} */
    readOn: () => ask(child, 'readOn'),
    /** Counts anew. @returns {Promise<void>} */
    watch: () => ask(child, 'watch'),
    /** @param {number} line @param {number} [limitMs] @returns {Promise<{ all: boolean, tookMs: number }>} */
    reached: (line, limitMs) => ask(child, 'reached', { line, limitMs }),
    /**
     * @param {ArrayLike<number>} dueMs by line
     * @param {{ line: number, length: number, dueMs: number }[]} [revisions]
     * @returns {Promise<CrowdReport>}
     */
    report: (dueMs, revisions) => ask(child, 'report', { dueMs, revisions }),
    cpuUs: () => cpuUs(child),
    end: () => end(child),
  };
}
