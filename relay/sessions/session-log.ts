// What one session looks like now: the fold of its log as far as it is kept, kept up with the engine. Loading reads the
// log in chunks while new records queue up behind, so that nothing is missed between the two.
import type { Cursor } from '../../protocol/cursor.ts';
import { limits, relayLimits } from '../../protocol/limits.ts';
import { trackOf } from '../../protocol/records.ts';
import { foldRecord, type Transcript } from '../../protocol/transcript.ts';
import type { Base, Engine, Logged } from '../engines/contract.ts';

export type SessionLog = {
  transcript(): Transcript;
  /** Whether a line of this id stands. */
  has(line: string): boolean;
  /** Every track that was spoken in. */
  tracks(): string[];
  /**
   * Begins telling new records, in order. Call it once.
   * @returns the place in the log after which the first told record stands.
   */
  begin(onRecord: (logged: Logged) => void): Cursor;
  dispose(): void;
};

/** Loads a session. Records that come meanwhile wait until `begin`. */
export async function openSessionLog(engine: Engine, session: string): Promise<SessionLog> {
  const base = await engine.base(session);
  let transcript = base.standing;
  let position = base.cursor;
  let trimmedSeq = base.cursor.seq;
  let early: Logged[] | undefined = [];
  let onRecord: ((logged: Logged) => void) | undefined;
  const tracks = new Set<string>();

  const fold = ({ record, cursor }: Logged) => {
    if (record.seq <= position.seq) return;
    position = cursor;
    transcript = foldRecord(transcript, record, limits.snapshotLines).transcript;
    const track = trackOf(record);
    if (track) tracks.add(track);
  };
  /** Lines that are no longer kept leave the snapshot too. */
  const dropTrimmed = () => {
    transcript = { ...transcript, lines: transcript.lines.filter(({ seq }) => seq > trimmedSeq) };
  };
  const onTrimmed = ({ cursor }: Base) => {
    trimmedSeq = cursor.seq;
    dropTrimmed();
  };
  const unsubscribe = engine.subscribe(
    session,
    (logged) => {
      if (early) return early.push(logged);
      // Reading may have been ahead of telling; a record is told once.
      if (logged.record.seq <= position.seq) return;
      fold(logged);
      onRecord?.(logged);
    },
    onTrimmed,
  );

  try {
    for (let more = true; more;) {
      const read = await engine.readSince(session, position, relayLimits.resumeRecordsPerFrame);
      if (read.type === 'lost') {
        if (read.reason !== 'trimmed')
          throw new Error(`the log of ${session} cannot be read: ${read.reason}`);
        // Trimmed past where reading had come to: what was read is gone, so it begins again.
        const { cursor, standing } = await engine.base(session);
        position = cursor;
        transcript = standing;
        tracks.clear();
        continue;
      }
      read.records.forEach(fold);
      more = read.more;
    }
    // What was read before it was trimmed, and came after.
    dropTrimmed();
  } catch (error) {
    unsubscribe();
    throw error;
  }

  return {
    transcript: () => transcript,
    has: (line) => transcript.lines.some(({ id }) => id === line),
    tracks: () => [...tracks],
    begin(listener) {
      early?.forEach(fold);
      early = undefined;
      onRecord = listener;
      return position;
    },
    dispose: unsubscribe,
  };
}
