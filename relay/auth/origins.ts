// Which pages may open a stream: `Origin` is compared exactly with the allow-list (RFC 6454, 6.2 serialisation).
// Pages on localhost are always allowed, and the relay's own where it was asked for by an IP address. By a name it must be on the
// list: whoever owns a name can let it lead to this machine (DNS rebinding). No Origin means no browser.
import { isIP } from 'node:net';

const loopback = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Checks an allow-list.
 * @throws TypeError that names the entry which is not an origin.
 */
export function parseOrigins(origins: readonly string[]): ReadonlySet<string> {
  return new Set(
    origins.map((text) => {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      const plain = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search;
      // Pages in a sandbox have no other (HTML, 7.1.1).
      if (text === 'null') return text;
      if (!plain) {
        throw new TypeError(`origin "${text}": give scheme, host and port only, like https://example.org`);
      }
      return url.origin;
    }),
  );
}

/**
 * Whether a page from `origin` may connect.
 * @param host the request's Host header: the relay's own pages have it in their origin.
 */
export function originAllowed(
  origin: string | undefined,
  host: string | undefined,
  allowed: ReadonlySet<string>,
): boolean {
  if (origin === undefined) return true;
  if (allowed.has(origin) || loopback.test(origin)) return true;
  return (
    host !== undefined && isAddress(host) && (origin === `https://${host}` || origin === `http://${host}`)
  );
}

/** Whether a Host header has an IP address in place of a name: `192.0.2.7:8080`, `[2001:db8::7]`. */
function isAddress(host: string): boolean {
  const [, inBrackets, plain] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d+)?$/.exec(host) ?? [];
  return isIP(inBrackets ?? plain ?? '') > 0;
}
