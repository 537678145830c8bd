// Control row: the broadcast loop of the `ws` package's own README.
import { WebSocket, WebSocketServer } from 'ws';

const wss = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false }, () => {
  console.log(/** @type {{port: number}} */ (wss.address()).port);
});
wss.on('connection', (webSocket, request) => {
  if (request.url !== '/publish') return;
  webSocket.on('message', (data) => {
    const text = String(data);
    for (const client of wss.clients) if (client.readyState === WebSocket.OPEN) client.send(text);
  });
});
