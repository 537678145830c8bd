// Where a session's streams are: `https://relay/v1/sessions/SESSION/…`.

/**
 * @param session a name that has been checked: nothing in it needs to be escaped.
 * @throws TypeError when the relay is no URL.
 */
export function sessionUrl(
  relay: string,
  session: string,
  stream: 'live' | 'events',
  query: Readonly<Record<string, string | undefined>>,
): URL {
  const url = new URL(`${relay.replace(/\/$/, '')}/v1/sessions/${session}/${stream}`);
  for (const name in query) if (query[name]) url.searchParams.set(name, query[name]);
  return url;
}
