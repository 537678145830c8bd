// Control row: the floor in Node. After the WebSocket handshake, one prepared buffer is written to every socket by a
// bare loop. The publisher's frames are read by `ws`, and are what viewers get.
import { createServer } from 'node:http';

import { Sender, WebSocketServer } from 'ws';

const viewers = new Set();
const server = createServer();
const wss = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) => {
  wss.handleUpgrade(request, socket, head, (webSocket) => {
    if (request.url !== '/publish') {
      viewers.add(socket);
      socket.on('close', () => viewers.delete(socket));
      return;
    }
    webSocket.on('message', (data) => {
      const options = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true };
      const frame = Buffer.concat(Sender.frame(/** @type {Buffer} */ (data), options));
      for (const viewer of viewers) viewer.write(frame);
    });
  });
});
server.listen(0, '127.0.0.1', () => console.log(/** @type {{port: number}} */ (server.address()).port));
