// Plays cues into a session in their own time, once or for ever; or hands them in at once, as if they had just been said.
import { setTimeout as wait } from 'node:timers/promises';

import { newId, type Presenter } from '../client/index.ts';
import type { CaptionText, Cue } from '../formats/caption-file.ts';
import type { OutboxRoom } from './outbox-room.ts';
import { timeline } from './timeline.ts';

export type PlayOptions = {
  readonly presenter: Presenter;
  readonly file: CaptionText;
  /** 2 plays twice as fast. */
  readonly speed: number;
  readonly interim: boolean;
  /** Begins again after the last cue, on a cleared screen. */
  readonly loop: boolean;
  /** Language of the lines; the file's own when it says one. */
  readonly lang?: string | undefined;
  readonly signal: AbortSignal;
  /** Called after each finished line, with how many of this round are done. */
  readonly onLine?: (done: number) => void;
};

/** Plays until the end or the signal; resolves either way, with nothing of an unfinished cue left on the screen. */
export async function play(options: PlayOptions): Promise<void> {
  try {
    do await playOnce(options);
    while (options.loop);
  } catch (error) {
    if (!options.signal.aborted) throw error;
  }
}

function voiceOf({ speaker, kind, lang: ownLang }: Cue, fileLang: string | undefined) {
  const lang = ownLang ?? fileLang;
  return { ...(speaker ? { speaker } : {}), ...(kind ? { kind } : {}), ...(lang ? { lang } : {}) };
}

/** A cue as a line. @param wallMs when a time of the file is, in UTC milliseconds */
const lineOf = (id: string, cue: Cue, wallMs: (atMs: number) => number, fileLang: string | undefined) =>
  ({
    type: 'line',
    id,
    rev: 1,
    text: cue.text,
    at: Math.round(wallMs(cue.startMs)),
    until: Math.round(wallMs(cue.endMs)),
    ...voiceOf(cue, fileLang),
  }) as const;

async function playOnce(options: PlayOptions): Promise<void> {
  const { presenter, file, speed, signal } = options;
  const lang = options.lang ?? file.lang;
  const ids = file.cues.map(() => newId());
  const startedMs = Date.now();
  const wallMs = (atMs: number) => startedMs + atMs / speed;
  const until = async (atMs: number) => {
    const waitMs = wallMs(atMs) - Date.now();
    if (waitMs > 0) await wait(waitMs, undefined, { signal });
    signal.throwIfAborted();
  };
  let done = 0;
  const open = new Set<string>();

  if (options.loop) presenter.publish({ type: 'clear', scope: 'screen' });
  try {
    for (const event of timeline(file.cues, options.interim)) {
      await until(event.atMs);
      const id = ids[event.cue] as string;
      const cue = file.cues[event.cue] as Cue;
      if (event.type === 'interim') {
        open.add(id);
        presenter.interim(id, event.text, voiceOf(cue, lang));
      } else {
        presenter.publish(lineOf(id, cue, wallMs, lang));
        open.delete(id);
        options.onLine?.(++done);
      }
    }
    // The last words stay as long as they should before the next round clears the screen.
    if (options.loop) await until(Math.max(...file.cues.map(({ endMs }) => endMs)));
  } finally {
    for (const id of open) presenter.interim(id, '');
  }
}

export type HandInOptions = Pick<PlayOptions, 'presenter' | 'file' | 'lang' | 'signal' | 'onLine'> & {
  readonly room: OutboxRoom;
};

/**
 * Hands in all cues with their own times, the last of which ends now.
 * @returns when the file begins, by the relay's clock, in UTC milliseconds.
 */
export async function handIn(options: HandInOptions): Promise<number> {
  const { presenter, file, room, onLine } = options;
  const lang = options.lang ?? file.lang;
  // By the relay's clock, read once: a better reading in the middle must not move some cues against the others.
  const beginsAtMs = presenter.toRelay(Date.now() - Math.max(...file.cues.map(({ endMs }) => endMs)));
  const toLocal = (relayMs: number) => {
    const nowMs = Date.now();
    return relayMs - (presenter.toRelay(nowMs) - nowMs);
  };
  for (const [place, cue] of file.cues.entries()) {
    await room.free(options.signal);
    if (options.signal.aborted) break;
    presenter.publish(lineOf(newId(), cue, (atMs) => toLocal(beginsAtMs + atMs), lang));
    onLine?.(place + 1);
  }
  return beginsAtMs;
}
