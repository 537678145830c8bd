// A raw connection to a relay, below our own client: sends whatever it is told to and keeps every frame that came.
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

import type { Draft, Line, LogRecord } from '../../protocol/records.ts';
import type { Interim, Typist } from '../../protocol/live.ts';
import type { Resume, ServerMessage, Snapshot } from '../../protocol/server-messages.ts';
import { readServerFrame } from '../../protocol/server-frame.ts';
import { until } from './until.ts';

export type WireOptions = {
  readonly token?: string;
  readonly cursor?: string;
  readonly tracks?: string;
  readonly origin?: string;
  /** Further headers of the upgrade request. */
  readonly headers?: Record<string, string>;
  readonly protocols?: readonly string[];
};

type Named<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>;

/** What the first frame says; the parts that only the other kind has are missing. */
type Joined = Omit<Snapshot, 'type'> & Omit<Resume, 'type'>;

export type Wire = ReturnType<typeof connectWire>;

export function connectWire(url: string, session: string, options: WireOptions = {}) {
  const { token, cursor, tracks, origin, headers } = options;
  const query = new URLSearchParams({
    ...(cursor ? { cursor } : {}),
    ...(tracks === undefined ? {} : { tracks }),
  });
  const address = `${url.replace('http', 'ws')}/v1/sessions/${session}/live?${query}`;
  const protocols = options.protocols ?? ['captionwire.v1', ...(token ? [`bearer.${token}`] : [])];
  const socket = new WebSocket(address, [...protocols], {
    ...(origin ? { origin } : {}),
    ...(headers ? { headers } : {}),
  });
  const frames: ServerMessage[] = [];
  let ended: { code: number; reason: string } | undefined;
  let refused: { status: number; type: string | undefined; body: string } | undefined;
  /** Up to which frame `next` has looked, by type. */
  const seen = new Map<string, number>();

  socket.on('message', (data) => frames.push(readServerFrame(String(data))));
  socket.on('close', (code, reason) => {
    ended = { code, reason: String(reason) };
  });
  socket.on('unexpected-response', (_, response) => {
    let body = '';
    response.on('data', (chunk) => (body += String(chunk)));
    response.on('end', () => {
      refused = { status: response.statusCode ?? 0, type: response.headers['content-type'], body };
    });
  });
  // A refused or broken connection is told by `closed` and `refusal`.
  socket.on('error', () => {});
  onTestFinished(() => socket.terminate());

  const all = <Type extends ServerMessage['type']>(type: Type) =>
    frames.filter((frame): frame is Named<Type> => frame.type === type);
  const events = () => all('events');
  const joined = () => frames.find((frame): frame is Snapshot | Resume => 'session' in frame);

  return {
    socket,
    /** Every frame that came, in order. */
    frames,
    all,
    send: (message: object) => socket.send(JSON.stringify(message)),
    raw: (data: string | Buffer) => socket.send(data),
    /** Hands in a record. */
    publish: (n: number, record: Draft) => socket.send(JSON.stringify({ type: 'publish', n, record })),
    say(n: number, text: string, more: Partial<Line> = {}) {
      this.publish(n, { type: 'line', id: `l${n}`, rev: 1, text, ...more });
    },
    interim: (interim: Partial<Interim>) =>
      socket.send(JSON.stringify({ type: 'interim', id: 'i1', rev: 1, keep: 0, add: '', ...interim })),
    /** The next frame of a type that `next` has not returned yet. */
    next: <Type extends ServerMessage['type']>(type: Type): Promise<Named<Type>> =>
      until(() => {
        const at = frames.findIndex((frame, at) => frame.type === type && at >= (seen.get(type) ?? 0));
        if (at < 0) throw new Error(`no further ${type} came; got ${JSON.stringify(frames).slice(-500)}`);
        seen.set(type, at + 1);
        return frames[at] as Named<Type>;
      }),
    /** Resolves once the relay has read all that this peer sent, and this peer all that it was sent before. */
    async roundTrip(): Promise<void> {
      socket.ping();
      await new Promise((resolve) => socket.once('pong', resolve));
    },
    /** The first frame; fails at once where the relay refuses or ends the connection before one came. */
    async first(): Promise<ServerMessage> {
      await until(() => {
        if (!frames[0] && !ended && !refused) throw new Error('nothing came');
      });
      if (frames[0]) return frames[0];
      throw new Error(`nothing came; ended with ${JSON.stringify(ended ?? refused)}`);
    },
    /** What the connection was joined with. */
    joined: () => joined() as unknown as Joined,
    /** Every record that came, on joining and since. */
    records: (): LogRecord[] => [
      ...all('resume').flatMap((frame) => frame.records),
      ...events().flatMap((frame) => frame.records ?? []),
    ],
    texts(): string[] {
      return this.records().flatMap((record) => (record.type === 'line' ? [record.text] : []));
    },
    interims: (): Interim[] => events().flatMap((frame) => frame.interims ?? []),
    /** Who types, as last told. */
    typing: (): Typist[] | undefined => events().findLast((frame) => frame.typing)?.typing,
    /** The newest cursor. */
    cursor(): string {
      const cursors = frames.map((frame) => ('cursor' in frame ? frame.cursor : undefined));
      return cursors.findLast((cursor) => cursor !== undefined) ?? '';
    },
    closed: () =>
      until(() => {
        if (ended) return ended;
        throw new Error('still open');
      }),
    refusal: () =>
      until(() => {
        if (refused) return { ...refused, problem: JSON.parse(refused.body) as Record<string, unknown> };
        throw new Error('not refused');
      }),
    isOpen: () => socket.readyState === WebSocket.OPEN,
    /** Breaks the connection without a word. */
    cut: () => socket.terminate(),
  };
}
