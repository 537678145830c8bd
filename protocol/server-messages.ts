// What the relay sends. Clients trust these shapes and check only what decides about loss: numbers and cursors.
import { type Static, Type } from 'typebox';

import { RoleSchema } from './client-messages.ts';
import {
  CaptionerSchema,
  InterimSchema,
  ReplySchema,
  SignalCountSchema,
  SignalSchema,
  TypistSchema,
} from './live.ts';
import {
  IdSchema,
  LineSchema,
  NameSchema,
  RecordSchema,
  StatusSchema,
  TextSchema,
  TimeSchema,
} from './records.ts';

/** A cursor's text, see cursor.ts. */
const CursorText = Type.String();
const Ms = Type.Integer({ minimum: 0 });

const joinFields = {
  session: Type.String(),
  role: RoleSchema,
  /** The place in the log after this message. */
  cursor: CursorText,
  /** The relay's clock, UTC milliseconds. */
  now: TimeSchema,
  /** A viewer that hears nothing for twice this long has lost its line. */
  heartbeatMs: Ms,
  retry: Type.Object({ minMs: Ms, maxMs: Ms }),
  /** Every interim text alive, whole. */
  interims: Type.Array(InterimSchema),
  typing: Type.Array(TypistSchema),
  /** When the token runs out, UTC milliseconds; the relay then closes with 4010 unless `auth` brings a fresh one. */
  expiresAt: Type.Optional(TimeSchema),
};

/** First message to one who joins, or who lost its place: what a reader sees now. */
const SnapshotSchema = Type.Object({
  type: Type.Literal('snapshot'),
  ...joinFields,
  /** Why the cursor that was offered could not be resumed. */
  reset: Type.Optional(
    Type.Union([Type.Literal('epoch'), Type.Literal('trimmed'), Type.Literal('diverged')]),
  ),
  /** The last lines as they stand now, oldest first, at most limits.snapshotLines. */
  lines: Type.Array(LineSchema),
  status: Type.Union([StatusSchema, Type.Null()]),
  /** Lines with a seq up to this were taken off the screen. */
  clearedSeq: Type.Integer({ minimum: 0 }),
  ended: Type.Boolean(),
  /** Every track that was spoken in so far. */
  tracks: Type.Array(IdSchema),
});
export type Snapshot = Static<typeof SnapshotSchema>;

/** First message to one who comes back with a valid cursor: everything since. */
const ResumeSchema = Type.Object({
  type: Type.Literal('resume'),
  ...joinFields,
  records: Type.Array(RecordSchema),
  /** Further records follow in `events`; the last of them says `whole`. */
  more: Type.Optional(Type.Literal(true)),
});
export type Resume = Static<typeof ResumeSchema>;

/** What happened since the last frame. Records come with `from` and `cursor`; a frame of live text alone has neither. */
const EventsSchema = Type.Object({
  type: Type.Literal('events'),
  /** The seq this frame follows: a viewer that stands elsewhere has missed something and must resync. */
  from: Type.Optional(Type.Integer({ minimum: 0 })),
  cursor: Type.Optional(CursorText),
  records: Type.Optional(Type.Array(RecordSchema)),
  interims: Type.Optional(Type.Array(InterimSchema)),
  /** The interims are all there are: what a client holds besides is over. */
  whole: Type.Optional(Type.Literal(true)),
  /** All who type now; replaces what was said before. */
  typing: Type.Optional(Type.Array(TypistSchema)),
});
export type Events = Static<typeof EventsSchema>;

const BeatSchema = Type.Object({
  type: Type.Literal('beat'),
  cursor: CursorText,
  now: TimeSchema,
});

/** Answers `hello`: the number this publisher's next record must carry. */
const WelcomeSchema = Type.Object({
  type: Type.Literal('welcome'),
  publisher: IdSchema,
  next: Type.Integer({ minimum: 1 }),
});

/**
 * The record with this number is on disk, at `seq`; a repeat of an old one no longer says where. `applied: false`: the
 * record changes nothing for viewers, because its line does not exist or has the same or a higher revision.
 */
const AckSchema = Type.Object({
  type: Type.Literal('ack'),
  n: Type.Integer({ minimum: 1 }),
  seq: Type.Optional(Type.Integer({ minimum: 1 })),
  applied: Type.Optional(Type.Literal(false)),
});

/** A number was skipped: send again from `next`. */
const ExpectSchema = Type.Object({
  type: Type.Literal('expect'),
  next: Type.Integer({ minimum: 1 }),
});

