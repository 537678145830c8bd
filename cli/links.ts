// The links that people are given: token in the fragment, which browsers never send to a server.

export type Links = {
  /** The full-page viewer. */
  readonly viewer: string;
  /** The presenter console, authorised. */
  readonly console: string;
  readonly scriptTag: string;
};

/** @param relay the relay's URL, without a slash at its end. */
export function linksFor(relay: string, session: string, token: string): Links {
  return {
    viewer: `${relay}/s/${session}`,
    console: `${relay}/console#session=${session}&token=${token}`,
    scriptTag: `<script async src="${relay}/widget.js" data-session="${session}"></script>`,
  };
}

/** A viewer's link and tag that carry a token, for private sessions. */
export function privateViewerLinks(relay: string, session: string, token: string) {
  return {
    viewer: `${relay}/s/${session}#token=${token}`,
    scriptTag: `<script async src="${relay}/widget.js" data-session="${session}" data-token="${token}"></script>`,
  };
}
