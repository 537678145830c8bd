// What every client has to show once all has come to rest: the fold of the log as it is, and every text in the making of
// the tracks that it reads.
import { isDeepStrictEqual } from 'node:util';

import type { ModelClient, ModelPresenter } from './clients.ts';
import type { ModelLog } from './log.ts';

const json = JSON.stringify;

export function compareTranscript(
  { name, reader, view }: ModelClient,
  log: ModelLog,
  fail: (what: string) => void,
): void {
  const { transcript } = view();
  const head = log.head();
  if (!reader.isAt(head)) fail(`${name} is level at record ${transcript.seq}, the log at ${head.seq}`);
  const { seq: _, lines, ...rest } = transcript;
  const { seq: __, lines: dueLines, ...due } = log.truth(head, reader.tracks, 0);
  // Lines that were trimmed before its snapshot it never saw; those that went since it may still show.
  const kept = (all: typeof lines) => all.filter(({ seq }) => seq > reader.missingSeq());
  if (!isDeepStrictEqual(kept(lines), kept(dueLines))) {
    fail(`${name} shows ${json(lines)}, the log says ${json(dueLines)}`);
  }
  // A line of another track opens the session again; who does not read that track is not told.
  const dueRest = reader.tracks ? { ...due, ended: rest.ended } : due;
  if (!isDeepStrictEqual(rest, dueRest)) fail(`${name} shows ${json(rest)}, the log says ${json(dueRest)}`);
}

export function compareInterims(
  clients: readonly ModelClient[],
  presenters: readonly ModelPresenter[],
  fail: (what: string) => void,
): void {
  const making = presenters.flatMap((presenter) => presenter.making());
  for (const { name, reader, view } of clients) {
    const shown = Array.from(view().interims.values(), ({ id, text }) => `${id}: ${text}`).sort();
    const due = making
      .filter(({ track }) => !reader.tracks || reader.tracks.has(track))
      .map(({ id, text }) => `${id}: ${text}`)
      .sort();
    if (!isDeepStrictEqual(shown, due))
      fail(`${name} shows the interim texts ${json(shown)}, not ${json(due)}`);
  }
}
