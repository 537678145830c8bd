// What viewers let the presenters of one session know: "too fast", "no sound". Counted per kind as viewers who said it
// within relayTiming.signalMs and are still here; who they are is told to nobody. Invariant: presenters hear of it at most
// once in relayTiming.signalsMs, and only of a change.
import { relayTiming } from '../../protocol/limits.ts';
import type { Signal } from '../../protocol/live.ts';
import { type Frame, frameOf } from './frame.ts';
import type { Peer } from './peer.ts';

export type SignalBoard = {
  /** A viewer says so; again, it counts anew and no more. */
  put(peer: Peer, signal: Signal): void;
  /** A captioner has seen it: those who said so are told, and it counts no more. */
  see(signal: Signal): void;
  /** What one who is gone has said counts no more: nobody is many by coming back. */
  leave(peer: Peer): void;
  /** Tells one presenter what counts now, if anything does. */
  tell(peer: Peer): void;
  dispose(): void;
};

/** @param tellPresenters sends a frame to every presenter. */
export function createSignalBoard(tellPresenters: (frame: Frame) => void): SignalBoard {
  /** Until when each counts. */
  const board = new Map<Signal, Map<Peer, number>>();
  let told = '[]';
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const now = () => Array.from(board, ([signal, peers]) => ({ signal, viewers: peers.size }));
  const frame = () => frameOf({ type: 'signals', signals: now() });

  /** One timer for all: for what may be told soon, else for the one who runs out first. */
  function watch(): void {
    clearTimeout(timer);
    timer = undefined;
    if (board.size === 0 && told === '[]') return;
    const isNews = JSON.stringify(now()) !== told;
    // Whoever renews goes to the end, so the first of each kind runs out first.
    const ends = Array.from(board.values(), (peers) => peers.values().next().value as number);
    const atMs = isNews ? toldAtMs + relayTiming.signalsMs : Math.min(...ends);
    timer = setTimeout(look, Math.max(0, atMs - performance.now()));
  }

  function look(): void {
    const nowMs = performance.now();
    for (const [signal, peers] of board) {
      for (const [peer, untilMs] of peers) {
        if (untilMs > nowMs) break;
        peers.delete(peer);
      }
      if (peers.size === 0) board.delete(signal);
    }
    const text = JSON.stringify(now());
    if (text !== told) {
      told = text;
      toldAtMs = nowMs;
      tellPresenters(frame());
    }
    watch();
  }

  return {
    put(peer, signal) {
      const peers = board.get(signal) ?? new Map<Peer, number>();
      board.set(signal, peers);
      peers.delete(peer);
      peers.set(peer, performance.now() + relayTiming.signalMs);
      watch();
    },
    see(signal) {
      const seen = frameOf({ type: 'seen', signal });
      for (const peer of board.get(signal)?.keys() ?? []) peer.push(seen);
      if (board.delete(signal)) watch();
    },
    leave(peer) {
      let left = false;
      for (const [signal, peers] of board) {
        left = peers.delete(peer) || left;
        if (peers.size === 0) board.delete(signal);
      }
      if (left) watch();
    },
    tell(peer) {
      if (board.size > 0) peer.push(frame());
    },
    dispose: () => clearTimeout(timer),
  };
}
