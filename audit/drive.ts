// Says what the audit has to be said, as a captioner would, and remembers it: what checks compare announcements with.
import { WebSocket } from 'ws';

import { createPresenter, createWebSocketTransport, newId, type WebSocketClass } from '../client/index.ts';
import { publisherTiming } from '../protocol/limits.ts';
import type { Draft, Level } from '../protocol/records.ts';

type Voice = { readonly speaker?: string; readonly lang?: string };

export type Drive = {
  /** Finishes a line; resolves when the relay has it. */
  line(text: string, voice?: Voice, id?: string): Promise<void>;
  interim(id: string, text: string, voice?: Voice): void;
  typing(isOn: boolean): void;
  /** '' takes the status away. */
  status(level: Level, text: string): Promise<void>;
  end(): Promise<void>;
  /** Texts of finished lines, in order. */
  said(): readonly string[];
  /** Every text that was shown before its line was finished. */
  unfinished(): readonly string[];
  close(): void;
};

export type DriveOptions = { readonly relay: string; readonly session: string; readonly token: string };

const connectLimitMs = 10_000;

/** Resolves when the relay has taken the audit for a presenter. @throws Error that says why it did not. */
export async function createDrive({ relay, session, token }: DriveOptions): Promise<Drive> {
  const said: string[] = [];
  const unfinished = new Set<string>();
  let renewing: ReturnType<typeof setInterval> | undefined;
  let refused = '';
  let settle: { live(): void; fail(why: string): void } | undefined;
  const live = new Promise<void>((resolve, reject) => {
    settle = { live: resolve, fail: (why) => reject(new Error(`the relay at ${relay} ${why}`)) };
  });
  const presenter = createPresenter({
    relay,
    session,
    token,
    name: 'Maya',
    transport: createWebSocketTransport(WebSocket as unknown as WebSocketClass),
    onPublication({ state, error }) {
      if (state === 'refused') refused = error?.message ?? state;
    },
    onConnection({ phase, ...end }) {
      if (phase === 'live') settle?.live();
      if (phase === 'closed' && 'reason' in end) settle?.fail(`refused: ${end.reason}`);
    },
  });
  const limit = setTimeout(() => settle?.fail('does not answer'), connectLimitMs);
  try {
    await live;
  } catch (error) {
    presenter.close();
    throw error;
  } finally {
    clearTimeout(limit);
  }

  async function publish(draft: Draft): Promise<void> {
    presenter.publish(draft);
    await presenter.settled();
    if (refused) throw new Error(`the relay at ${relay} refused a line: ${refused}`);
  }

  return {
    async line(text, voice = {}, id = newId()) {
      await publish({ type: 'line', id, rev: 1, text, ...voice });
      said.push(text);
    },
    interim(id, text, voice) {
      presenter.interim(id, text, voice);
      unfinished.add(text);
    },
    typing(isOn) {
      clearInterval(renewing);
      presenter.typing(isOn);
      if (isOn) renewing = setInterval(() => presenter.typing(true), publisherTiming.typingRenewMs);
    },
    status: (level, text) =>
      publish(text ? { type: 'status', level, text } : { type: 'clear', scope: 'status' }),
    end: () => publish({ type: 'end' }),
    said: () => said,
    unfinished: () => [...unfinished].filter((text) => !said.includes(text)),
    close() {
      clearInterval(renewing);
      presenter.close();
    },
  };
}
