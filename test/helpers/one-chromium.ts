// One Chromium for every test that drives whole pages, launched when the first project that needs it begins. Each worker
// connects to it; pages are kept apart by contexts, each with storage of its own.
import { type BrowserServer, chromium } from 'playwright';
import type { TestProject } from 'vitest/node';

import { testLaunchOptions } from '../../scripts/chromium.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the Chromium of this run takes connections. */
    chromium: string;
  }
}

/** A host name that no relay allows of its own accord; the browser finds it on this machine. */
export const siteHost = 'site.example';

/** Projects share one process, but not their modules. */
const shared = globalThis as { captionwireChromium?: { server: Promise<BrowserServer>; users: number } };

export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const { executablePath, args } = testLaunchOptions();
  const one = (shared.captionwireChromium ??= {
    server: chromium.launchServer({
      executablePath,
      args: [...args, `--host-resolver-rules=MAP ${siteHost} 127.0.0.1`],
    }),
    users: 0,
  });
  one.users++;
  const server = await one.server;
  provide('chromium', server.wsEndpoint());
  return async () => {
    if (--one.users === 0) await server.close();
  };
}
