// Who a captioning tool is: the bearer of the token in its URL, which opens one session and nothing but publishing. A
// refusal has the status that the tool's own service would give, because tools act on those.
import type { FastifyRequest } from 'fastify';

import { type ErrorCode, errorCodes } from '../../protocol/codes.ts';
import type { IngestDialect } from '../../protocol/links.ts';
import type { Tokens } from '../auth/tokens.ts';
import { ProblemError } from '../http/problems.ts';
import type { Proxies } from '../http/proxies.ts';
import type { RefusalReason } from '../metrics/refusals.ts';
import type { Watch } from '../metrics/watch.ts';
import type { Admission } from '../streams/admission.ts';
import type { Address } from './dialects/parameters.ts';
import type { Posted, PublishCall } from './publish-call.ts';
import { publisherOf } from './publisher-ids.ts';

export type ToolSender = Pick<Posted, 'session' | 'publisher' | 'address'>;

export type ToolSenders = {
  /** @throws ProblemError when it may not send, or the session has ended. */
  read(request: FastifyRequest, dialect: IngestDialect, address: Address): Promise<ToolSender>;
};

export type ToolSenderOptions = {
  readonly tokens: Tokens;
  readonly admission: Admission;
  readonly proxies: Proxies;
  readonly publishCall: PublishCall;
  readonly watch: Watch;
};

/** Statuses of refusals. */
type Manners = {
  /** A parameter is missing or wrong. */
  readonly parameter: number;
  readonly token: number;
  /** The URL names another session than its token. */
  readonly otherSession: number;
  readonly ended: number;
};

const ownManners: Manners = { parameter: 400, token: 401, otherSession: 401, ended: 409 };

export const manners: Readonly<Record<IngestDialect, Manners>> = {
  zoom: { parameter: 403, token: 403, otherSession: 403, ended: 400 },
  youtube: { parameter: 400, token: 403, otherSession: 403, ended: 400 },
  teams: { parameter: 400, token: 401, otherSession: 404, ended: 404 },
  streamtext: ownManners,
  webhook: ownManners,
};

export function createToolSenders(options: ToolSenderOptions): ToolSenders {
  const { tokens, admission, proxies, publishCall, watch } = options;

  return {
    async read(request, dialect, { token, session }) {
      const refused = (reason: RefusalReason, status: number, code: ErrorCode, detail: string) => {
        watch.refused({ reason, code, address: proxies.addressOf(request.raw) });
        return new ProblemError({ status, code, detail });
      };
      const closed = admission.closed();
      if (closed) throw refused(closed.reason, closed.status, closed.code, closed.detail);
      const verdict = await tokens.verifyIngest(token);
      const { token: status, otherSession, ended } = manners[dialect];
      if (verdict.type === 'expired') {
        throw refused('token-expired', status, errorCodes.tokenExpired, `the token has expired; ${remedy}`);
      }
      if (verdict.type === 'refused') {
        throw refused('token', status, errorCodes.token, `token refused: ${verdict.reason}; ${remedy}`);
      }
      if (session !== undefined && session !== verdict.session) {
        const code = otherSession === 404 ? errorCodes.notFound : errorCodes.token;
        throw refused('token', otherSession, code, 'the token is for another session than the URL names');
      }
      if (await publishCall.within(verdict.session, (known) => known.ended())) {
        const detail = 'the session has ended; a presenter begins it again by writing in it';
        throw new ProblemError({ status: ended, code: errorCodes.sessionEnded, detail });
      }
      const sender = {
        session: verdict.session,
        publisher: publisherOf(dialect, token),
        address: proxies.addressOf(request.raw),
      };
      publishCall.enter(sender);
      return sender;
    },
  };
}

const remedy = 'get a new URL with "captionwire invite SESSION --ingest"';
