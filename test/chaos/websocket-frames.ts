// The frames of a WebSocket as bytes (RFC 6455, 5.2), also those that no client may send.

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export type FrameParts = {
  readonly opcode: number;
  readonly payload?: Buffer;
  readonly isFinal?: boolean;
  /** The three reserved bits. */
  readonly reserved?: number;
  readonly isMasked?: boolean;
  /** What the header says, where that is not the truth. */
  readonly claimedBytes?: bigint;
};

/** A client's frame. The mask is zeros: as valid as any, and leaves the payload as it is. */
export function frameBytes(parts: FrameParts): Buffer {
  const { opcode, payload = Buffer.alloc(0), isFinal = true, reserved = 0, isMasked = true } = parts;
  const length = parts.claimedBytes ?? BigInt(payload.length);
  const first = (isFinal ? 0x80 : 0) | (reserved << 4) | opcode;
  const mask = isMasked ? 0x80 : 0;
  let header: Buffer;
  if (length < 126n) header = Buffer.from([first, mask | Number(length)]);
  else if (length < 65_536n) {
    header = Buffer.from([first, mask | 126, 0, 0]);
    header.writeUInt16BE(Number(length), 2);
  } else {
    header = Buffer.concat([Buffer.from([first, mask | 127]), Buffer.alloc(8)]);
    header.writeBigUInt64BE(length, 2);
  }
  return Buffer.concat([header, isMasked ? Buffer.alloc(4) : Buffer.alloc(0), payload]);
}

export const textFrame = (text: string): Buffer =>
  frameBytes({ opcode: opcodes.text, payload: Buffer.from(text) });

export function closeFrame(code: number, reason = ''): Buffer {
  const payload = Buffer.concat([Buffer.alloc(2), Buffer.from(reason)]);
  payload.writeUInt16BE(code);
  return frameBytes({ opcode: opcodes.close, payload });
}

export type ReadFrame = { readonly opcode: number; readonly payload: Buffer; readonly bytes: number };

/** The first whole frame of what a server sent. */
export function readFrame(data: Buffer): ReadFrame | undefined {
  if (data.length < 2) return undefined;
  const short = (data[1] as number) & 0x7f;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (data.length < start) return undefined;
  const length =
    short === 127 ? Number(data.readBigUInt64BE(2)) : short === 126 ? data.readUInt16BE(2) : short;
  const bytes = start + length;
  if (data.length < bytes) return undefined;
  return { opcode: (data[0] as number) & 0x0f, payload: data.subarray(start, bytes), bytes };
}
