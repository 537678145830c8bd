// Header lines that trip programs over: about caches and ranges, about who asks, about where a request ends, and about
// other protocols.

export const cacheHeaders = [
  'Range: bytes=0-10',
  'Range: bytes=5-1',
  'Range: bytes=-1',
  'Range: bytes=999999999-',
  'Range: x=1',

  'Range: bytes=0-1,5-9,2-3',
  'Range: bytes=',
  'If-None-Match: *',
  'If-None-Match: W/"x"',
  'If-Match: "x"',
  'If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT',
  'If-Unmodified-Since: yesterday',
  'If-Range: "x"',
  'Accept-Encoding: br',
  'Accept-Encoding: gzip;q=0, *',
  'Accept-Encoding: \x80',
  'Accept: */*;q=2',
  'Accept: text/event-stream',
  'Last-Event-ID: 0.0.0',
] as const;
export const otherHeaders = [
  'Origin: null',
  'Origin: https://evil.example',
  'Origin: http://localhost',
  'Origin: \x01',
  'Cookie: a=b',

  'Authorization: Bearer x',
  'X-Forwarded-For: 1.2.3.4, ::1',
  'X-Forwarded-Host: evil',
  'X-Forwarded-Proto: x',

  'Forwarded: for=x',
  'X-HTTP-Method-Override: DELETE',
  'Max-Forwards: 0',
  'Via: 1.1 x',
  'TE: trailers',
  'DNT: 1',

  'Content-Type: application/json',
  'Content-Type: text/plain',
  'Content-Type: \t',
  'Accept-Version: 2.0.0',
  'Access-Control-Request-Method: POST',
  'Sec-Fetch-Mode: navigate',
  '__proto__: x',
  'constructor: x',
] as const;
/** After these the relay may take what follows for something else, wait for more, or hang up. */
export const framingHeaders = [
  'Content-Length: 5',
  'Content-Length: -1',
  'Content-Length: 99999999999999999999',
  'Content-Length: x',

  'Content-Length: 3\r\nContent-Length: 4',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: chunked\r\nContent-Length: 5',
  'Transfer-Encoding: x',
  'Connection: upgrade',

  'Expect: 100-continue',
  'Expect: x',
  'Host: a\r\nHost: b',
  'no colon',
  ': empty',
  'Bad Name: x',
  'X: a\0b',
  ' X: folded',

  'X: a\nY: b',
  'Trailer: x',
  'Keep-Alive: timeout=0',
  'Connection: close, keep-alive',
  'Proxy-Connection: x',
] as const;
export const upgrades = [
  'websocket',
  'WebSocket',
  'h2c',
  'TLS/1.0',
  'websocket, h2c',
  '',
  'x'.repeat(100),
  'websocket\0',
] as const;
export const upgradeHeaders = [
  'Connection: Upgrade',
  'Connection: keep-alive, Upgrade',
  'Connection: x',
  'HTTP2-Settings: AAMAAABkAAQAAP__',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Version: 12',
  'Sec-WebSocket-Version: x',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  'Sec-WebSocket-Key: short',
  'Sec-WebSocket-Key: ',

  'Sec-WebSocket-Protocol: captionwire.v1',
  'Sec-WebSocket-Protocol: captionwire.v1, bearer.x',
  'Sec-WebSocket-Protocol: ,',

  'Sec-WebSocket-Protocol: captionwire.v1, bearer.a.b.c',
  'Sec-WebSocket-Extensions: permessage-deflate',
  'Sec-WebSocket-Extensions: \x7f',
] as const;
