// A crowd of viewers in a process of its own: plain sockets that shake hands, then only look for the numbers of lines,
// so that the crowd is not what is measured. One in so many reads every message as a real client would.
// Invariant: no viewer is sent anything that is not counted. Asked and answered over the parent's channel.
import { connect } from 'node:net';

import { createArrivals } from './measure/arrivals.mjs';
import { nowMs, until } from './measure/clock.mjs';
import { createFrameReader } from './measure/frame-reader.mjs';
import { createInterimReader } from './measure/interim-reader.mjs';
import { answerQuestions } from './measure/questions.mjs';

/** Lines say their number in their id: `n17` for all, `f17` for those who asked for one track more. */
const lineMark = Buffer.from('"type":"line","id":"');
const [forAll, opcodeText, opcodeClose, opcodePing] = ['n'.charCodeAt(0), 1, 8, 9];
/** A client's frames are masked; here with zeros. */
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
/** Socket.IO: `40` joins the main namespace, `2` is answered with `3`. */
const joinSocketIo = Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30]);
const pongSocketIo = Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x33]);
/** Every socket reads into this one; what must be kept is copied. */
const shared = Buffer.allocUnsafe(128 * 1024);

/**
 * @typedef {{
 *   port: number, path: string, isRelay: boolean, isSocketIo: boolean, count: number,
 *   understandEvery?: number, atOnce?: boolean, comesBack?: boolean,
 * }} Crowd
 * `understandEvery`: one viewer in so many reads every message. `comesBack`: reconnects with its cursor when it is sent away.
 */
/** @type {Crowd} */
let crowd;
/** @type {import('node:net').Socket[]} */
let sockets = [];
let arrivals = createArrivals(0);
/** @type {(ReturnType<typeof createInterimReader> | undefined)[]} */
let understanding = [];
/** @type {{ viewer: number, line: number, length: number, ms: number }[]} */
let texts = [];
let joined = 0;
let bytes = 0;
let cameBack = 0;
let turnedAway = 0;
let leaving = false;

/** @param {number} viewer @param {Buffer} data @param {number} from @param {number} to @param {number} ms */
function look(viewer, data, from, to, ms) {
  for (let at = data.indexOf(lineMark, from); at >= 0 && at < to; at = data.indexOf(lineMark, at)) {
    at += lineMark.length;
    if (data[at] !== forAll) {
      arrivals.otherLine(viewer);
      continue;
    }
    let line = 0;
    for (let digit = data[++at]; digit !== undefined && digit >= 48 && digit <= 57; digit = data[++at]) {
      line = line * 10 + digit - 48;
    }
    arrivals.line(viewer, line, ms);
  }
}

