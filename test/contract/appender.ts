// A process that appends without end and says each acknowledgement on standard output, to be killed in the middle.
import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';

const engine = createEmbeddedEngine(process.argv[2] as string);
const publishers = ['a', 'b', 'c', 'd'];

async function appendForEver(publisher: string): Promise<void> {
  for (let number = 1; ; number++) {
    const draft = { type: 'line', id: `${publisher}-${number}`, rev: 1, text: `words ${number}` } as const;
    const result = await engine.append({ session: 'talk', publisher, number, draft, nowMs: Date.now() });
    if (result.type !== 'appended') throw new Error(`${publisher} ${number}: ${result.type}`);
    process.stdout.write(`${publisher} ${number} ${result.seq}\n`);
  }
}

await Promise.all(publishers.map(appendForEver));
