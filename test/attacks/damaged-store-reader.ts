// A process that opens stores, one after the other, and does with each what a relay does: reads all of it. Says how it went
// in one line for each.
import { genesis } from '../../protocol/cursor.ts';
import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';

const say = (fact: object) => process.stdout.write(`${JSON.stringify(fact)}\n`);
for (const folder of process.argv.slice(2)) {
  try {
    const engine = createEmbeddedEngine(folder);
    let damaged = 0;
    for (const session of await engine.sessionsAfter('', 1_000)) {
      await engine.readSince(session, genesis, 1_000).catch(() => damaged++);
    }
    await engine.close();
    say({ opened: true, damaged });
  } catch (error) {
    say({ refused: (error as Error).message });
  }
}
