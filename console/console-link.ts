// The link that opens the console, `/console#session=NAME&token=JWT`: what it names, or what is wrong with it.
// The token stays in the fragment, which no browser sends to a server. A link that passes here cannot make the client throw.
import { isSessionName } from '../protocol/session-name.ts';

export type ConsoleLink = {
  /** The relay's URL without a slash at its end. */
  readonly relay: string;
  readonly session: string;
  readonly token: string;
};

export type LinkProblem =
  | 'nothing'
  | 'session-missing'
  | 'session-invalid'
  | 'token-missing'
  | 'token-broken'
  | 'relay-invalid';

export type ReadLink =
  | { readonly link: ConsoleLink }
  | { readonly problem: LinkProblem; readonly session?: string };

// The three parts of a signed token (RFC 7515, compact serialization); the relay judges what they say.
const tokenShape = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

function relayUrl(text: string): string | undefined {
  try {
    const { protocol, origin, pathname } = new URL(text);
    if (protocol !== 'https:' && protocol !== 'http:') return undefined;
    return (origin + pathname).replace(/\/+$/, '');
  } catch {
    return undefined;
  }
}

/**
 * Reads a link's fragment.
 * @param hash `location.hash`, with or without its `#`
 * @param origin the relay when the fragment names none: the page's own origin
 */
export function readConsoleLink(hash: string, origin: string): ReadLink {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const session = parameters.get('session')?.trim();
  const token = parameters.get('token')?.trim();
  if (!session && !token) return { problem: 'nothing' };
  if (!session) return { problem: 'session-missing' };
  if (!isSessionName(session)) return { problem: 'session-invalid', session };
  if (!token) return { problem: 'token-missing', session };
  if (!tokenShape.test(token)) return { problem: 'token-broken', session };
  const relay = relayUrl(parameters.get('relay')?.trim() || origin);
  if (!relay) return { problem: 'relay-invalid', session };
  return { link: { relay, session, token } };
}
