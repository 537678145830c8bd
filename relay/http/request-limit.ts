// How many requests one address may make per minute; the machine's own are not counted. Streams are counted where they
// are admitted, this is for everything that is asked and answered.
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';

import { errorCodes } from '../../protocol/codes.ts';
import { relayLimits } from '../../protocol/limits.ts';
import type { Watch } from '../metrics/watch.ts';
import { type Problem, ProblemError } from './problems.ts';
import { countedAddress } from './proxies.ts';

const tooMany: Problem = {
  status: 429,
  code: errorCodes.tooMany,
  detail: 'the limit "requestsPerMinute" is reached; come back later',
  limit: 'requestsPerMinute',
};

export async function addRequestLimit(app: FastifyInstance, watch: Watch): Promise<void> {
  await app.register(rateLimit, {
    max: relayLimits.requestsPerMinute,
    timeWindow: 60_000,
    // As many addresses as are remembered for other rates.
    cache: relayLimits.pacedPeers,
    keyGenerator: ({ ip }) => countedAddress(ip) ?? own,
    allowList: (_request, key) => key === own,
    addHeadersOnExceeding: nothing,
    addHeaders: { ...nothing, 'retry-after': true },
    errorResponseBuilder: () => new ProblemError(tooMany),
    onExceeded: ({ ip }) => watch.refused({ reason: 'limit-requests', address: ip, code: tooMany.code }),
  });
}

/** The machine's own requests. */
const own = 'own';

const nothing = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
};
