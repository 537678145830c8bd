// How many TCP connections may be open: in all, and of one address, so that nobody takes the places of all others by connecting
// and asking for nothing. Streams have limits of their own.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

import { relayLimits } from '../../protocol/limits.ts';
import type { Watch } from '../metrics/watch.ts';
import type { ConnectionLimits } from './connection-counts.ts';
import { countedAddress, type Proxies } from './proxies.ts';
import { createShares } from './shares.ts';

export type ConnectionOptions = {
  readonly limits: ConnectionLimits;
  readonly proxies: Proxies;
  readonly watch: Watch;
};

/** Keeps a server to its limits: a connection too many is closed before anything is read from it. */
export function limitConnections(server: Server, { limits, proxies, watch }: ConnectionOptions): void {
  server.maxConnections = limits.connections + relayLimits.pageConnections;
  const shares = createShares(limits.connectionsPerAddress + relayLimits.pageConnectionsPerAddress);
  const counted = new WeakSet<Socket>();

  server.prependListener('connection', (socket: Socket) => {
    // One that is handed back to the routes comes a second time.
    if (counted.has(socket)) return;
    counted.add(socket);
    const address = socket.remoteAddress;
    // A proxy's connections are those of many people.
    if (address === undefined || proxies.trusts(address, 0)) return;
    const place = shares.take(countedAddress(address));
    if (place) return void socket.once('close', place);
    watch.refused({ reason: 'limit-address', address });
    socket.destroy();
  });
}
