// The transport for networks that block WebSocket: Server-Sent Events, read with `fetch` so that a token can ride in a
// header. It carries frames one way only, and meanwhile looks for the way back.
import { closeCodes, errorCodes } from '../protocol/codes.ts';
import { timing, wayBackTiming } from '../protocol/limits.ts';
import type { ServerMessage } from '../protocol/server-messages.ts';
import { readEventStream } from './event-stream.ts';
import type { Transport, TransportTarget } from './transport.ts';
import { sessionUrl } from './session-url.ts';
import { watchWayBack } from './way-back.ts';

/**
 * @param webSocket what is tried again meanwhile.
 * @param onWayBack it got through, or this one does not either: the next line is to be a WebSocket.
 */
export function createEventsTransport(webSocket: Transport, onWayBack: () => void): Transport {
  return (target, handlers) => {
    const leaving = new AbortController();
    let bye: { code: number; reason: string } | undefined;
    let brought = false;
    let ended = false;
    const end = (code: number, reason: string) => {
      if (ended) return;
      ended = true;
      clearTimeout(opening);
      stopWatching();
      leaving.abort();
      // Neither gets through: whichever does first is taken.
      if (!brought) onWayBack();
      handlers.onClose(code, reason);
    };
    const opening = setTimeout(end, timing.connectMs, 1006, 'no answer');

    function read(text: string): void {
      if (ended) return;
      brought = true;
      // A stream of events has no close codes; its last message carries this one's.
      if (text.startsWith('{"type":"bye"')) bye = JSON.parse(text) as Extract<ServerMessage, { type: 'bye' }>;
      handlers.onFrame(text);
    }
    async function follow(): Promise<void> {
      const response = await fetch(eventsUrl(target), {
        cache: 'no-store',
        credentials: 'omit',
        ...(target.token ? { headers: { authorization: `Bearer ${target.token}` } } : {}),
        signal: leaving.signal,
      });
      if (ended) return;
      clearTimeout(opening);
      if (!response.ok || !response.body) return end(...(await whyNot(response)));
      handlers.onOpen();
      await readEventStream(response.body, read);
      end(bye?.code ?? 1006, bye?.reason ?? '');
    }
    const stopWatching = watchWayBack(webSocket, target, wayBackTiming, () => {
      onWayBack();
      const reason = 'back to WebSocket';
      read(JSON.stringify({ type: 'bye', code: closeCodes.resync, reason, afterMs: 0, spreadMs: 0 }));
      end(closeCodes.resync, reason);
    });
    follow().catch((error: unknown) => end(1006, error instanceof Error ? error.message : ''));

    return { readOnly: true, send() {}, bufferedBytes: () => 0, close: end };
  };
}

function eventsUrl({ relay, session, cursor, tracks }: TransportTarget): string {
  return sessionUrl(relay, session, 'events', { cursor, tracks: tracks?.join() }).href;
}

/** The close code that a WebSocket would have been closed with. */
async function whyNot(response: Response): Promise<[code: number, reason: string]> {
  const text = await response.text();
  // What is between here and the relay may answer in words of its own.
  const isProblem = response.headers.get('content-type') === 'application/problem+json';
  const { code, detail = '' } = isProblem ? (JSON.parse(text) as { code?: string; detail?: string }) : {};
  if (code === errorCodes.tokenExpired) return [closeCodes.tokenExpired, detail];
  if (code === errorCodes.token) return [closeCodes.forbidden, detail];
  return [1006, detail];
}
