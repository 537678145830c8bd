// Signing what is sent, as Standard Webhooks asks: HMAC-SHA256 over id, time and body, so that a receiver knows that it comes
// from this relay, unchanged and not long ago. The secret is `whsec_` and 24 to 64 bytes in Base64.
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { openPrivateFolder, writeOnce } from '../private-files.ts';

const prefix = 'whsec_';
const fileName = 'webhook-secret';

/** @throws TypeError that says what a secret is. */
export function webhookSecretFromText(text: string): Buffer {
  const encoded = text.trim().replace(prefix, '');
  const secret = Buffer.from(encoded, 'base64');
  if (!/^[A-Za-z0-9+/]+=*$/.test(encoded) || secret.length < 24 || secret.length > 64) {
    throw new TypeError(
      'the webhook secret: give whsec_ and 24 to 64 bytes in Base64, for example from "echo whsec_$(openssl rand -base64 32)"',
    );
  }
  return secret;
}

/** The secret of a data folder, made on first use and readable by its owner only. */
export function webhookSecretOfFolder(folder: string): Buffer {
  const path = join(folder, fileName);
  try {
    return webhookSecretFromText(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new Error(`cannot use the webhook secret ${path}: ${(error as Error).message}`, { cause: error });
    }
  }
  const text = `${prefix}${randomBytes(32).toString('base64')}`;
  openPrivateFolder(folder);
  // Of two relays that start at once, one is refused later: the folder is in use.
  writeOnce(path, `${text}\n`);
  return webhookSecretFromText(readFileSync(path, 'utf8'));
}

/** The headers of one try. */
export function signedHeaders(
  secret: Buffer,
  id: string,
  body: string,
  nowMs: number,
): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
