// A request MUST name its host, once (RFC 9112, 3.2): of two, a proxy may go by one and the relay by the other.
import type { IncomingMessage } from 'node:http';

/** What is wrong with the `Host` of a request; undefined where nothing is. Only HTTP/1.0 may leave it out. */
export function hostFault({ rawHeaders, httpVersion }: IncomingMessage): string | undefined {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length > 1) return 'the request names more than one host';
  return hosts.length === 1 || httpVersion === '1.0' ? undefined : 'the request names no host';
}
