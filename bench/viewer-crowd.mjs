// A crowd of viewers in a process of its own: plain sockets that shake hands and then only count marks, so that the
// crowd is not what is measured. Each mark carries the time at which its message was meant to leave.
// Parameters: port, path, number of viewers. Prints `ready`, and on the line `report` what it counted as JSON.
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const [port, path = '/', count] = process.argv.slice(2);
const mark = Buffer.from('t=');
/** @type {number[]} */
const latenciesMs = [];
let deliveries = 0;
let open = 0;

const handshake =
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n' +
  (path.startsWith('/v1/') ? 'Sec-WebSocket-Protocol: captionwire.v1\r\n' : '') +
  '\r\n';
/** `40` joins Socket.IO's main namespace; a client's frames are masked, here with zeros. */
const joinSocketIo = Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30]);

/** @param {Buffer} data */
function look(data) {
  const nowMs = performance.timeOrigin + performance.now();
  for (let at = data.indexOf(mark); at >= 0; at = data.indexOf(mark, at + 2)) {
    deliveries++;
    // One in eight is enough for percentiles, and keeps the crowd cheap.
    if (deliveries % 8 === 0) latenciesMs.push(nowMs - Number(data.toString('latin1', at + 2, at + 18)));
  }
}

for (let n = 0; n < Number(count); n++) {
  const socket = connect(Number(port), '127.0.0.1');
  socket.setNoDelay(true);
  socket.write(handshake);
  socket.once('data', (data) => {
    if (!data.toString('latin1', 0, 12).endsWith('101')) throw new Error(data.toString());
    if (path.includes('socket.io')) socket.write(joinSocketIo);
    if (++open === Number(count)) console.log('ready');
    socket.on('data', look);
  });
  socket.on('error', (error) => {
    throw error;
  });
}

createInterface({ input: process.stdin }).on('line', () => {
  latenciesMs.sort((a, b) => a - b);
  const percentile = (/** @type {number} */ share) => latenciesMs[Math.floor(latenciesMs.length * share)];
  const report = { deliveries, p50Ms: percentile(0.5), p99Ms: percentile(0.99) };
  process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
});