const ClockAnswerSchema = Type.Object({
  type: Type.Literal('clock'),
  sentAt: TimeSchema,
  now: TimeSchema,
});

/** Answers `auth`: the fresh token is taken. */
const AuthAnswerSchema = Type.Object({ type: Type.Literal('auth'), expiresAt: TimeSchema });

/** Counts only, to presenters only. */
const PresenceSchema = Type.Object({
  type: Type.Literal('presence'),
  viewers: Type.Integer({ minimum: 0 }),
  presenters: Type.Integer({ minimum: 0 }),
});

/** What viewers let presenters know, to presenters only: all that counts now, so an empty list says that it is over. */
const SignalsSchema = Type.Object({ type: Type.Literal('signals'), signals: Type.Array(SignalCountSchema) });

/** Who captions here, to presenters only; after `welcome` and on each change. Advice: the relay takes lines from all of them. */
const FloorSchema = Type.Object({
  type: Type.Literal('floor'),
  /** At most relayLimits.presentersListed. */
  presenters: Type.Array(CaptionerSchema),
  /** The id of who is live; null while nobody is. */
  live: Type.Union([IdSchema, Type.Null()]),
  /** Captioners publish nothing until it is over. */
  offRecord: Type.Boolean(),
});

/** What another captioner writes without being live; '' when it is over. To presenters only. */
const StandbySchema = Type.Object({ type: Type.Literal('standby'), publisher: IdSchema, text: TextSchema });

/** What a captioner wrote to the other captioners, to presenters only. Not kept: whoever comes later does not get it. */
const NoteSchema = Type.Object({
  type: Type.Literal('note'),
  publisher: IdSchema,
  text: TextSchema,
  at: TimeSchema,
});

/** Who writes lines, by their ids, to presenters only: of new ones as they begin, after `welcome` of the last relayLimits.authorsListed. */
const AuthorsSchema = Type.Object({
  type: Type.Literal('authors'),
  authors: Type.Array(Type.Object({ id: IdSchema, name: NameSchema })),
});

/** A captioner has seen the signal that this viewer sent. */
const SeenSchema = Type.Object({ type: Type.Literal('seen'), signal: SignalSchema });

/** Answers `reply`: captioners have it, or will have had it. */
const ReplyTakenSchema = Type.Object({ type: Type.Literal('reply-taken'), id: IdSchema });

/** What viewers wrote, oldest first, to presenters only. */
const RepliesSchema = Type.Object({
  type: Type.Literal('replies'),
  replies: Type.Array(ReplySchema),
  /** They are all there are; said after `welcome`. */
  whole: Type.Optional(Type.Literal(true)),
});

/** Who writes a reply now, to presenters only; replaces what was said before. */
const ReplyTypingSchema = Type.Object({ type: Type.Literal('reply-typing'), from: Type.Array(IdSchema) });

/** A message was refused; the connection goes on. With `n`, that number is still free; with `id`, it was that reply. */
const ErrorSchema = Type.Object({
  type: Type.Literal('error'),
  code: Type.String(),
  message: Type.String(),
  field: Type.Optional(Type.String()),
  n: Type.Optional(Type.Integer({ minimum: 1 })),
  id: Type.Optional(IdSchema),
});

/** Said before the relay closes: come back after `afterMs` plus a random part of `spreadMs`. */
const ByeSchema = Type.Object({
  type: Type.Literal('bye'),
  code: Type.Integer(),
  reason: Type.String(),
  afterMs: Ms,
  spreadMs: Ms,
});

/** Every message the relay can send, by its `type`. */
export const serverMessageSchemas = {
  snapshot: SnapshotSchema,
  resume: ResumeSchema,
  events: EventsSchema,
  beat: BeatSchema,
  welcome: WelcomeSchema,
  ack: AckSchema,
  expect: ExpectSchema,
  clock: ClockAnswerSchema,
  auth: AuthAnswerSchema,
  presence: PresenceSchema,
  signals: SignalsSchema,
  floor: FloorSchema,
  standby: StandbySchema,
  note: NoteSchema,
  authors: AuthorsSchema,
  seen: SeenSchema,
  'reply-taken': ReplyTakenSchema,
  replies: RepliesSchema,
  'reply-typing': ReplyTypingSchema,
  error: ErrorSchema,
  bye: ByeSchema,
} as const;

export type ServerMessage = {
  [Name in keyof typeof serverMessageSchemas]: Static<(typeof serverMessageSchemas)[Name]>;
}[keyof typeof serverMessageSchemas];
