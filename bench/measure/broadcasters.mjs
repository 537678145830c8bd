// What is measured, and what it is compared with: the relay, and control rows that send the same message to the same
// viewers. Invariant: each sends the very bytes of JSON that the relay sends for a line, none makes it easier for itself.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { WebSocket } from 'ws';

import { createPresenter, createWebSocketTransport } from '../../dist/client/index.js';
import { createTokens } from '../../dist/relay/auth/tokens.js';
import { until } from './clock.mjs';
import { end, firstLine, measuredCore, start } from './processes.mjs';

/** @import { Publication, WebSocketClass } from '../../dist/client/index.js' */
/** @typedef {import('./processes.mjs').ChildProcess} ChildProcess */
/**
 * @typedef {{
 *   name: string, child: ChildProcess, port: number, path: string, isRelay: boolean, isSocketIo: boolean,
 *   sayLine(line: number, text: string, speaker?: string): void,
 *   sayInterim(line: number, text: string, speaker?: string): void,
 *   end(): Promise<void>,
 * }} Running
 * @typedef {{ name: string, start(options?: { gauged?: boolean }): Promise<Running> }} Broadcaster
 */

const session = 'bench';
const secret = randomBytes(32).toString('hex');
const tokens = createTokens(new TextEncoder().encode(secret));

/** The message that the relay sends for one line, byte for byte as long. @param {number} line @param {string} text @param {string} [speaker] */
function eventsOfLine(line, text, speaker) {
  const record = { type: 'line', id: `n${line}`, rev: 1, text, speaker, seq: line, at: Date.now() };
  const cursor = `3w5e11264sg0f.${line}.9e107d9d`;
  return { type: 'events', from: line - 1, cursor, records: [record] };
}

/** @param {string} name @param {string} script @param {string} path @returns {Broadcaster} */
const control = (name, script, path) => ({
  name,
  async start({ gauged = false } = {}) {
    const child = start({ core: measuredCore, script: join('bench', 'servers', script), gauged });
    const port = Number(await firstLine(child));
    const socket = new WebSocket(`ws://127.0.0.1:${port}/publish`);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const say = (/** @type {object} */ message) => socket.send(JSON.stringify(message));
    return {
      name,
      child,
      port,
      path,
      isRelay: false,
      isSocketIo: path.startsWith('/socket.io/'),
      sayLine: (line, text, speaker) => say(eventsOfLine(line, text, speaker)),
      sayInterim: (line, text, speaker) => say({ type: 'interim', id: `n${line}`, text, speaker }),
      async end() {
        socket.terminate();
        await end(child);
      },
    };
  },
});

export const floor = control('floor: net.Socket.write', 'floor.mjs', '/');
export const readmeLoop = control("ws, its README's loop", 'ws-loop.mjs', '/');
export const socketIo = control('Socket.IO', 'socket-io.mjs', '/socket.io/?EIO=4&transport=websocket');

/** A presenter's token for a session. @param {string} name */
export const presenterToken = (name) => tokens.sign({ session: name, role: 'presenter', ttlS: 3600 });

/**
 * A relay in a process of its own.
 * @param {{ data?: string | undefined, gauged?: boolean, demo?: boolean, core?: number | undefined }} options without `data` nothing
 * is on disk; without `core` it may use all
 */
export async function startRelay({ data, gauged = false, demo = false, core }) {
  const store = data === undefined ? ['--memory'] : ['--data', data];
  const child = start({
    core,
    script: 'dist/cli/main.js',
    parameters: ['serve', '--port', '0', ...store, ...(demo ? ['--demo'] : [])],
    env: { CAPTIONWIRE_SECRET: secret, CAPTIONWIRE_MAX_PER_SESSION: '20000' },
    gauged,
  });
  let url = '';
  // With the demo an empty line comes first.
  child.stdout?.on('data', (piece) => (url ||= /http:\/\/[\d.]+:\d+/.exec(String(piece))?.[0] ?? ''));
  await until('the relay listens', () => url !== '');
  return { child, url, port: Number(new URL(url).port) };
}

/**
 * The product's own client as a presenter, live.
 * @param {string} relay @param {string} name @param {(publication: Publication) => void} [onPublication]
 */
export async function openPresenter(relay, name, onPublication) {
  let live = false;
  const presenter = createPresenter({
    relay,
    session: name,
    token: await presenterToken(name),
    transport: createWebSocketTransport(/** @type {WebSocketClass} */ (/** @type {unknown} */ (WebSocket))),
    onConnection: ({ phase }) => (live = phase === 'live'),
    ...(onPublication ? { onPublication } : {}),
  });
  await until('the presenter is live', () => live);
  return presenter;
}

/** @param {string} [data] the folder of a store on disk @param {(publication: Publication) => void} [onPublication] @returns {Broadcaster} */
export const captionwire = (data, onPublication) => ({
  name: 'captionwire',
  async start({ gauged = false } = {}) {
    const { child, url, port } = await startRelay({ data, gauged, core: measuredCore });
    const presenter = await openPresenter(url, session, onPublication);
    return {
      name: 'captionwire',
      child,
      port,
      path: `/v1/sessions/${session}/live`,
      isRelay: true,
      isSocketIo: false,
      sayLine(line, text, speaker) {
        presenter.publish({ type: 'line', id: `n${line}`, rev: 1, text, ...(speaker ? { speaker } : {}) });
      },
      sayInterim: (line, text, speaker) => presenter.interim(`n${line}`, text, speaker ? { speaker } : {}),
      async end() {
        presenter.close();
        await end(child);
      },
    };
  },
});
