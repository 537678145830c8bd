// The pages of test/audit/pages as a site would serve them; `{{relay}}` in them is where the relay is.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type BrokenSite = { readonly url: string; close(): Promise<void> };

export async function startBrokenSite(relay: string): Promise<BrokenSite> {
  const server = createServer(({ url = '/' }, response) => {
    const name = /^\/([a-z-]+)\.html$/.exec(url)?.[1];
    // Browsers ask for an icon by themselves.
    if (!name) return void response.writeHead(url === '/favicon.ico' ? 204 : 404).end();
    const page = readFileSync(`test/audit/pages/${name}.html`, 'utf8').replaceAll('{{relay}}', relay);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
