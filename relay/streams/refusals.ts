// How a request is refused by a problem document: counted, logged, and in the same words wherever it is asked.
import type { FastifyReply, FastifyRequest } from 'fastify';

import { closeCodes, errorCodes } from '../../protocol/codes.ts';
import { sendProblem } from '../http/problems.ts';
import type { Proxies } from '../http/proxies.ts';
import type { Watch } from '../metrics/watch.ts';
import type { Denied, NoPlace } from './admission.ts';

/**
 * A request that came on a connection whose answer is still going out: its own would begin when that one ends, and of a
 * client that leaves meanwhile nobody is told, because an answer that never had the connection is never closed.
 */
const queued: NoPlace = {
  reason: 'request',
  status: 400,
  code: errorCodes.invalid,
  detail: 'another answer is still going out on this connection; ask on one of its own',
};

/** Why an answer that stays open cannot be given now. */
export const refusedBehindAnother = (reply: FastifyReply): NoPlace | undefined =>
  reply.raw.socket ? undefined : queued;

export type Refusals = {
  refuse(request: FastifyRequest, reply: FastifyReply, refusal: NoPlace): FastifyReply;
  /** For want of a good token. */
  deny(request: FastifyRequest, reply: FastifyReply, denied: Denied): FastifyReply;
};

export function createRefusals(watch: Pick<Watch, 'refused'>, proxies: Proxies): Refusals {
  function refuse(request: FastifyRequest, reply: FastifyReply, refusal: NoPlace): FastifyReply {
    const { reason, status, code, detail, limit } = refusal;
    watch.refused({ reason, code, address: proxies.addressOf(request.raw) });
    return sendProblem(reply, { status, code, detail, limit });
  }
  return {
    refuse,
    deny(request, reply, { reason, closeCode, detail }) {
      const expired = closeCode === closeCodes.tokenExpired;
      void reply.header('www-authenticate', 'Bearer error="invalid_token"');
      const code = expired ? errorCodes.tokenExpired : errorCodes.token;
      return refuse(request, reply, { reason, status: 401, code, detail });
    },
  };
}
