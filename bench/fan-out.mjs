// Finished lines to many viewers, against control rows in the same run: the floor in Node, the loop of `ws`'s README,
// Socket.IO. Open loop: messages leave at their intended times, latency counts from there. CPU is the server process's
// user + system time from the operating system, divided by deliveries. Method: bench/README.md.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { WebSocket } from 'ws';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const full = process.argv.includes('--full');
const viewers = full ? 10_000 : 2_000;
const messages = 100;
const messagesPerSecond = full ? 10 : 20;
const textBytes = 165;

/** The next line that a process prints. @param {import('node:child_process').ChildProcess} child @returns {Promise<string>} */
function nextLine(child) {
  const lines = createInterface({ input: /** @type {import('node:stream').Readable} */ (child.stdout) });
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('it ended before it said anything'));
    child.once('exit', gone);
    lines.once('line', (line) => {
      child.off('exit', gone);
      lines.close();
      resolve(line);
    });
  });
}

/** Runs a script of ours on one core. @param {number} core @param {string[]} parameters */
function start(core, ...parameters) {
  const command = ['-c', String(core), process.execPath, ...parameters];
  return spawn('taskset', command, { stdio: ['pipe', 'pipe', 'inherit'], cwd: root });
}

/** CPU time of a process in microseconds; a tick is 10 ms on Linux. @param {number} pid */
function cpuMicroseconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

/** @param {number} pid */
const residentKib = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

/** A publisher's socket, and how it says one text. @param {string} url @param {string[]} protocols */
async function openPublisher(url, protocols) {
  const socket = new WebSocket(url, protocols);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket;
}

/** @typedef {{ name: string, start(): Promise<{ child: import('node:child_process').ChildProcess, port: number, path: string, say: (text: string) => void }> }} Row */

/** @param {string} name @param {string} script @param {string} path @returns {Row} */
const control = (name, script, path) => ({
  name,
  async start() {
    const child = start(0, join('bench', 'servers', script));
    const port = Number(await nextLine(child));
    const socket = await openPublisher(`ws://127.0.0.1:${port}/publish`, []);
    return { child, port, path, say: (text) => socket.send(text) };
  },
});

/** @type {Row} */
const captionwire = {
  name: 'captionwire, memory engine',
  async start() {
    const secret = 'a secret that only this measurement uses';
    process.env.CAPTIONWIRE_SECRET = secret;
    process.env.CAPTIONWIRE_MAX_PER_SESSION = String(viewers + 1);
    const child = start(0, 'dist/cli/main.js', 'serve', '--memory', '--port', '0');
    const port = Number(/:(\d+)/.exec((await nextLine(child)).replace('http:', ''))?.[1]);
    const { createTokens } = await import('../dist/relay/auth/tokens.js');
    const tokens = createTokens(new TextEncoder().encode(secret));
    const token = await tokens.sign({ session: 'bench', role: 'presenter', ttlS: 3600 });
    const url = `ws://127.0.0.1:${port}/v1/sessions/bench/live`;
    const socket = await openPublisher(url, ['captionwire.v1', `bearer.${token}`]);
    socket.send(JSON.stringify({ type: 'hello', publisher: 'bench' }));
    let n = 0;
    return {
      child,
      port,
      path: '/v1/sessions/bench/live',
      say(text) {
        const record = { type: 'line', id: `l${++n}`, rev: 1, text };
        socket.send(JSON.stringify({ type: 'publish', n, record }));
      },
    };
  },
};

/** @param {Row} row */
async function measure(row) {
  const server = await row.start();
  const pid = /** @type {number} */ (server.child.pid);
  await wait(300);
  const emptyKib = residentKib(pid);
  const crowd = start(1, 'bench/viewer-crowd.mjs', String(server.port), server.path, String(viewers));
  await nextLine(crowd);
  await wait(1_000);
  const idleKib = (residentKib(pid) - emptyKib) / viewers;
  const cpuBefore = cpuMicroseconds(pid);
  const startMs = performance.timeOrigin + performance.now() + 100;
  for (let n = 0; n < messages; n++) {
    const dueMs = startMs + (n * 1000) / messagesPerSecond;
    await wait(Math.max(0, dueMs - performance.timeOrigin - performance.now()));
    server.say(`t=${dueMs.toFixed(2).padEnd(16, '0')} `.padEnd(textBytes, 'words '));
  }
  await wait(2_000);
  const cpu = cpuMicroseconds(pid) - cpuBefore;
  const reported = nextLine(crowd);
  crowd.stdin.write('report\n');
  const { deliveries, p50Ms, p99Ms } = JSON.parse(await reported);
  server.child.kill('SIGKILL');
  return {
    row: row.name,
    viewers,
    deliveries,
    complete: deliveries === viewers * messages,
    cpuUsPerDelivery: Number((cpu / deliveries).toFixed(2)),
    kibPerIdleViewer: Number(idleKib.toFixed(1)),
    p50Ms: Number(p50Ms.toFixed(1)),
    p99Ms: Number(p99Ms.toFixed(1)),
  };
}

const rows = [
  control('floor: net.Socket.write', 'floor.mjs', '/'),
  control('ws, README loop', 'ws-loop.mjs', '/'),
  control('Socket.IO', 'socket-io.mjs', '/socket.io/?EIO=4&transport=websocket'),
  captionwire,
];
const results = [];
for (const row of rows) results.push(await measure(row));
const [floor, loop, socketIo, own] = results.map(({ cpuUsPerDelivery }) => cpuUsPerDelivery);
const ratios = {
  toFloor: Number(((own ?? NaN) / (floor ?? NaN)).toFixed(2)),
  toReadmeLoop: Number(((own ?? NaN) / (loop ?? NaN)).toFixed(2)),
  toSocketIo: Number(((own ?? NaN) / (socketIo ?? NaN)).toFixed(2)),
};
if (process.argv.includes('--json')) console.log(JSON.stringify({ results, ratios }));
else {
  console.table(results);
  console.log(
    'CPU per delivery, captionwire to …',
    ratios,
    'bars: floor <= 1.15, README loop <= 0.85, Socket.IO <= 0.55',
  );
}
process.exit(0);
