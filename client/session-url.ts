// Where a session's streams are, and what takes its requests: `https://relay/v1/sessions/SESSION/…`.

/**
 * @param session a name that has been checked: nothing in it needs to be escaped.
 * @throws TypeError when the relay is no URL.
 */
export function sessionUrl(
  relay: string,
  session: string,
  what: string,
  query: Readonly<Record<string, string | undefined>>,
): URL {
  const url = new URL(`${relay.replace(/\/$/, '')}/v1/sessions/${session}/${what}`);
  for (const name in query) if (query[name]) url.searchParams.set(name, query[name]);
  return url;
}
