// Somebody's site: an origin that is not the relay's, with pages that a test writes.
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import { siteHost } from './one-chromium.ts';

export type SitePage = {
  /** `en` by default. */
  readonly lang?: string;
  readonly head?: string;
  readonly body?: string;
  readonly headers?: OutgoingHttpHeaders;
};

export type Site = {
  readonly url: string;
  /** The same pages as this machine's own: browsers let those do what only encrypted pages may. */
  readonly localUrl: string;
  /** The page at a path, from now on; `/` by default. */
  show(page: SitePage, path?: string): void;
  close(): Promise<void>;
};

/** Headers of the strictest policy under which a page can have the widget of a relay. */
export const strictPolicy = (relayUrl: string): OutgoingHttpHeaders => ({
  // A source with http: does not stand for ws: (CSP 3, 6.7.2.8), so the relay is named with both.
  'content-security-policy': `default-src 'none'; script-src ${relayUrl}; connect-src ${relayUrl} ${relayUrl.replace('http', 'ws')}; require-trusted-types-for 'script'`,
});

export async function startSite(): Promise<Site> {
  const pages = new Map<string, SitePage>();
  const server = createServer((request, response) => {
    const { lang = 'en', head = '', body = '', headers = {} } = pages.get(request.url ?? '') ?? {};
    // Browsers ask for an icon by themselves.
    const status = pages.has(request.url ?? '') ? 200 : request.url === '/favicon.ico' ? 204 : 404;
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      ...headers,
    });
    response.end(
      `<!doctype html><html lang="${lang}"><head><title>Site</title>${head}</head><body>${body}</body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${siteHost}:${port}`,
    localUrl: `http://127.0.0.1:${port}`,
    show: (page, path = '/') => void pages.set(path, page),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
