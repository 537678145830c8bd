// Where a measured process spends its core: a digest of V8's own sampling profile, for `--profile`. Invariant: shares are of
// the time on the core, each sample counted once, under the innermost function.
import { Session } from 'node:inspector/promises';

/** @typedef {import('node:inspector').Profiler.Profile} Profile */
/** @typedef {{ what: string, share: number }} Part */

/** Between two samples. */
const everyUs = 500;
/** Parts that are told apart; what is left is one more. */
const told = 14;
const idle = '(idle)';

/** Profiles this very process until the answer is called, which gives the parts that took most. */
export async function profileMyself() {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: everyUs });
  await session.post('Profiler.start');
  return async () => {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    return digest(profile);
  };
}

/** `flush dist/relay/sessions/hub.js`; a function of Node's native part has no file. @param {Profile['nodes'][number]} node */
function partOf({ callFrame: { functionName, url } }) {
  const file = url.replace(/^.*\/(?=(?:dist|node_modules|bench)\/)/, '');
  return `${functionName || '(anonymous)'} ${file || (functionName.startsWith('(') ? '' : 'native')}`.trim();
}

/** @param {Profile} profile @returns {Part[]} */
function digest({ nodes, samples = [], timeDeltas = [] }) {
  const parts = new Map(nodes.map((node) => [node.id, partOf(node)]));
  /** @type {Map<string, number>} */
  const spentUs = new Map();
  for (const [at, id] of samples.entries()) {
    const part = parts.get(id) ?? '';
    if (part !== idle) spentUs.set(part, (spentUs.get(part) ?? 0) + (timeDeltas[at] ?? 0));
  }
  const allUs = [...spentUs.values()].reduce((sum, us) => sum + us, 0);
  const most = [...spentUs].toSorted(([, a], [, b]) => b - a).slice(0, told);
  const shown = most.map(([what, us]) => ({ what, share: us / allUs }));
  const rest = 1 - shown.reduce((sum, { share }) => sum + share, 0);
  return [...shown, { what: 'all else', share: rest }];
}
