// A process that appends large lines to one store and says what became of each, while the test takes its room away and
// gives it back. A promise that nobody catches ends it, as it would end the relay.
import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';

const engine = createEmbeddedEngine(process.argv[2] as string);
const say = (fact: object) => process.stdout.write(`${JSON.stringify(fact)}\n`);
const text = 'x'.repeat(1_900);
let number = 1;
let told = 0;
let ended = false;
const goesOn = () => !ended;

engine.subscribe('talk', () => told++);
process.on('SIGTERM', () => (ended = true));

async function appendOne(): Promise<void> {
  const draft = { type: 'line', id: `l${number}`, rev: 1, text } as const;
  try {
    await engine.append({ session: 'talk', publisher: 'ann', number, draft, nowMs: Date.now() });
    say({ acknowledged: number++ });
  } catch (error) {
    const { message } = error as Error;
    say({
      failed: number,
      message,
      healthy: engine.healthy(),
      told,
      ...(await whatReads().catch(() => ({}))),
    });
    await recovered();
    say({ recovered: true });
  }
}

async function whatReads() {
  const { seq } = await engine.head('talk');
  const read = await engine.readSince('talk', (await engine.base('talk')).cursor, 10);
  const next = await engine.nextNumber('talk', 'ann');
  return { seq, next, readable: read.type === 'records' ? read.records.length : 0 };
}

/** Tries nothing itself: the engine finds out by itself that there is room again. */
async function recovered(): Promise<void> {
  while (!engine.healthy() && goesOn()) await new Promise((resolve) => setTimeout(resolve, 5));
}

while (goesOn()) await appendOne();
await engine.close();
say({ closed: true });
