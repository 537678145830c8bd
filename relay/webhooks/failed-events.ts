// Events that no try could deliver, a JSON object a line, for whoever looks after the receiver: nothing is lost without a trace.
import { appendFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { relayLimits } from '../../protocol/limits.ts';

type FailedEvent = {
  /** The receiver's host; its whole address may hold secrets. */
  readonly host: string;
  readonly id: string;
  readonly tries: number;
  readonly why: string;
  /** As it would have been sent; missing where the log no longer has it. */
  readonly body?: string;
};

export type FailedEvents = {
  /** Resolves when it is written. */
  add(event: FailedEvent): Promise<void>;
};

const fileName = 'webhooks-failed.jsonl';

/** A file in the data folder; at its limit it becomes `.1` in place of the one before. */
export function createFailedEvents(folder: string): FailedEvents {
  const path = join(folder, fileName);
  let last: Promise<void> = Promise.resolve();

  async function write(line: string): Promise<void> {
    const size = await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    if (size + Buffer.byteLength(line) > relayLimits.webhookFailedBytes) await rename(path, `${path}.1`);
    await appendFile(path, line, { mode: 0o600 });
  }

  return {
    add({ body, ...event }) {
      const about = { at: new Date().toISOString(), ...event };
      const line = `${JSON.stringify(body === undefined ? about : { ...about, event: JSON.parse(body) as object })}\n`;
      last = last.then(
        () => write(line),
        () => write(line),
      );
      return last;
    },
  };
}
