// Test files that share a process leave it as they found it: real clocks, real globals, the environment as it was. Files that
// change limits or deadlines of the process have a process of their own (vitest.config.ts).
import { afterAll, vi } from 'vitest';

afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});
