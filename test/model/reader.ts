// What one reader was shown, checked at every change (PROTOCOL.md, "Two planes" and "Cursor"): each record that concerns
// it is reported once and in order, as the one fold has it, out of one log; whatever else happened, a snapshot came
// first. And no line is ever shown together with its interim text.
import type { SessionView, ViewChange } from '../../client/follow.ts';
import { parseCursor } from '../../protocol/cursor.ts';
import type { ServerMessage, Snapshot } from '../../protocol/server-messages.ts';
import { emptyTranscript, type Transcript } from '../../protocol/transcript.ts';
import { readServerFrame } from '../../protocol/server-frame.ts';
import type { Logged } from '../../relay/engines/contract.ts';
import { concerns, type TrackFilter } from '../../relay/sessions/event-frames.ts';
import type { ModelLog, Place } from './log.ts';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export type Reader = ReturnType<typeof createReader>;

/** @param fail called with what is wrong, in words. */
export function createReader(name: string, tracks: TrackFilter, log: ModelLog, fail: (what: string) => void) {
  /** Where it stands, as far as anything that concerns it was reported; and what it is shown there. */
  let place = log.beginning;
  let shown: Transcript = emptyTranscript;
  let compared = { transcript: shown, shown };
  /** How much of the log was trimmed away before what it was first shown. */
  let missingSeq = 0;
  let message: ServerMessage | undefined;
  let reported = 0;
  /** Where the resume began whose missed lines have not been counted yet. */
  let resumedFrom: Place | undefined;
  let brokenFrames = false;

  const wrong = (what: string) => fail(`${name}: ${what}`);
  const isFor = (one: Place) => concerns(tracks, one as unknown as Logged);
  const target = () => (message && 'cursor' in message ? log.at(message.cursor as string) : undefined);
  /** What leads from where it stands to where the message says that it does. */
  const way = () => {
    const to = target();
    return to && log.way(place, to);
  };

  function onSnapshot(message: Snapshot, view: SessionView): void {
    const to = target();
    if (!to) return wrong(`a snapshot at ${message.cursor}, which is nowhere`);
    place = to;
    const { lines, status, clearedSeq, ended } = message;
    shown = { seq: parseCursor(message.cursor)?.seq ?? 0, lines, status, clearedSeq, ended };
    resumedFrom = undefined;
    if (!same(view.transcript, shown)) wrong('shows something else than the snapshot');
  }

  function onRecord(change: ViewChange, view: SessionView): void {
    const ahead = way();
    if (!ahead)
      return wrong(`got ${change.type} out of another log than the one it stood in, without a reset`);
    const next = ahead.find(isFor);
    if (!next) return wrong(`got ${change.type}, which is not in the log after record ${place.seq}`);
    const folded = log.fold(shown, next);
    place = next;
    shown = folded.transcript;
    reported++;
    if (!same(change, folded.change)) {
      wrong(`got ${JSON.stringify(change)} for record ${next.seq}, not ${JSON.stringify(folded.change)}`);
    }
    if (view.transcript.seq !== next.seq) wrong(`says ${view.transcript.seq} at record ${next.seq}`);
  }

  return {
    tracks,
    shown: () => shown,
    missingSeq: () => missingSeq,
    isAt: (other: Place) => {
      const rest = log.way(place, other);
      return rest !== undefined && !rest.some(isFor);
    },
    /** From here on frames may come twice, late or never; interim text without a place of its own is then anybody's guess. */
    mistrustFrames() {
      brokenFrames = true;
    },
    /** The relay hands a message to this reader's link: what a snapshot says must be what the log says. */
    onPushed(text: string): void {
      if (!text.startsWith('{"type":"snapshot"')) return;
      const { cursor, lines, status, clearedSeq, ended } = JSON.parse(text) as Snapshot;
      const to = log.at(cursor);
      if (!to) return wrong(`is sent a snapshot at ${cursor}, which is nowhere`);
      const { seq: _, ...truth } = log.truth(to, tracks, Math.min(log.trimmedSeq(), to.seq));
      if (!same({ lines, status, clearedSeq, ended }, truth)) {
        wrong(`is sent a snapshot of ${JSON.stringify(lines)}, not ${JSON.stringify(truth.lines)}`);
      }
      missingSeq = Math.max(missingSeq, log.trimmedSeq());
    },
    /** The client gets a message. */
    around(text: string, view: () => SessionView, deliver: () => void): void {
      message = readServerFrame(text);
      reported = 0;
      const stoodSeq = place.seq;
      if (message.type === 'resume') resumedFrom ??= place;
      deliver();
      const ahead = way();
      if (reported > 0 && ahead?.some(isFor)) wrong(`got ${reported} records of a frame, and not the rest`);
      // A beat says where the log is, and moves nobody there; nor do events that follow another place.
      const moves = message.type !== 'beat' && (message.type !== 'events' || message.from === stoodSeq);
      if (moves && ahead && !ahead.some(isFor)) place = target() as Place;
      message = undefined;
      const { transcript } = view();
      // Most messages change no record: what is still the same object was compared before.
      if (transcript === compared.transcript && shown === compared.shown) return;
      if (!same(transcript, shown)) wrong('shows something else than what was reported');
      compared = { transcript, shown };
    },
    onChange(change: ViewChange, view: SessionView): void {
      if (change.type === 'snapshot') onSnapshot(message as Snapshot, view);
      else if (change.type === 'resumed') {
        const to = target();
        const all = resumedFrom && to && log.way(resumedFrom, to);
        resumedFrom = undefined;
        const lines = (all ?? []).filter(
          (one) => isFor(one) && one.record?.type === 'line' && one.record.rev === 1,
        );
        if (lines.length !== change.missed) {
          wrong(`was told that it missed ${change.missed} lines; they were ${lines.length}`);
        }
      } else if (change.type !== 'interim' && change.type !== 'typing') onRecord(change, view);
      if (brokenFrames) return;
      const both = view.transcript.lines.find(({ id }) => view.interims.has(id));
      if (both) wrong(`shows line ${both.id} together with its interim text`);
    },
  };
}
