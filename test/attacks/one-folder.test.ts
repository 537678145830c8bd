// Two relays on one data folder, each in a container of its own, where both have the same process number.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { promisify } from 'node:util';

import { expect, it, onTestFinished } from 'vitest';

import { testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

/** Starts a process as the first of a room of its own for process numbers, as containers have. */
const apart = ['unshare', '--pid', '--fork', '--kill-child'] as const;

function canBeApart(): boolean {
  try {
    execFileSync(apart[0], [...apart.slice(1), 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write('The test of two containers is skipped: unshare --pid needs root, on Linux.\n');
    return false;
  }
}

it.skipIf(!canBeApart())('the second is told at once that the folder is in use', async () => {
  const serve = [process.execPath, 'dist/cli/main.js', 'serve', '--port', '0', '--data', testFolder()];
  const parameters = [...apart.slice(1), ...serve];
  const first = spawn(apart[0], parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void first.kill('SIGKILL'));
  let said = '';
  first.stdout.on('data', (text) => (said += String(text)));
  await until(() => expect(said).toContain('http://'));
  const second = promisify(execFile)(apart[0], parameters);
  await expect(second).rejects.toMatchObject({
    stderr: expect.stringMatching(
      /^captionwire: the log .*log\.lmdb is in use by another relay \(process 1\)/,
    ),
  });
});
