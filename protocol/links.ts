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

/** A link as people read it from paper and type it: `https://`, which browsers add, is left out. */
export const shortAddress = (link: string): string => link.replace(/^https:\/\//, '');

const loopback = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Whether only programs on the relay's own machine can open it. */
export const isLocalOnly = (url: string): boolean => loopback.test(new URL(url).hostname);

/** What captioning tools speak: each has a URL of its own that a tool is told to send to. */
export const ingestDialects = ['zoom', 'youtube', 'teams', 'streamtext', 'webhook'] as const;
export type IngestDialect = (typeof ingestDialects)[number];

/** The URL that a captioning tool sends to. @param token one for tools: it opens nothing but publishing. */
export function ingestLink(relay: string, dialect: IngestDialect, session: string, token: string): string {
  switch (dialect) {
    case 'zoom':
      // As Zoom spells its own, so that tools find in it what they look for.
      return `${relay}/closedcaption?id=${session}&ns=captionwire&expire=86400&spparams=id%2Cns%2Cexpire&signature=${token}`;
    case 'youtube':
      return `${relay}/closedcaption?cid=${token}`;
    case 'teams':
      return `${relay}/cartcaption?meetingid=${session}&token=${token}`;
    default:
      return `${relay}/ingest/${dialect}?token=${token}`;
  }
}
