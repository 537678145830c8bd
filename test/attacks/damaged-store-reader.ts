// Opens each store in a process of its own, as a relay has one store, and reads all of it. Prints one JSON row per store.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { genesis } from '../../protocol/cursor.ts';
import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';

async function read(folder: string): Promise<object> {
  try {
    const engine = createEmbeddedEngine(folder);
    let damaged = 0;
    for (const session of await engine.sessionsAfter('', 1_000)) {
      await engine.readSince(session, genesis, 1_000).catch(() => damaged++);
    }
    await engine.close();
    return { opened: true, damaged };
  } catch (error) {
    return { refused: (error as Error).message };
  }
}

/** @returns the row of a store; `died` has the signal or the exit code of a process that did not get to its end */
function readApart(folder: string): string {
  const parameters = [fileURLToPath(import.meta.url), '--one', folder];
  const { stdout, status, signal } = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
  return status === 0 ? stdout : `${JSON.stringify({ died: signal ?? status })}\n`;
}

const [first, ...folders] = process.argv.slice(2);
if (first === '--one') process.stdout.write(`${JSON.stringify(await read(folders[0] as string))}\n`);
else for (const folder of [first as string, ...folders]) process.stdout.write(readApart(folder));
