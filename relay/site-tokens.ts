// What `captionwire/tokens` gives: tokens for a site's own server, which shares the relay's secret and needs no connection to
// the relay. The claims and the signature are those of `auth/tokens.ts`. This file checks what a stranger's code passes in.
import { type Role, RoleSchema } from '../protocol/client-messages.ts';
import { limits } from '../protocol/limits.ts';
import { isSessionName, sessionNameRule } from '../protocol/session-name.ts';
import { cleanName, codePointLength } from '../protocol/text.ts';
import { secretFromText } from './auth/secret.ts';
import { createTokens as createSigner } from './auth/tokens.ts';

export { consoleLink } from '../protocol/links.ts';
export type { Role };

/** Who gets the token, and what it allows. */
export type TokenRequest = {
  /**
   * The one session that the token opens: 1 to 64 of `A-Z a-z 0-9 _ -`. For a private conversation take a name that nobody
   * can guess, for example of `randomUUID()`.
   */
  readonly session: string;
  /** A `viewer` reads, a `presenter` writes captions, an `owner` also makes tokens for others. */
  readonly role: Role;
  /** Other presenters see this name: at most 80 code points. */
  readonly name?: string | undefined;
  /** Viewers may read the name too, while this presenter types. False by default. */
  readonly publicName?: boolean | undefined;
  /** This viewer may write to the presenters, also where the relay runs without `--replies`. False by default. */
  readonly replies?: boolean | undefined;
  /** How long the token is good for, in whole seconds from 1. 43,200 (12 hours) by default. */
  readonly ttlS?: number | undefined;
};

/** Makes tokens with the secret of one relay. */
export type SiteTokens = {
  /** The token, a JWT. It rejects with a TypeError that names the field, its value and what is allowed. */
  sign(request: TokenRequest): Promise<string>;
};

const usualTtlS = 12 * 60 * 60;
const roles: readonly string[] = RoleSchema.anyOf.map((role) => role.const);

/**
 * Tokens of a relay, made by a server that knows the relay's secret.
 * @param secret the text of `CAPTIONWIRE_SECRET`, or of the file `secret` in the relay's data folder: at least 32 bytes. Who
 * has it can open every session of the relay, so it MUST NOT reach a browser.
 * @throws TypeError when the secret is missing or too short.
 * @example
 * const tokens = createTokens(process.env.CAPTIONWIRE_SECRET);
 * const token = await tokens.sign({ session: randomUUID(), role: 'viewer', replies: true });
 */
export function createTokens(secret: string | undefined): SiteTokens {
  if (typeof secret !== 'string') {
    throw new TypeError('the secret is not a text: give what the relay has in CAPTIONWIRE_SECRET');
  }
  const signer = createSigner(secretFromText(secret, 'the secret'));
  return {
    async sign({ session, role, name, publicName, replies, ttlS = usualTtlS }) {
      if (!isSessionName(session)) throw new TypeError(`session "${session}": ${sessionNameRule}`);
      if (!roles.includes(role)) throw new TypeError(`role "${role}": give one of ${roles.join(', ')}`);
      if (!Number.isSafeInteger(ttlS) || ttlS < 1) {
        throw new TypeError(`ttlS ${ttlS}: give a whole number of seconds from 1`);
      }
      return signer.sign({ session, role, name: checkedName(name), publicName, replies, ttlS });
    },
  };
}

function checkedName(name: string | undefined): string | undefined {
  const clean = cleanName(name ?? '');
  const length = codePointLength(clean);
  if (length > limits.nameCodePoints) {
    throw new TypeError(`name has ${length} code points; give at most ${limits.nameCodePoints}`);
  }
  return clean || undefined;
}
