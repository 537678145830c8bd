// One run of the recorded talk through a broadcaster to a crowd, open loop: what it costs, and how old each word is
// when viewers have it.
import { nowMs, onTime } from './clock.mjs';
import { startCrowd } from './crowd.mjs';
import { cpuUs, keptWaitingUs } from './processes.mjs';
import { ask } from './questions.mjs';

/** @import { TalkEvent } from './recorded-talk.mjs' */

/**
 * @param {import('./broadcasters.mjs').Broadcaster} broadcaster
 * @param {{ viewers: number, talk: TalkEvent[], understandEvery: number, gauged?: boolean, profile?: boolean }} options
 */
export async function runTalk(
  broadcaster,
  { viewers, talk, understandEvery, gauged = false, profile = false },
) {
  const server = await broadcaster.start({ gauged: gauged || profile });
  const crowd = startCrowd(server);
  const { tookMs: joinMs } = await crowd.open(viewers, { understandEvery });
  if (profile) await ask(server.child, 'profile');
  const lastMs = talk.at(-1)?.atMs ?? 0;
  const before = {
    server: cpuUs(server.child),
    waited: keptWaitingUs(server.child),
    crowd: crowd.cpuUs(),
    ms: nowMs(),
  };
  await crowd.watch();
  const beginMs = nowMs() + 200;
  /** @type {number[]} */
  const waitingBytes = [];
  const dueMs = /** @type {number[]} */ ([]);
  /** @type {{ line: number, length: number, dueMs: number }[]} */
  const revisions = [];
  let asked = 0;
  await onTime(
    talk.map(({ atMs }) => beginMs + atMs),
    (at) => {
      const event = /** @type {TalkEvent} */ (talk[at]);
      const { line, text, speaker, finished, atMs } = event;
      if (finished) {
        dueMs[line] = beginMs + atMs;
        server.sayLine(line, text, speaker);
      } else {
        revisions.push({ line, length: text.length, dueMs: beginMs + atMs });
        server.sayInterim(line, text, speaker);
      }
      // What waits is looked at eight times, right after something was said: then it is most.
      if (gauged && at >= (asked * talk.length) / 8) {
        asked++;
        void ask(server.child, 'waiting').then((bytes) => waitingBytes.push(bytes));
      }
    },
  );
  const reached = await crowd.reached(talk.filter(({ finished }) => finished).length);
  const minutes = (nowMs() - before.ms) / 60_000;
  const serverUs = cpuUs(server.child) - before.server;
  const waitedUs = keptWaitingUs(server.child) - before.waited;
  const crowdUs = crowd.cpuUs() - before.crowd;
  const parts = profile ? await ask(server.child, 'profiled') : undefined;
  const report = await crowd.report(dueMs, revisions);
  await crowd.end();
  await server.end();
  return {
    ...report,
    complete: reached.all && report.disorder === 0 && report.broken === 0,
    joinMs,
    waitingBytes,
    talkMinutes: lastMs / 60_000,
    bytesPerViewerMinute: report.bytes / viewers / (lastMs / 60_000),
    cpuMsPerViewerMinute: serverUs / 1000 / viewers / (lastMs / 60_000),
    serverShare: serverUs / 60e6 / minutes,
    crowdShare: crowdUs / 60e6 / minutes,
    waitedShare: waitedUs / 60e6 / minutes,
    revisions,
    parts,
  };
}
