// Where requests to others may go: to public addresses, and to those that the operator allowed. Looked at when a connection is
// made, with the very address that it is made to, so that no name can point elsewhere a moment later (DNS rebinding).
import { lookup as resolveName, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

import ipaddr from 'ipaddr.js';

export type Reachable = {
  /** Whether requests may go to this address. */
  allows(address: string): boolean;
  /** Resolves names for a connection; fails for those that lead to an address which is not allowed. */
  readonly lookup: LookupFunction;
};

/** An address that requests may not go to. */
export class UnreachableError extends Error {
  constructor(address: string) {
    super(`${address} is not a public address; allow it with --webhook-allow`);
    this.name = 'UnreachableError';
  }
}

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** @throws TypeError that names the range which is none. */
function parseRange(text: string): Range {
  try {
    if (!isIP(text.split('/')[0] ?? '')) throw new TypeError('no address');
    const bits = text.includes(':') ? 128 : 32;
    return ipaddr.parseCIDR(text.includes('/') ? text : `${text}/${bits}`);
  } catch (error) {
    throw new TypeError(`webhook-allow "${text}": give an address or a range, like 10.1.0.0/16 or ::1`, {
      cause: error,
    });
  }
}

/** The only IPv6 block that global unicast addresses are given out of (IANA, IPv6 Global Unicast Address Assignments). */
const globalUnicast = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];
const isGlobal = (address: ipaddr.IPv6) => address.match(globalUnicast);

/** @param allowed addresses and ranges besides the public ones. @throws TypeError that names the range which is none. */
export function createReachable(allowed: readonly string[]): Reachable {
  const ranges = allowed.map(parseRange);

  function allows(text: string): boolean {
    if (!ipaddr.isValid(text)) return false;
    // `::ffff:10.0.0.1` is 10.0.0.1.
    const address = ipaddr.process(text);
    if (address.range() === 'unicast' && (address.kind() === 'ipv4' || isGlobal(address as ipaddr.IPv6))) {
      return true;
    }
    return ranges.some((range) => range[0].kind() === address.kind() && address.match(range));
  }

  return {
    allows,
    lookup(hostname, options, callback) {
      resolveName(hostname, { ...options, all: true }, (error, addresses) => {
        if (error) return callback(error, '', 0);
        const [first] = addresses as [LookupAddress];
        const refused = addresses.find(({ address }) => !allows(address));
        if (refused) return callback(new UnreachableError(`${hostname} (${refused.address})`), '', 0);
        if (options.all) return callback(null, addresses);
        return callback(null, first.address, first.family);
      });
    },
  };
}
