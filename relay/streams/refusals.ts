// How a request is refused by a problem document: counted, logged, and in the same words wherever it is asked.
import type { FastifyReply, FastifyRequest } from 'fastify';

import { closeCodes, errorCodes } from '../../protocol/codes.ts';
import { sendProblem } from '../http/problems.ts';
import type { Proxies } from '../http/proxies.ts';
import type { Watch } from '../metrics/watch.ts';
import type { Denied, NoPlace } from './admission.ts';

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
