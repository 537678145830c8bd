// The WebSocket side of a relay whose tokens are checked somewhere that never answers.
import { pino } from 'pino';

import { createMemoryEngine } from '../../relay/engines/memory.ts';
import { createRequestTurns } from '../../relay/http/request-turns.ts';
import { createMetrics } from '../../relay/metrics/metrics.ts';
import { createWatch } from '../../relay/metrics/watch.ts';
import { resolveOptions } from '../../relay/options.ts';
import { createSessionRegistry } from '../../relay/sessions/session-registry.ts';
import { createAdmission } from '../../relay/streams/admission.ts';
import { createLiveSockets, type LiveSockets } from '../../relay/streams/live-sockets.ts';
import { createPaces } from '../../relay/streams/paces.ts';
import { createStreamList } from '../../relay/streams/stream-list.ts';

export function slowSockets(): { sockets: LiveSockets; refused(): string[] } {
  const refusals: string[] = [];
  const silent = createWatch(pino({ level: 'silent' }), createMetrics());
  const watch = { ...silent, refused: ({ reason }: { reason: string }) => void refusals.push(reason) };
  const onError = (error: unknown) => {
    throw error;
  };
  const never = () => new Promise<never>(() => {});
  const settings = resolveOptions({});
  const sessions = createSessionRegistry(createMemoryEngine(), watch, onError);
  const tokens = { sign: never, verify: never, signIngest: never, verifyIngest: never };
  const paces = createPaces();
  const sockets = createLiveSockets({
    ...settings,
    sessions,
    tokens,
    paces,
    admission: createAdmission({ ...settings, tokens, paces }),
    streams: createStreamList(sessions),
    turns: createRequestTurns(),
    watch,
    onError,
  });
  return { sockets, refused: () => refusals };
}
