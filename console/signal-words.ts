// What viewers let the captioner know, in words: the one place for them.
import type { Signal, SignalCount } from '../protocol/live.ts';

const words: Record<Signal, string> = {
  stopped: 'captions stopped',
  fast: 'too fast',
  silent: 'no sound',
  thanks: 'thank you',
};

/** `3 viewers: too fast` */
export function signalWords({ signal, viewers }: SignalCount): string {
  return `${viewers === 1 ? '1 viewer' : `${viewers} viewers`}: ${words[signal]}`;
}
