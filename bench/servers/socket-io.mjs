// Control row: Socket.IO, WebSocket only, one emit of an object to all.
import { createServer } from 'node:http';

import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';

const server = createServer();
const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false });
const publishing = new WebSocketServer({ noServer: true });
publishing.on('connection', (webSocket) => {
  webSocket.on('message', (data) => io.emit('events', JSON.parse(String(data))));
});
server.on('upgrade', (request, socket, head) => {
  if (request.url !== '/publish') return;
  publishing.handleUpgrade(request, socket, head, (webSocket) => publishing.emit('connection', webSocket));
});
server.listen(0, '127.0.0.1', () => console.log(/** @type {{port: number}} */ (server.address()).port));
