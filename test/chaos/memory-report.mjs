// Preloaded into a relay's process: tells what it holds, once all that can be collected is collected. Needs --expose-gc.
import { setTimeout as pass } from 'node:timers/promises';

process.on('message', async () => {
  // What was let go of in this turn is collected in a later one.
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc?.();
    await pass(50);
  }
  const { heapUsed, external } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo();
  const sockets = resources.filter((name) => name === 'TCPSocketWrap').length;
  process.send?.({ usedBytes: heapUsed + external, sockets });
});
process.channel?.unref();
