// Runs a TypeScript file of the tests in a Node process of its own, also where Node does not read TypeScript.
import { type ChildProcess, spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { onTestFinished } from 'vitest';
import { build } from 'vite';

/** @param folder an empty folder for what is built. */
export async function runScript(file: string, parameters: string[], folder: string): Promise<ChildProcess> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(file),
      outDir: folder,
      rollupOptions: { output: { entryFileNames: 'script.mjs' } },
    },
  });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const child = spawn(process.execPath, [join(folder, 'script.mjs'), ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
