// Where people reach the relay, as `serve` notes it in the data folder: `invite` makes links of it. A link to an address that nobody
// else can open is the commonest mistake of a first day.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseRelayUrl } from './relay-url.ts';

export type RelayAddress = {
  readonly url: string;
  /** Given by the operator with `--public-url`; otherwise it is where the relay listens. */
  readonly isPublic: boolean;
};

const fileOf = (data: string) => join(data, 'address.json');
const fileMode = 0o600;

/** @throws Error of the file system. */
export function noteAddress(data: string, address: RelayAddress): void {
  writeFileSync(fileOf(data), `${JSON.stringify(address)}\n`, { mode: fileMode });
}

/** The address that was noted last; undefined where no relay has run on the folder, or what is there cannot be read. */
export function notedAddress(data: string): RelayAddress | undefined {
  try {
    const { url, isPublic } = JSON.parse(readFileSync(fileOf(data), 'utf8')) as Partial<RelayAddress>;
    return { url: parseRelayUrl(String(url)), isPublic: isPublic === true };
  } catch {
    // It is a convenience: without it the address is asked for.
    return undefined;
  }
}
