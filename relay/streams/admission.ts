// Who may have a stream, whatever it travels on: not while the relay closes, not beyond a limit, not without the token
// that is needed. A place is taken before anything is awaited, so that no burst gets past a limit.
import type { Role } from '../../protocol/client-messages.ts';
import { closeCodes, errorCodes } from '../../protocol/codes.ts';
import type { Tokens } from '../auth/tokens.ts';
import { type ConnectionLimits, createConnectionCounts } from '../http/connection-counts.ts';
import type { Problem } from '../http/problems.ts';
import { countedAddress } from '../http/proxies.ts';
import type { RefusalReason } from '../metrics/refusals.ts';
import type { Paces } from './paces.ts';

export type Admitted = {
  readonly type: 'admitted';
  readonly role: Role;
  readonly name?: string | undefined;
  /** Whether viewers may read the name too; not by default. */
  readonly isNamePublic?: boolean;
  /** Whether this viewer may write to the captioners. */
  readonly mayReply: boolean;
  /** When the token runs out, UTC milliseconds; undefined without one. */
  readonly expiresAtMs?: number | undefined;
};

/** Refused by token: as a close code where the page cannot read an HTTP answer. */
export type Denied = {
  readonly type: 'denied';
  readonly reason: RefusalReason;
  readonly closeCode: number;
  readonly detail: string;
};

/** Refused before the token is looked at. */
export type NoPlace = Problem & { readonly reason: RefusalReason };

export type Admission = {
  /** Takes a place for a stream. @returns how to give it back, once; or why there is none. */
  place(address: string, session: string): (() => void) | NoPlace;
  /** Who the bearer of a token is in a session. Never rejects. */
  admit(session: string, token: string | undefined): Promise<Admitted | Denied>;
  /** From now on there is no place any more. */
  drain(): void;
  /** Why there is none, once draining. */
  closed(): NoPlace | undefined;
};

export type AdmissionOptions = {
  readonly tokens: Tokens;
  readonly limits: ConnectionLimits;
  readonly paces: Paces;
  /** Viewers need a token too. */
  readonly isPrivate: boolean;
  /** Every viewer may write to the captioners; otherwise those whose token says so. */
  readonly takesReplies: boolean;
};

const closing: NoPlace = {
  reason: 'closing',
  status: 503,
  code: errorCodes.unavailable,
  detail: 'the relay is closing',
};

export function createAdmission(options: AdmissionOptions): Admission {
  const { tokens, limits, paces, isPrivate, takesReplies } = options;
  const counts = createConnectionCounts(limits);
  let draining = false;

  const tooMany = (limit: string, reason: RefusalReason, status: 429 | 503): NoPlace => ({
    reason,
    status,
    code: errorCodes.tooMany,
    detail: `the limit "${limit}" is reached; come back later`,
    limit,
  });
  const denied = (detail: string): Denied => ({
    type: 'denied',
    reason: 'token',
    closeCode: closeCodes.forbidden,
    detail,
  });

  return {
    place(address, session) {
      if (draining) return closing;
      const counted = countedAddress(address);
      const waitMs = paces.joins(counted)?.take(performance.now()) ?? 0;
      if (waitMs > 0) return tooMany('addressJoins', 'limit-address', 429);
      const place = counts.take(counted, session);
      return typeof place === 'function' ? place : tooMany(place.limit, place.reason, place.status);
    },
    async admit(session, token) {
      if (token === undefined) {
        if (isPrivate) return denied('this session needs a token');
        return { type: 'admitted', role: 'viewer', mayReply: takesReplies };
      }
      const verdict = await tokens.verify(token, session);
      if (verdict.type === 'accepted') {
        return { ...verdict, type: 'admitted', mayReply: takesReplies || verdict.mayReply };
      }
      if (verdict.type === 'refused') return denied(`token refused: ${verdict.reason}`);
      const closeCode = closeCodes.tokenExpired;
      return { type: 'denied', reason: 'token-expired', closeCode, detail: 'the token has expired' };
    },
    drain() {
      draining = true;
    },
    closed: () => (draining ? closing : undefined),
  };
}
