// Streams of frames as no client of ours would send them. A dose is what one connection is given at once; after most the
// connection still works or has been closed with a word, after some there is nothing left that could be answered.
import type { Role } from '../../protocol/client-messages.ts';
import { closeCodes } from '../../protocol/codes.ts';
import { relayLimits } from '../../protocol/limits.ts';
import type { Dice } from '../helpers/dice.ts';
import { oddMessage, validMessage } from './odd-messages.ts';
import { closeFrame, frameBytes, opcodes, textFrame } from './websocket-frames.ts';

export type Dose = {
  readonly frames: Buffer[];
  /** Whether the relay is left in the middle of a frame: then it cannot answer. */
  readonly isUnfinished?: boolean;
  /** Whether the relay may cut the connection without a word: more pings than it can answer. */
  readonly isFlood?: boolean;
};

export type Doser = { readonly role: Role; readonly publisher: string; next(): number };

const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** Messages, good and bad, each in a frame. */
function messages(dice: Dice, { role, publisher, next }: Doser): Dose {
  // Viewers that say more are read slowly, which most here have no time for.
  const most = role === 'viewer' && dice.chance(0.98) ? 8 : 40;
  return {
    frames: many(dice.whole(1, most), () => {
      const text = oddMessage(dice, publisher, next());
      const opcode = dice.chance(0.03) ? opcodes.binary : opcodes.text;
      return frameBytes({ opcode, payload: Buffer.from(text) });
    }),
  };
}

/** One message in many fragments, empty ones among them, pings in between; sometimes a flood of them. */
function fragments(dice: Dice, { publisher, next }: Doser): Dose {
  const message = Buffer.from(JSON.stringify(validMessage(dice, publisher, next())));
  const count = dice.chance(0.02) ? dice.whole(16_000, 17_000) : dice.whole(2, 60);
  const frames: Buffer[] = [];
  let at = 0;
  for (let part = 0; part < count; part++) {
    const isLast = part === count - 1;
    const end = isLast ? message.length : Math.min(message.length, at + dice.whole(0, 6));
    const opcode = part === 0 ? opcodes.text : opcodes.continuation;
    frames.push(frameBytes({ opcode, payload: message.subarray(at, end), isFinal: isLast }));
    if (count < 100 && dice.chance(0.1))
      frames.push(frameBytes({ opcode: opcodes.ping, payload: dice.bytes(4) }));
    at = end;
  }
  return { frames };
}

function floods(dice: Dice): Dose {
  const opcode = dice.pick([opcodes.ping, opcodes.pong]);
  const payload = dice.bytes(dice.pick([0, 4, 125]));
  return { frames: many(dice.whole(50, 400), () => frameBytes({ opcode, payload })), isFlood: true };
}

/** Frames that the WebSocket protocol forbids. */
function violations(dice: Dice): Dose {
  const payload = Buffer.from('{}');
  const badText = Buffer.from(dice.pick(['fffe', 'c080', 'eda080', 'f4908080', '22c3', 'f8888080']), 'hex');
  const frame = dice.pick<() => Buffer[]>([
    () => [frameBytes({ opcode: opcodes.text, payload, reserved: dice.whole(1, 7) })],
    () => [frameBytes({ opcode: dice.pick([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]), payload })],
    () => [frameBytes({ opcode: opcodes.text, payload, isMasked: false })],
    () => [frameBytes({ opcode: opcodes.ping, payload, isFinal: false })],
    () => [frameBytes({ opcode: opcodes.ping, payload: Buffer.alloc(126) })],
    () => [frameBytes({ opcode: opcodes.continuation, payload })],
    () => many(2, () => frameBytes({ opcode: opcodes.text, payload, isFinal: false })),
    () => [frameBytes({ opcode: opcodes.text, payload: badText })],
    () => [frameBytes({ opcode: opcodes.close, payload: Buffer.from([3]) })],
    () => [closeFrame(dice.pick([0, 999, 1004, 1005, 1006, 1015, 2999, 65_535]))],
    () => [frameBytes({ opcode: opcodes.close, payload: Buffer.concat([Buffer.from([3, 232]), badText]) })],
    // Answered with the code that it names.
    () => [closeFrame(dice.pick(Object.values(closeCodes)), 'bye')],
  ]);
  return { frames: frame() };
}

/** Larger than the role may send: in one frame, in fragments, or only claimed. */
function oversize(dice: Dice, { role }: Doser): Dose {
  const most = role === 'viewer' ? relayLimits.viewerFrameBytes : relayLimits.presenterFrameBytes;
  const over = dice.whole(1, 2_000);
  const half = frameBytes({ opcode: opcodes.text, payload: Buffer.alloc(most, ' '), isFinal: false });
  return dice.pick<() => Dose>([
    () => ({ frames: [textFrame('x'.repeat(most + over))] }),
    () => ({ frames: [textFrame(' '.repeat(most - dice.whole(0, 20)))] }),
    () => ({
      frames: [half, frameBytes({ opcode: opcodes.continuation, payload: Buffer.alloc(over, ' ') })],
    }),
    () => ({
      frames: [
        frameBytes({ opcode: opcodes.text, claimedBytes: dice.pick([2n ** 31n, 2n ** 53n, 2n ** 63n]) }),
      ],
    }),
  ])();
}

/** Bytes that are no frames, or a frame that never ends. */
function remains(dice: Dice): Dose {
  const frame = textFrame('{"type":"clock","sentAt":1}');
  const part = frame.subarray(0, dice.whole(1, frame.length - 1));
  return { frames: [dice.chance(0.5) ? part : dice.bytes(dice.whole(1, 200))], isUnfinished: true };
}

export function oddDose(dice: Dice, doser: Doser): Dose {
  const kind = dice.fraction();
  if (kind < 0.7) return messages(dice, doser);
  if (kind < 0.75) return fragments(dice, doser);
  if (kind < 0.8) return floods(dice);
  if (kind < 0.9) return violations(dice);
  if (kind < 0.93) return oversize(dice, doser);
  return remains(dice);
}
