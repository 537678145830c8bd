// A request MUST name its host, once (RFC 9112, 3.2): of two, a proxy may go by one and the relay by the other.
import type { IncomingMessage } from 'node:http';

/** Names the fault of a request's `Host` header; undefined without one. Only HTTP/1.0 may leave the header out. */
export function hostFault({ rawHeaders, httpVersion }: IncomingMessage): string | undefined {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length > 1) return 'the request names more than one host';
  return hosts.length === 1 || httpVersion === '1.0' ? undefined : 'the request names no host';
}
