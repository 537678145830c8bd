// The links and the tag that people are given, spelled in one place. A token rides in the fragment, which browsers
// never send to a server.

/** What a page's author pastes to show a session. @param relay the relay's URL, without a slash at its end. */
export function scriptTag(relay: string, session: string, token?: string): string {
  const secret = token === undefined ? '' : ` data-token="${token}"`;
  return `<script async src="${relay}/widget.js" data-session="${session}"${secret}></script>`;
}

/** The full-page viewer of a session. */
export function viewerLink(relay: string, session: string, token?: string): string {
  return `${relay}/s/${session}${token === undefined ? '' : `#token=${token}`}`;
}

/** The presenter console of a session, authorised. */
export function consoleLink(relay: string, session: string, token: string): string {
  return `${relay}/console#session=${session}&token=${token}`;
}
