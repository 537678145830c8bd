// How far each webhook has come in each session: beside the log, so that a relay that was stopped or killed goes on where it was.
// What was sent and not yet marked is sent again, under the same id.
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { open } from 'lmdb';

import type { Cursor } from '../../protocol/cursor.ts';
import { createStoreWrites } from '../engines/store-writes.ts';
import { makePrivate } from '../private-files.ts';

export type DeliveryMark = {
  /** Everything up to here is delivered, or written down as failed. */
  readonly cursor: Cursor;
  /** Whether something was said since the session began or was last ended; the log tells where it is missing. */
  readonly isOpen?: boolean;
};

export type DeliveryMarks = {
  /** The webhooks that were there when the relay last ran. */
  hooks(): readonly string[];
  /** From now on this webhook is one that was there. */
  addHook(hook: string): Promise<void>;
  /** Forgets a webhook and how far it came. */
  removeHook(hook: string): Promise<void>;
  get(hook: string, session: string): DeliveryMark | undefined;
  /** Resolves when it is kept. */
  put(hook: string, session: string, mark: DeliveryMark): Promise<void>;
  close(): Promise<void>;
};

/** Marks that end with the process. */
export function createMemoryMarks(): DeliveryMarks {
  const hooks = new Map<string, Map<string, DeliveryMark>>();
  const of = (hook: string) => hooks.get(hook) ?? new Map<string, DeliveryMark>();
  return {
    hooks: () => [...hooks.keys()],
    async addHook(hook) {
      hooks.set(hook, of(hook));
    },
    async removeHook(hook) {
      hooks.delete(hook);
    },
    get: (hook, session) => of(hook).get(session),
    async put(hook, session, mark) {
      hooks.set(hook, of(hook).set(session, mark));
    },
    async close() {},
  };
}

const fileName = 'webhooks.lmdb';

/** A relay without webhooks: one that is added later begins with what is said then. */
export function forgetStoredMarks(folder: string): void {
  for (const name of [fileName, `${fileName}-lock`]) rmSync(join(folder, name), { force: true });
}

/** At least what one mark, or one webhook, takes. */
const markBytes = 1_000;

/** Marks in a data folder. Keys: [0, hook] for one that was there, [1, hook, session] for how far it came. */
export function openStoredMarks(folder: string): DeliveryMarks {
  const path = join(folder, fileName);
  // As the log is opened, and written by the same hand: a full disk is an error that somebody gets.
  const db = open({ path, noSubdir: true, overlappingSync: false, eventTurnBatching: false });
  makePrivate(path);
  const writes = createStoreWrites({ db, path }, `how far webhooks have come, ${path},`);
  const keyOf = (hook: string, session: string) => [1, hook, session];
  return {
    hooks: () => [...db.getKeys({ start: [0], end: [1] })].map((key) => (key as [number, string])[1]),
    addHook: (hook) => writes.write(markBytes, () => void db.put([0, hook], true)),
    async removeHook(hook) {
      const keys = [...db.getKeys({ start: keyOf(hook, ''), end: keyOf(`${hook}\uffff`, '') })].filter(
        (key) => (key as [number, string])[1] === hook,
      );
      await writes.write(markBytes * (1 + keys.length), () => {
        for (const key of [[0, hook], ...keys]) void db.remove(key);
      });
    },
    get: (hook, session) => db.get(keyOf(hook, session)) as DeliveryMark | undefined,
    put: (hook, session, mark) => writes.write(markBytes, () => void db.put(keyOf(hook, session), mark)),
    async close() {
      await writes.dispose();
      await db.close();
    },
  };
}