/** @param {number} viewer @param {string} [cursor] */
function open(viewer, cursor) {
  const { port, path, isRelay, isSocketIo } = crowd;
  const query = cursor ? `${path.includes('?') ? '&' : '?'}cursor=${cursor}` : '';
  const reader = understanding[viewer];
  let ms = 0;
  let isIn = false;
  const join = () => {
    if (!isIn) joined++;
    isIn = true;
  };
  const frames = createFrameReader({
    onRefused: () => socket.destroy(),
    onOpen() {
      if (isSocketIo) socket.write(joinSocketIo);
      if (!isRelay) join();
    },
    onFrame(opcode, data, from, to) {
      if (opcode === opcodePing) return socket.write(pong);
      if (opcode === opcodeClose) return socket.destroy();
      if (opcode !== opcodeText) return;
      if (isSocketIo && to - from === 1) return socket.write(pongSocketIo);
      // The relay's first message is the join; it costs one round trip.
      join();
      look(viewer, data, from, to, ms);
      reader?.read(data.toString('utf8', from, to));
    },
  });
  const onread = {
    buffer: shared,
    callback(/** @type {number} */ size) {
      ms = nowMs();
      bytes += size;
      frames.read(shared.subarray(0, size));
      return true;
    },
  };
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
  sockets[viewer] = socket;
  socket.write(
    `GET ${path}${query} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n' +
      `${isRelay ? 'Sec-WebSocket-Protocol: captionwire.v1\r\n' : ''}\r\n`,
  );
  // What went wrong does not matter; that the viewer is out does, and `close` follows.
  socket.on('error', () => {});
  socket.on('close', () => {
    if (leaving) return;
    if (!isIn) {
      turnedAway++;
      setTimeout(open, 500 + Math.random() * 1_000, viewer, cursor);
      return;
    }
    if (!crowd.comesBack) throw new Error(`viewer ${viewer} was sent away`);
    cameBack++;
    open(viewer, reader?.cursor());
  });
}

/** @param {string} [cursor] */
async function openAll(cursor) {
  leaving = false;
  joined = 0;
  const beganMs = nowMs();
  for (let viewer = 0; viewer < crowd.count; viewer++) {
    open(viewer, cursor);
    // Those who do not come all at once come as fast as they are let in.
    const [opened, room] = [viewer + 1, 200];
    if (!crowd.atOnce && opened % room === 0) {
      await until('they are let in', () => opened - joined < room, { everyMs: 1, limitMs: 180_000 });
    }
  }
  await until('all are in', () => joined >= crowd.count, { everyMs: 2, limitMs: 180_000 });
  return { tookMs: nowMs() - beganMs };
}

/** How late each revision of each line was on the viewers that understand: until it, or a later one, was there. @param {{ line: number, length: number, dueMs: number }[]} revisions */
function interimLatencies(revisions) {
  const late = [];
  for (let viewer = 0; viewer < crowd.count; viewer++) {
    if (!understanding[viewer]) continue;
    /** @type {Map<number, { length: number, ms: number }[]>} */
    const byLine = new Map();
    for (const text of texts) {
      if (text.viewer === viewer) byLine.set(text.line, [...(byLine.get(text.line) ?? []), text]);
    }
    for (const { line, length, dueMs } of revisions) {
      const shown = byLine.get(line)?.find((text) => text.length >= length);
      late.push((shown?.ms ?? NaN) - dueMs);
    }
  }
  return Float64Array.from(late);
}

answerQuestions({
  async open(/** @type {Crowd} */ asked) {
    crowd = asked;
    arrivals = createArrivals(crowd.count);
    const every = crowd.understandEvery ?? Infinity;
    understanding = Array.from({ length: crowd.count }, (_, viewer) =>
      every < Infinity && viewer % every === 0
        ? createInterimReader((line, length) => texts.push({ viewer, line, length, ms: nowMs() }))
        : undefined,
    );
    return openAll();
  },
  /** All go, and keep what they have seen. */
  leave() {
    leaving = true;
    for (const socket of sockets) socket.destroy();
    sockets = [];
    return understanding[0]?.cursor();
  },
  /** All come back with a cursor, at once. */
  return: ({ cursor }) => {
    crowd = { ...crowd, atOnce: true };
    return openAll(cursor);
  },
  stall: () => sockets.forEach((socket) => socket.pause()),
  readOn: () => sockets.forEach((socket) => socket.resume()),
  /** Counts anew. */
  watch() {
    arrivals.restart();
    texts = [];
    bytes = 0;
  },
  /** Resolves when every viewer has this line. */
  async reached({ line, limitMs = 60_000 }) {
    const beganMs = nowMs();
    try {
      await until(`all have line ${line}`, () => arrivals.least().line >= line, { limitMs, everyMs: 5 });
    } catch {
      return { all: false, tookMs: Infinity };
    }
    return { all: true, tookMs: nowMs() - beganMs };
  },
  /** `dueMs` by line, NaN for those that do not count. */
  report({ dueMs, revisions = [] }) {
    return {
      lines: arrivals.count(),
      least: arrivals.least(),
      disorder: arrivals.disorder(),
      broken: understanding.reduce((sum, one) => sum + (one?.broken() ?? 0), 0),
      bytes,
      cameBack,
      turnedAway,
      latenciesMs: arrivals.latencies(dueMs),
      interimLatenciesMs: interimLatencies(revisions),
    };
  },
});
