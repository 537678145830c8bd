// Many presenters in a process of their own, each in its own session, publishing at evenly spaced times (open loop).
// Invariant: latency counts from the time at which a line was meant to leave, until its acknowledgement is here.
import { WebSocket } from 'ws';

import { nowMs, openLoop, until } from './measure/clock.mjs';
import { answerQuestions } from './measure/questions.mjs';

const text = 'Each of these lines is on a disk before anybody is told that it is there.';

/** @type {WebSocket[]} */
let sockets = [];
/** @type {number[]} */
let ackedMs = [];
let refused = 0;

/**
 * @param {string} relay @param {{ session: string, token: string }} place @param {number} at
 * @returns {Promise<WebSocket>}
 */
function open(relay, { session, token }, at) {
  const socket = new WebSocket(`${relay.replace('http', 'ws')}/v1/sessions/${session}/live`, [
    'captionwire.v1',
    `bearer.${token}`,
  ]);
  socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', publisher: `p${at}` })));
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.type === 'welcome') resolve(socket);
      // The n-th line of a presenter is the ((n - 1) × presenters + its place)-th of all.
      else if (message.type === 'ack') ackedMs[(message.n - 1) * sockets.length + at] = nowMs();
      else if (message.type === 'error' || message.type === 'expect') refused++;
    });
  });
}

answerQuestions({
  async open({ relay, places }) {
    const opened = [];
    for (const [at, place] of places.entries()) {
      opened.push(open(relay, place, at));
      // A few at a time: how fast they are let in is another row's question.
      if (opened.length % 50 === 0) await Promise.all(opened);
    }
    sockets = await Promise.all(opened);
  },
  async publish({ count, perSecond, from }) {
    ackedMs = ackedMs.slice(0, from);
    const due = await openLoop({ count, perSecond }, (at) => {
      const place = (from + at) % sockets.length;
      const n = Math.floor((from + at) / sockets.length) + 1;
      const record = { type: 'line', id: `n${n}`, rev: 1, text };
      sockets[place]?.send(JSON.stringify({ type: 'publish', n, record }));
    });
    const acked = () => {
      for (let at = from; at < from + count; at++) if (ackedMs[at] === undefined) return false;
      return true;
    };
    await until('everything is acknowledged', acked, { everyMs: 100, limitMs: 60_000 });
    return { latenciesMs: Float64Array.from(due, (ms, at) => (ackedMs[from + at] ?? NaN) - ms), refused };
  },
});
