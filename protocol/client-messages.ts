// What a client may send, by role. The relay validates every frame against these before anything else sees it.
import { type Static, Type } from 'typebox';

import { limits } from './limits.ts';
import { InterimSchema, replyFields, SignalSchema } from './live.ts';
import { DraftSchema, IdSchema, NameSchema, TextSchema, TimeSchema } from './records.ts';

const strict = { additionalProperties: false } as const;

/** Binds a publisher's identity to this connection; answered by `welcome` with the number expected next. */
const HelloSchema = Type.Object(
  { type: Type.Literal('hello'), publisher: IdSchema, name: Type.Optional(NameSchema) },
  strict,
);

/** Hands in one record; `n` counts this publisher's records from 1 without gaps. Answered by `ack`. */
const PublishSchema = Type.Object(
  { type: Type.Literal('publish'), n: Type.Integer({ minimum: 1 }), record: DraftSchema },
  strict,
);

/** The newest interim text of one line. Not answered. */
const SendInterimSchema = Type.Object({ type: Type.Literal('interim'), ...InterimSchema.properties }, strict);

/** Starts, renews or ends this publisher's typing. Not answered. */
const SendTypingSchema = Type.Object(
  { type: Type.Literal('typing'), typing: Type.Boolean(), name: Type.Optional(NameSchema) },
  strict,
);

/** Asks for the relay's time; answered by `clock` with the same `sentAt`. */
const ClockSchema = Type.Object({ type: Type.Literal('clock'), sentAt: TimeSchema }, strict);

/** Changes the tracks this connection is sent; answered by a `snapshot`. */
const TracksSchema = Type.Object(
  {
    type: Type.Literal('tracks'),
    tracks: Type.Array(IdSchema, { minItems: 1, maxItems: limits.tracksPerViewer }),
  },
  strict,
);

/** Brings a fresh token of the same role before the one it has runs out; answered by `auth`. */
const AuthSchema = Type.Object(
  { type: Type.Literal('auth'), token: Type.String({ minLength: 1, maxLength: limits.tokenChars }) },
  strict,
);

/** Lets presenters know how it goes for this viewer. Not answered. */
const SendSignalSchema = Type.Object({ type: Type.Literal('signal'), signal: SignalSchema }, strict);

/** Says who of the captioners is live, or that all of them are silent. Answered by `floor` to all of them. */
const SendFloorSchema = Type.Object(
  {
    type: Type.Literal('floor'),
    /** The publisher who is live from now on; null for nobody. */
    live: Type.Optional(Type.Union([IdSchema, Type.Null()])),
    offRecord: Type.Optional(Type.Boolean()),
  },
  strict,
);

/** What a captioner who is not live is writing, for the other captioners; '' ends it. Not answered. */
const SendStandbySchema = Type.Object({ type: Type.Literal('standby'), text: TextSchema }, strict);

/** A line for the other captioners, which no viewer reads. Not answered but by `note` to all of them. */
const SendNoteSchema = Type.Object({ type: Type.Literal('note'), text: TextSchema }, strict);

/** A captioner has seen a signal of viewers: those who sent it are told, and it counts no more. Not answered. */
const SendSeenSchema = Type.Object({ type: Type.Literal('seen'), signal: SignalSchema }, strict);

/** Writes to the captioners. Answered by `reply-taken`. */
const SendReplySchema = Type.Object({ type: Type.Literal('reply'), ...replyFields }, strict);

/** Starts, renews or ends that this viewer writes a reply. Not answered. */
const SendReplyTypingSchema = Type.Object(
  { type: Type.Literal('reply-typing'), from: IdSchema, typing: Type.Boolean() },
  strict,
);

/** Every message a client can send, by its `type`. */
export const clientMessageSchemas = {
  hello: HelloSchema,
  publish: PublishSchema,
  interim: SendInterimSchema,
  typing: SendTypingSchema,
  clock: ClockSchema,
  tracks: TracksSchema,
  auth: AuthSchema,
  signal: SendSignalSchema,
  floor: SendFloorSchema,
  standby: SendStandbySchema,
  note: SendNoteSchema,
  seen: SendSeenSchema,
  reply: SendReplySchema,
  'reply-typing': SendReplyTypingSchema,
} as const;

export type ClientMessage = {
  [Name in keyof typeof clientMessageSchemas]: Static<(typeof clientMessageSchemas)[Name]>;
}[keyof typeof clientMessageSchemas];

/** Which roles may send a message. */
export const clientMessageRoles = {
  hello: ['presenter', 'owner'],
  publish: ['presenter', 'owner'],
  interim: ['presenter', 'owner'],
  typing: ['presenter', 'owner'],
  clock: ['presenter', 'owner'],
  tracks: ['viewer', 'presenter', 'owner'],
  auth: ['viewer', 'presenter', 'owner'],
  signal: ['viewer', 'presenter', 'owner'],
  floor: ['presenter', 'owner'],
  standby: ['presenter', 'owner'],
  note: ['presenter', 'owner'],
  seen: ['presenter', 'owner'],
  // Who can publish has no need to ask captioners to.
  reply: ['viewer'],
  'reply-typing': ['viewer'],
} as const satisfies Record<ClientMessage['type'], readonly Role[]>;

export const RoleSchema = Type.Union([
  Type.Literal('viewer'),
  Type.Literal('presenter'),
  Type.Literal('owner'),
]);
export type Role = Static<typeof RoleSchema>;
