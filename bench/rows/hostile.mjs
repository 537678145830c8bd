// 60 viewers that never read and send whatever they may: what they make the relay hold, and what another session notices.
import { WebSocket } from 'ws';

import { openPresenter, startRelay } from '../measure/broadcasters.mjs';
import { openLoop } from '../measure/clock.mjs';
import { startCrowd } from '../measure/crowd.mjs';
import { end, measuredCore, residentKib } from '../measure/processes.mjs';
import { ask } from '../measure/questions.mjs';
import { rounded, summary } from '../measure/samples.mjs';

/** @import { Row } from './row.d.ts' */

const [attacked, other] = ['attacked', 'other'];
const hostile = 60;
const viewers = 500;
const perSecond = 10;
const text = 'What goes on in the session next door is nobody’s trouble here.';
/** As long as a line may be: a snapshot has 200 of them. */
const longText = 'words that make a snapshot large '.repeat(60).slice(0, 1_900);
/** How often each sends, and how much of that may wait on its own side. */
const everyMs = 50;
const mostWaitingBytes = 64 * 1024;

/** Everything that a viewer may send, and some things that it may not. @param {number} n */
function messageOf(n) {
  const messages = [
    { type: 'tracks', tracks: ['main'] },
    { type: 'tracks', tracks: ['main', `t${n}`] },
    { type: 'signal', signal: 'fast' },
    { type: 'auth', token: 'x'.repeat(500) },
    { type: 'reply', id: `r${n}`, from: 'eve', text: 'x'.repeat(200) },
    { type: 'reply-typing', from: 'eve', typing: true },
    { type: 'tracks', tracks: Array.from({ length: 300 }, () => 0) },
    { type: 'nothing', ...Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`f${at}`, 0])) },
  ];
  return JSON.stringify(messages[n % messages.length]);
}

/** One that connects, stops reading, sends without end, and comes back when it is sent away. @param {string} url */
function openHostile(url) {
  /** @type {WebSocket} */
  let socket;
  let sent = 0;
  let stopped = false;
  const connect = () => {
    socket = new WebSocket(`${url.replace('http', 'ws')}/v1/sessions/${attacked}/live`, ['captionwire.v1']);
    socket.on('open', () => socket.pause());
    socket.on('error', () => {});
    socket.on('close', () => stopped || setTimeout(connect, everyMs));
  };
  connect();
  const sending = setInterval(() => {
    if (socket.readyState === WebSocket.OPEN && socket.bufferedAmount < mostWaitingBytes)
      socket.send(messageOf(sent++));
  }, everyMs);
  return {
    sent: () => sent,
    stop() {
      stopped = true;
      clearInterval(sending);
      socket.terminate();
    },
  };
}

/** @param {{ seconds: number, progress(text: string): void }} options */
async function measure({ seconds, progress }) {
  const { child, url, port } = await startRelay({ gauged: true, core: measuredCore });
  const [victim, presenter] = [await openPresenter(url, attacked), await openPresenter(url, other)];
  for (let n = 1; n <= 200; n++) victim.publish({ type: 'line', id: `v${n}`, rev: 1, text: longText });
  await victim.settled();
  const readers = startCrowd({ port, path: `/v1/sessions/${other}/live`, isRelay: true, isSocketIo: false });
  await readers.open(viewers);
  let line = 0;
  /** @param {number} count */
  const say = async (count) => {
    const dueMs = Array(line + 1).fill(NaN);
    await readers.watch();
    const due = await openLoop({ count, perSecond }, () =>
      presenter.publish({ type: 'line', id: `n${++line}`, rev: 1, text }),
    );
    const { all } = await readers.reached(line);
    if (!all) throw new Error('the other session has not been sent every line');
    return summary((await readers.report([...dueMs, ...due])).latenciesMs);
  };
  const memoryKib = async () => {
    await ask(child, 'memory', { collect: true });
    return residentKib(child, 'RssAnon');
  };
  progress('nobody is hostile');
  const before = await say(perSecond * 5);
  const beforeKib = await memoryKib();
  let mostKib = beforeKib;
  progress(`${hostile} send for ${seconds} s and read nothing`);
  const attackers = Array.from({ length: hostile }, () => openHostile(url));
  const watching = setInterval(() => (mostKib = Math.max(mostKib, residentKib(child, 'RssAnon'))), 500);
  const during = await say(perSecond * seconds);
  clearInterval(watching);
  const afterKib = await memoryKib();
  const sent = attackers.reduce((sum, one) => sum + one.sent(), 0);
  for (const one of attackers) one.stop();
  victim.close();
  presenter.close();
  await readers.end();
  await end(child);
  return { before, during, grownKib: afterKib - beforeKib, mostGrownKib: mostKib - beforeKib, sent };
}

/** @type {Row} */
export const hostile60 = {
  name: 'hostile',
  about:
    '60 viewers that never read and send whatever they may: the relay’s memory, another session’s captions',
  async run({ full, progress }) {
    const seconds = full ? 300 : 30;
    const { before, during, grownKib, mostGrownKib, sent } = await measure({ seconds, progress });
    return {
      tables: [
        {
          title: `${hostile} hostile viewers for ${seconds} s, ${viewers} viewers of another session`,
          rows: [
            {
              'p99 ms before': rounded(before.p99, 1),
              'p99 ms meanwhile': rounded(during.p99, 1),
              'max ms meanwhile': rounded(during.max, 1),
              'MiB grown, afterwards': rounded(grownKib / 1024, 1),
              'MiB grown, at most, garbage included': rounded(mostGrownKib / 1024, 1),
              'messages sent': sent,
            },
          ],
        },
      ],
      bars: [
        { what: 'another session’s captions, p99', figure: during.p99, atMost: 200, unit: 'ms' },
        { what: 'the relay’s memory, grown', figure: grownKib / 1024, atMost: 64, unit: 'MiB' },
      ],
    };
  },
};
