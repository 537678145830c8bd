// A network as travellers have it: a TCP proxy that holds chunks back for a moment, and in a storm cuts connections, after
// some time or at some byte, which is mostly the middle of a frame. What it lets through is whole and in order.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';

import { onTestFinished } from 'vitest';

import type { Dice } from '../helpers/dice.ts';

export type RoughProxy = {
  readonly url: string;
  /** From now on connections are cut, also those that stand. */
  storm(): void;
  calm(): void;
  /** Connections cut at some byte, and after some time. */
  cuts(): { readonly atByte: number; readonly atMoment: number };
};

/** Most bytes that a connection carries in a storm, and how long it lasts at most. */
const mostBytes = 64 * 1024;
const longestMs = 6_000;
const longestHoldMs = 20;

type Passage = {
  /** Bytes it may still carry, both ways. */
  leftBytes: number;
  cut(): void;
  timer?: ReturnType<typeof setTimeout>;
};

export async function startRoughProxy(target: string, dice: Dice): Promise<RoughProxy> {
  const { hostname, port } = new URL(target);
  const passages = new Set<Passage>();
  let stormy = false;
  let atByte = 0;
  let atMoment = 0;

  function expose(passage: Passage): void {
    // Small numbers as likely as large ones: some are cut within the handshake, some after many frames.
    if (dice.chance(0.5)) passage.leftBytes = Math.floor(mostBytes ** dice.fraction());
    passage.timer = setTimeout(
      () => {
        if (!stormy) return;
        atMoment++;
        passage.cut();
      },
      dice.whole(0, longestMs),
    );
  }

  /** Hands on one chunk at a time; what comes meanwhile waits in the kernel. */
  function carry(from: Socket, to: Socket, passage: Passage): void {
    from.on('data', async (chunk) => {
      from.pause();
      if (dice.chance(0.1)) await pass(dice.whole(0, longestHoldMs));
      const isCut = stormy && chunk.length >= passage.leftBytes;
      const part = isCut ? chunk.subarray(0, passage.leftBytes) : chunk;
      passage.leftBytes -= part.length;
      if (to.destroyed) return;
      if (isCut) {
        atByte++;
        to.write(part, passage.cut);
      } else if (to.write(part)) from.resume();
      else to.once('drain', () => from.resume());
    });
  }

  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: Number(port), host: hostname, noDelay: true });
    const passage: Passage = {
      leftBytes: Infinity,
      cut() {
        clearTimeout(passage.timer);
        passages.delete(passage);
        if (dice.chance(0.5)) near.resetAndDestroy();
        else near.destroy();
        far.destroy();
      },
    };
    passages.add(passage);
    if (stormy) expose(passage);
    for (const socket of [near, far]) socket.on('error', () => {}).on('close', passage.cut);
    carry(near, far, passage);
    carry(far, near, passage);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const passage of passages) passage.cut();
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    storm() {
      stormy = true;
      for (const passage of passages) expose(passage);
    },
    calm() {
      stormy = false;
      for (const { timer } of passages) clearTimeout(timer);
    },
    cuts: () => ({ atByte, atMoment }),
  };
}
