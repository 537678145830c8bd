// A network between a page and its relay that lets HTTP through and, until it is opened, drops every WebSocket: what some
// schools, hospitals and hotels have.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type UpgradeGate = {
  readonly url: string;
  /** Lets WebSockets through from now on. */
  open(): void;
  /** How many were dropped. */
  dropped(): number;
  /** Breaks every connection that is open. */
  cut(): void;
  close(): Promise<void>;
};

export async function startUpgradeGate(relayUrl: string): Promise<UpgradeGate> {
  const relay = new URL(relayUrl);
  const sockets = new Set<Socket>();
  let isOpen = false;
  let dropped = 0;

  const server = createServer((client) => {
    const far = connect(Number(relay.port), relay.hostname);
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => {
        client.destroy();
        far.destroy();
      });
    }
    client.on('data', (data) => {
      if (!isOpen && /^upgrade: *websocket/im.test(data.toString('latin1'))) {
        dropped++;
        client.destroy();
        far.destroy();
        return;
      }
      far.write(data);
    });
    client.on('end', () => far.end());
    far.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    open() {
      isOpen = true;
    },
    dropped: () => dropped,
    cut,
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
