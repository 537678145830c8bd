// Preloaded into a relay's process: loads what the relay is made of, and lets it begin only when it is told to. Most of
// a start is reading modules; a process that waits here with all of that done is up at once when another was killed.
import { once } from 'node:events';

await import(new URL('../../dist/relay/index.js', import.meta.url).href);
await once(process, 'message');
process.disconnect?.();
