// A request that publishes, as a program without our client makes it.
import type { RunningRelay } from './running-relay.ts';

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

type Ask = {
  readonly token?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly session?: string;
};

export async function post(
  relay: RunningRelay,
  what: string,
  body: unknown,
  { token, headers, session = 'talk' }: Ask = {},
): Promise<Answer> {
  const bearer = token ?? (await relay.invite({ session, role: 'presenter', name: 'Ann' }));
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const answer = await fetch(`${relay.url}/v1/sessions/${session}/${what}`, {
    method: 'POST',
    headers: {
      'content-type': isRaw ? 'text/plain' : 'application/json',
      authorization: `Bearer ${bearer}`,
      ...headers,
    },
    body: isRaw ? (body as string) : JSON.stringify(body),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer['body'] };
}

/** The header that makes repeats harmless. */
export const key = (value: string) => ({ 'idempotency-key': value });
