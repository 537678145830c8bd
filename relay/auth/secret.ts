// The secret that tokens are signed with: from the environment, or a file in the data folder that is made on first
// use and readable by its owner only. Whoever reads it can publish into every session.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { openPrivateFolder, writeOnce } from '../private-files.ts';

const fileName = 'secret';

/** A secret given as text. @param name what to call it in the error. @throws TypeError when it is shorter than 32 bytes. */
export function secretFromText(text: string, name = 'CAPTIONWIRE_SECRET'): Uint8Array {
  const secret = new TextEncoder().encode(text.trim());
  if (secret.byteLength < 32) {
    throw new TypeError(
      `${name} has ${secret.byteLength} bytes; give at least 32, for example from "openssl rand -hex 32"`,
    );
  }
  return secret;
}

/** Whether a relay has made its secret in this folder. */
export function hasSecret(folder: string): boolean {
  return existsSync(join(folder, fileName));
}

/** The secret of a data folder; made when `create` is set and there is none yet. */
export function secretOfFolder(folder: string, { create }: { create: boolean }): Uint8Array {
  const path = join(folder, fileName);
  try {
    return secretFromText(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !create) {
      throw new Error(`cannot read the relay's secret ${path}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
  openPrivateFolder(folder);
  writeOnce(path, `${randomBytes(32).toString('hex')}\n`);
  return secretOfFolder(folder, { create: false });
}

/** A secret for one process: tokens signed with it end with the process. */
export function temporarySecret(): Uint8Array {
  return randomBytes(32);
}
