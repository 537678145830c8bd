// `createPoster`: publishes with requests alone, for programs that have something to say now and then and keep no connection.
// Each caption is published once and in the order of the calls: every call has a key of its own (`Idempotency-Key`), under which
// it is sent again until the relay answers.
import type { CaptionBody, Published, StatusBody, TypingBody } from '../protocol/posted-bodies.ts';
import { readProblem } from '../protocol/problem-text.ts';
import { retryAfterMs } from '../protocol/retry-after.ts';
import { isSessionName, sessionNameRule } from '../protocol/session-name.ts';
import { createBackoff } from './backoff.ts';
import { newId } from './new-id.ts';
import { sessionUrl } from './session-url.ts';

export type PosterOptions = {
  /** The relay's URL. */
  readonly relay: string;
  readonly session: string;
  /** A presenter's; a function is asked at each try. */
  readonly token: string | (() => string);
  /** How long one call is tried, in milliseconds; 60,000 by default. One without an answer holds up those after it as long. */
  readonly tryForMs?: number;
  /** Ends all calls, also those that wait for their next try. */
  readonly signal?: AbortSignal;
  /** `fetch` by default. */
  readonly fetch?: typeof globalThis.fetch;
};

/** The relay refused a request, or could not be reached for as long as it was tried. */
export class PostError extends Error {
  /** The status of the answer; undefined where there was none. */
  readonly status: number | undefined;
  /** The relay's code for it (PROTOCOL.md, "Codes"); undefined where there was none. */
  readonly code: string | undefined;

  constructor(message: string, status?: number, code?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PostError';
    this.status = status;
    this.code = code;
  }
}

export type Poster = {
  /** Publishes a caption, or several, all or none. Resolves when they are on disk. @throws PostError */
  captions(captions: CaptionBody | readonly CaptionBody[]): Promise<Published>;
  /** Says a status; an empty text takes it away. @throws PostError */
  status(status: StatusBody): Promise<Published>;
  /** Says that somebody types: sent once, for by the next try it may be over. @throws PostError */
  typing(typing: TypingBody): Promise<void>;
};

const usualTryForMs = 60_000;
/** The last try has some time too. */
const leastTryMs = 100;
/** Answers after which the same request may succeed: told to wait, or from a proxy before the relay. */
const passing = new Set([408, 429, 502, 503, 504]);

/**
 * @throws TypeError for a session's name or a relay's URL that is none.
 * @example
 * const poster = createPoster({ relay: 'https://captions.example.org', session: 'town-hall', token });
 * await poster.captions({ text: 'Can you hear us at the back?', speaker: 'Ana' });
 */
export function createPoster(options: PosterOptions): Poster {
  const { relay, session, signal, tryForMs = usualTryForMs } = options;
  if (!isSessionName(session)) throw new TypeError(`session "${session}": ${sessionNameRule}`);
  const urlOf = (what: string) => sessionUrl(relay, session, what, {}).href;
  urlOf('captions');
  /** The call before: the next one begins when it has ended, however it did. */
  let before: Promise<unknown> = Promise.resolve();

  /** What is sent, the same at each try but for the token. @throws what `token` throws, and TypeError for one that is none. */
  function requestOf(body: unknown, key?: string): RequestInit {
    const { token } = options;
    return {
      method: 'POST',
      headers: new Headers({
        authorization: `Bearer ${typeof token === 'function' ? token() : token}`,
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
      }),
      body: JSON.stringify(body),
    };
  }

  /** One try. @throws PostError */
  async function send(what: string, request: RequestInit, withinMs: number): Promise<unknown> {
    const { fetch = globalThis.fetch } = options;
    const limit = AbortSignal.timeout(Math.max(leastTryMs, withinMs));
    try {
      const response = await fetch(urlOf(what), {
        ...request,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      const text = await response.text();
      if (response.ok) return JSON.parse(text);
      const { code, detail } = readProblem(text);
      const error = new PostError(detail ?? `the relay answered ${response.status}`, response.status, code);
      throw Object.assign(error, { retryAfterMs: retryAfterMs(response.headers.get('retry-after')) });
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof PostError) throw error;
      const message = `the relay at ${relay} could not be reached: ${(error as Error).message}`;
      throw new PostError(message, undefined, undefined, { cause: error });
    }
  }

  async function sendUntilAnswered(what: string, body: unknown): Promise<Published> {
    const key = newId();
    const backoff = createBackoff();
    const endsAtMs = performance.now() + tryForMs;
    for (;;) {
      try {
        return (await send(what, requestOf(body, key), Math.ceil(endsAtMs - performance.now()))) as Published;
      } catch (error) {
        if (!(error instanceof PostError)) throw error;
        const { status, retryAfterMs: toldMs = 0 } = error as PostError & { retryAfterMs?: number };
        const waitMs = Math.max(toldMs, backoff.nextMs());
        if ((status !== undefined && !passing.has(status)) || performance.now() + waitMs > endsAtMs)
          throw error;
        await wait(waitMs, signal);
      }
    }
  }

  function inOrder(what: string, body: unknown): Promise<Published> {
    const call = before.then(() => sendUntilAnswered(what, body));
    before = call.catch(() => {});
    return call;
  }

  return {
    captions: (captions) => inOrder('captions', captions),
    status: (status) => inOrder('status', status),
    async typing(typing) {
      await send('typing', requestOf(typing), tryForMs);
    },
  };
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', stop);
    function done() {
      signal?.removeEventListener('abort', stop);
      resolve();
    }
    function stop() {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    }
  });
}
