// A process that makes a secret while it may write no byte to any file, as on a full disk, and again once it may.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

import { secretOfFolder } from '../../relay/auth/secret.ts';

const folder = process.argv[2] as string;
const limitFiles = (bytes: 0 | 'unlimited') =>
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`]);
const attempt = () => {
  try {
    return `${secretOfFolder(folder, { create: true }).byteLength} bytes`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
};

limitFiles(0);
const full = { made: attempt(), files: readdirSync(folder) };
limitFiles('unlimited');
process.stdout.write(JSON.stringify([full, { made: attempt(), files: readdirSync(folder) }]));
