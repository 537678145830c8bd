// Reads what a server sends to one viewer: the answer to the handshake, then WebSocket frames, however they are cut
// into pieces. Invariant: nothing is copied but a frame's beginning whose end has not come yet (RFC 6455, 5.2).

const endOfHead = Buffer.from('\r\n\r\n');

/**
 * @typedef {{ onOpen(): void, onRefused(): void, onFrame(opcode: number, data: Buffer, from: number, to: number): void }} FrameHandlers
 * @param {FrameHandlers} handlers `data` is good only until `onFrame` returns.
 */
export function createFrameReader({ onOpen, onRefused, onFrame }) {
  let open = false;
  /** @type {Buffer | undefined} */
  let rest;

  /** @param {Buffer} data @returns {number} where the frames begin, or -1 while there are none */
  function readHead(data) {
    const end = data.indexOf(endOfHead);
    if (end < 0) return -1;
    if (data.toString('latin1', 9, 12) !== '101') {
      onRefused();
      return -1;
    }
    open = true;
    onOpen();
    return end + 4;
  }

  return {
    /** @param {Buffer} piece good only until this returns */
    read(piece) {
      const data = rest ? Buffer.concat([rest, piece]) : piece;
      rest = undefined;
      let at = open ? 0 : readHead(data);
      if (at < 0) {
        rest = Buffer.from(data);
        return;
      }
      while (data.length - at >= 2) {
        let size = /** @type {number} */ (data[at + 1]) & 0x7f;
        let from = at + 2;
        if (size === 126) {
          from = at + 4;
          if (data.length < from) break;
          size = data.readUInt16BE(at + 2);
        } else if (size === 127) {
          from = at + 10;
          if (data.length < from) break;
          size = Number(data.readBigUInt64BE(at + 2));
        }
        if (data.length < from + size) break;
        onFrame(/** @type {number} */ (data[at]) & 0x0f, data, from, from + size);
        at = from + size;
      }
      if (at < data.length) rest = Buffer.from(data.subarray(at));
    },
  };
}
