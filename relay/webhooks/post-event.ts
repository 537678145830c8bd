// One try to hand an event to its receiver: a POST that ends in time, follows no redirect, and reads nothing of the answer but its
// status and when to come back.
import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';

import { relayTiming } from '../../protocol/limits.ts';
import { retryAfterMs } from '../../protocol/retry-after.ts';
import { type Reachable, UnreachableError } from './reachable.ts';

type Outcome =
  | { readonly type: 'taken' }
  /** The receiver is gone for good (410). */
  | { readonly type: 'gone' }
  | { readonly type: 'failed'; readonly why: string; readonly retryAfterMs: number };

export type Post = {
  send(body: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Outcome>;
  /** Lets go of kept connections. */
  close(): void;
};

const failed = (why: string, retryAfterMs = 0): Outcome => ({ type: 'failed', why, retryAfterMs });

/** Posts to one URL. */
export function createPost(url: URL, reachable: Reachable): Post {
  const options = { keepAlive: true, maxFreeSockets: 4, timeout: relayTiming.webhookTryMs };
  const isPlain = url.protocol === 'http:';
  const agent = isPlain ? new HttpAgent(options) : new HttpsAgent(options);
  const request = isPlain ? requestHttp : requestHttps;
  // The name of an address is looked up nowhere.
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const isForbidden = /^[\d.]+$|:/.test(literal) && !reachable.allows(literal);

  return {
    send(body, headers, signal) {
      if (isForbidden) return Promise.resolve(failed(new UnreachableError(literal).message));
      return new Promise((resolve, reject) => {
        const posted = request(
          url,
          {
            method: 'POST',
            agent,
            lookup: reachable.lookup,
            signal: AbortSignal.any([signal, AbortSignal.timeout(relayTiming.webhookTryMs)]),
            headers: {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(body),
              'user-agent': 'captionwire',
              ...headers,
            },
          },
          (response) => {
            const { statusCode: status = 0, headers: answered } = response;
            // Its words, however many, are nobody's here.
            response.resume();
            response.once('error', () => {});
            const linger = setTimeout(() => response.destroy(), relayTiming.refusedLingerMs);
            response.once('close', () => clearTimeout(linger));
            if (status >= 200 && status < 300) resolve({ type: 'taken' });
            else if (status === 410) resolve({ type: 'gone' });
            else
              resolve(
                failed(
                  `it answered ${status}`,
                  Math.min(retryAfterMs(answered['retry-after']), relayTiming.webhookRetryMostMs),
                ),
              );
          },
        );
        posted.once('error', (error) => {
          if (signal.aborted) reject(signal.reason as Error);
          else resolve(failed(error.name === 'TimeoutError' ? 'it did not answer in time' : error.message));
        });
        posted.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}
