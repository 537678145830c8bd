// A process that opens a store and does with it what a relay does: reads all, writes, trims. Says how it went in one line.
import { genesis } from '../../protocol/cursor.ts';
import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';

const say = (fact: object) => process.stdout.write(`${JSON.stringify(fact)}\n`);
try {
  const engine = createEmbeddedEngine(process.argv[2] as string);
  let damaged = 0;
  for (const session of await engine.sessionsAfter('', 1_000)) {
    await engine.readSince(session, genesis, 1_000).catch(() => damaged++);
  }
  await engine.close();
  say({ opened: true, damaged });
} catch (error) {
  say({ refused: (error as Error).message });
}
