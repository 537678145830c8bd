// Which proxies are believed (`--trust-proxy`), and what a request looks like once they are: the client's address, and
// the host it asked for. X-Forwarded-For, -Host and -Proto count only when they come from an address on the list; the
// walk from the nearest proxy outwards is `@fastify/proxy-addr`'s, which Fastify uses for its own requests too.
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

import proxyAddr from '@fastify/proxy-addr';
import ipaddr from 'ipaddr.js';

export type Proxies = {
  /** Whether an address is a proxy's that is believed; as Fastify's `trustProxy` takes it. */
  trusts(address: string, hop: number): boolean;
  /** The client's address. */
  addressOf(request: IncomingMessage): string;
  /** The host that the client asked for. */
  hostOf(request: IncomingMessage): string | undefined;
};

/** Longer than any address: what a proxy hands on may be anything. */
const addressChars = 64;

/** @throws TypeError that names the entry which is no address and no range. */
export function createProxies(ranges: readonly string[]): Proxies {
  for (const range of ranges) checkRange(range);
  const trusts = proxyAddr.compile([...ranges]);

  return {
    trusts,
    addressOf(request) {
      // A socket that is gone has no address any more.
      if (request.socket.remoteAddress === undefined) return 'gone';
      return (proxyAddr.all(request, trusts).at(-1) ?? 'gone').slice(0, addressChars);
    },
    hostOf(request) {
      const near = request.socket.remoteAddress;
      const forwarded = request.headers['x-forwarded-host'];
      if (forwarded === undefined || near === undefined || !trusts(near, 0)) return request.headers.host;
      // The last is the nearest proxy's own word.
      return String(forwarded).split(',').at(-1)?.trim();
    },
  };
}

/**
 * Some proxies write the client's port too: `203.0.113.9:50123`, `[2001:db8::1]:443`. Each port would count as an address
 * of its own.
 */
function withoutPort(address: string): string {
  const [, inBrackets, plain] = /^\[([^\]]*)\](?::\d+)?$|^([^:]*):\d+$/.exec(address) ?? [];
  return inBrackets ?? plain ?? address;
}

const namedRanges: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal']);

function checkRange(range: string): void {
  if (namedRanges.has(range)) return;
  try {
    // By itself it takes short forms like 10.1 too, and reads them as nobody would.
    if (!isIP(range.split('/')[0] ?? '')) throw new TypeError('no address');
    proxyAddr.compile(range);
  } catch (error) {
    throw new TypeError(`trust-proxy "${range}": give an address or a range, like 10.0.0.0/8 or loopback`, {
      cause: error,
    });
  }
}

/**
 * What connections are counted by: an IPv4 address, or an IPv6 network of 64 bits, because one customer gets all of
 * those (RFC 6177). Undefined for this machine's own: its programs, or a proxy that was not named.
 */
export function countedAddress(given: string): string | undefined {
  const address = withoutPort(given);
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'loopback') return undefined;
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const network = (parsed as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}
