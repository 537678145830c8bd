// Turns an answer into a stream: from then on the response is written by hand and stays open until somebody ends it.
import type { ServerResponse } from 'node:http';

import type { FastifyReply } from 'fastify';

/** Proxies that gather an answer before they hand it on are told not to: each by the header that it knows. */
const streamHeaders = { 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' };

/** @returns the response, with the headers that the answer has so far written. */
export function openResponse(reply: FastifyReply, type: string): ServerResponse {
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  reply.hijack();
  raw.writeHead(200, { ...streamHeaders, 'content-type': `${type}; charset=utf-8` });
  // A stream is never still for long, but how long is the heartbeat's to say.
  raw.socket?.setTimeout(0);
  return raw;
}
