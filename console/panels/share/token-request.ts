// Asks the relay for a token of another person, `POST /v1/sessions/SESSION/tokens`, by the right of an owner's. Tokens go in
// headers and bodies only, never in a URL.

export type TokenWish = {
  /** `tool`: for the URL that a captioning tool sends to. */
  readonly role: 'viewer' | 'presenter' | 'tool';
  readonly name?: string | undefined;
  /** How long it is good for, in seconds. */
  readonly ttlS: number;
};

export type MadeToken = Pick<TokenWish, 'role'> & {
  readonly token: string;
  /** UTC milliseconds. */
  readonly expiresAt: number;
};

/** Why there is no token, in a sentence for the captioner. */
export class TokenProblem extends Error {}

/** An answer that takes longer is none. */
const answerMs = 10_000;

const refusals: Record<number, string> = {
  401: 'Your own link is not accepted any more. Open a fresh owner’s link in this tab.',
  403: 'Your link may not make other links.',
  404: 'This relay makes no links here. Use captionwire invite on its machine.',
  429: 'The relay was asked too often. Wait a minute and try again.',
};

/** What is wrong, as the problem document (RFC 9457) says it. */
export async function detailOf(answer: Response): Promise<string> {
  try {
    const { detail } = (await answer.json()) as { detail?: unknown };
    return typeof detail === 'string' ? detail : answer.statusText;
  } catch {
    // Something between here and the relay answered in its own words.
    return answer.statusText;
  }
}

/** @throws TokenProblem */
export async function requestToken(
  place: { readonly relay: string; readonly session: string; readonly token: string },
  wish: TokenWish,
): Promise<MadeToken> {
  let answer: Response;
  try {
    answer = await fetch(`${place.relay}/v1/sessions/${place.session}/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${place.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(wish),
      signal: AbortSignal.timeout(answerMs),
    });
  } catch (error) {
    throw new TokenProblem('The relay cannot be reached. Check the connection and try again.', {
      cause: error,
    });
  }
  if (!answer.ok) {
    const said = refusals[answer.status] ?? `The relay did not make it: ${await detailOf(answer)}`;
    throw new TokenProblem(said);
  }
  try {
    return (await answer.json()) as MadeToken;
  } catch (error) {
    throw new TokenProblem('The answer of the relay did not arrive whole. Try again.', { cause: error });
  }
}
