// Lines that a machine writes. Invariant: a line that somebody else has finished, changed or taken back is no longer the
// machine's: whatever it still says of it goes nowhere.
import type { Voice } from '../../../client/outgoing-interims.ts';
import type { ConsoleState } from '../../console-state.ts';

export type MachineLines = {
  /** Shows a text in the making; '' takes it away. False when the line is no longer the machine's. */
  interim(id: string, text: string, voice: Voice): boolean;
  /** Finishes a line. False when it is no longer the machine's, or no more is taken. */
  finish(id: string, text: string, at: number, voice: Voice): boolean;
  stop(): void;
};

export function createMachineLines({ hear, interim, publish }: ConsoleState): MachineLines {
  const making = new Set<string>();
  /** Lost in the making; each until the machine has heard of it. */
  const lost = new Set<string>();

  const stop = hear({
    message(message) {
      if (!('records' in message)) return;
      for (const record of message.records ?? []) {
        if (record.type !== 'line' && record.type !== 'retract') continue;
        if (making.delete(record.id)) lost.add(record.id);
      }
    },
  });

  return {
    interim(id, text, voice) {
      if (lost.delete(id)) return false;
      if (text) making.add(id);
      else making.delete(id);
      interim(id, text, voice);
      return true;
    },
    finish(id, text, at, voice) {
      if (lost.delete(id)) return false;
      making.delete(id);
      return publish({ type: 'line', id, rev: 1, text, at, ...voice });
    },
    stop,
  };
}
