// Tokens: JWTs signed with the relay's secret (RFC 7519), verified as RFC 8725 asks: one algorithm, pinned; issuer,
// audience and expiry required; the claims say one session and one role. `jose` does the cryptography.
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

import { RoleSchema, type Role } from '../../protocol/client-messages.ts';
import { limits } from '../../protocol/limits.ts';
import { sessionNamePattern } from '../../protocol/session-name.ts';

const algorithm = 'HS256';
const issuer = 'captionwire';
const audience = 'captionwire-relay';
/** Tokens that stand in URLs: they open nothing but publishing. */
const ingestAudience = 'captionwire-ingest';
/** Clocks of the machines that sign and verify may differ by this much. */
const clockToleranceS = 5;

const ClaimsSchema = Type.Object({
  session: Type.String({ pattern: sessionNamePattern.source }),
  role: RoleSchema,
  name: Type.Optional(Type.String({ maxLength: limits.nameCodePoints * 2 })),
  /** Whether viewers may read the name too. */
  publicName: Type.Optional(Type.Boolean()),
  /** Whether this viewer may write to the captioners. */
  replies: Type.Optional(Type.Boolean()),
  exp: Type.Number(),
});
type Claims = Static<typeof ClaimsSchema>;

/** What a token says: who may do what in its session, and until when. */
type Grant = {
  readonly role: Role;
  readonly name?: string | undefined;
  /** Whether viewers may read the name too. */
  readonly isNamePublic: boolean;
  /** Whether this viewer may write to the captioners where not every viewer may. */
  readonly mayReply: boolean;
  /** When it runs out, UTC milliseconds. */
  readonly expiresAtMs: number;
};

const claimsCheck = Compile(ClaimsSchema);

const IngestClaimsSchema = Type.Pick(ClaimsSchema, ['session', 'exp']);
const ingestClaimsCheck = Compile(IngestClaimsSchema);

export type InviteRequest = {
  readonly session: string;
  readonly role: Role;
  /** Shown to other presenters. */
  readonly name?: string | undefined;
  /** Viewers may read the name too: who types, where no speaker is named. */
  readonly publicName?: boolean | undefined;
  /** The viewer may write to the captioners where not every viewer may. */
  readonly replies?: boolean | undefined;
  /** How long the token is good for, in seconds. */
  readonly ttlS: number;
};

export type Tokens = {
  sign(request: InviteRequest): Promise<string>;
  /** What a token grants in this session, or why it is refused. Never rejects. */
  verify(token: string, session: string): Promise<Verdict>;
  /** A token for a captioning tool's URL: its bearer may publish into one session, and nothing else. */
  signIngest(request: IngestRequest): Promise<string>;
  /** The session that a tool's token is for, or why it is refused. Never rejects. */
  verifyIngest(token: string): Promise<IngestVerdict>;
};

export type IngestRequest = Pick<InviteRequest, 'session' | 'ttlS'>;

type IngestVerdict =
  | { readonly type: 'accepted'; readonly session: string }
  | { readonly type: 'expired' }
  | { readonly type: 'refused'; readonly reason: string };

type Verdict =
  | ({ readonly type: 'accepted' } & Grant)
  | { readonly type: 'expired' }
  | { readonly type: 'refused'; readonly reason: string };

/** @param secret at least 32 bytes. @throws TypeError when it is shorter (RFC 7518, 3.2). */
export function createTokens(secret: Uint8Array): Tokens {
  if (secret.byteLength < 32) {
    throw new TypeError(`the secret has ${secret.byteLength} bytes; give at least 32`);
  }
  const sign = (claims: JWTPayload, ownAudience: string, ttlS: number) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(ownAudience)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + ttlS)
      .sign(secret);

  /** The claims of a token for this audience, or why it is refused. */
  async function claimsOf(token: string, ownAudience: string): Promise<Claimed> {
    if (!isCanonical(token)) return { type: 'refused', reason: 'not signed by this relay' };
    try {
      const { payload } = await jwtVerify(token, secret, {
        algorithms: [algorithm],
        issuer,
        audience: ownAudience,
        clockTolerance: clockToleranceS,
        requiredClaims: ['exp'],
      });
      return { type: 'claimed', payload };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { type: 'expired' };
      return { type: 'refused', reason: 'not signed by this relay' };
    }
  }

  return {
    sign({ session, role, name, publicName, replies, ttlS }) {
      const names = name ? { name, ...(publicName ? { publicName } : {}) } : {};
      return sign({ session, role, ...names, ...(replies ? { replies } : {}) }, audience, ttlS);
    },
    async verify(token, session) {
      const claimed = await claimsOf(token, audience);
      if (claimed.type !== 'claimed') return claimed;
      const { payload } = claimed;
      if (!claimsCheck.Check(payload)) return claimsMissing;
      if (payload.session !== session) return { type: 'refused', reason: 'another session' };
      return { type: 'accepted', ...grantOf(payload) };
    },
    signIngest: ({ session, ttlS }) => sign({ session }, ingestAudience, ttlS),
    async verifyIngest(token) {
      const claimed = await claimsOf(token, ingestAudience);
      if (claimed.type !== 'claimed') return claimed;
      const { payload } = claimed;
      if (!ingestClaimsCheck.Check(payload)) return claimsMissing;
      return { type: 'accepted', session: payload.session };
    },
  };
}

/**
 * Whether a token is spelled as it was signed. Decoders also take white space, padding, and bits behind the last byte (RFC 4648,
 * 3.5): who is known by the token's text would be somebody else with each spelling.
 */
function isCanonical(token: string): boolean {
  const parts = token.split('.');
  return parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}

type Claimed =
  | { readonly type: 'claimed'; readonly payload: JWTPayload }
  | { readonly type: 'expired' }
  | { readonly type: 'refused'; readonly reason: string };

const claimsMissing = { type: 'refused', reason: 'claims missing' } as const;

function grantOf({ role, name, publicName = false, replies = false, exp }: Claims): Grant {
  return { role, name, isNamePublic: publicName, mayReply: replies, expiresAtMs: exp * 1000 };
}
