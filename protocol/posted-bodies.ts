// What `POST /v1/sessions/SESSION/captions`, `/status` and `/typing` take and answer (PROTOCOL.md, "Publishing by requests"):
// schema and type in one.
import { type Static, Type } from 'typebox';

import { relayLimits } from './limits.ts';
import { IdSchema, LevelSchema, NameSchema, TextSchema, TimeSchema, voiceFields } from './records.ts';

const strict = { additionalProperties: false } as const;

export const CaptionBodySchema = Type.Object(
  {
    text: TextSchema,
    /** Whether the line is finished; true by default. Otherwise its newest text so far. */
    final: Type.Optional(Type.Boolean()),
    /** What the line is known by: interim texts of a line and the line itself have the same. */
    id: Type.Optional(IdSchema),
    /** A line begins at 1, a higher one corrects it. The next one of the line of this `id` by default. */
    rev: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    /** When its first word was said, UTC milliseconds; when it came by default. */
    at: Type.Optional(TimeSchema),
    /** When its last word was said, UTC milliseconds, where that is known. */
    until: Type.Optional(TimeSchema),
    ...voiceFields,
  },
  strict,
);
export type CaptionBody = Static<typeof CaptionBodySchema>;

export const CaptionsBodySchema = Type.Array(CaptionBodySchema, {
  minItems: 1,
  maxItems: relayLimits.captionsPerPost,
});

export const StatusBodySchema = Type.Object(
  {
    /** '' takes the status away. */
    text: TextSchema,
    /** `info` by default. */
    level: Type.Optional(LevelSchema),
    /** When what it says is over, UTC milliseconds. */
    until: Type.Optional(TimeSchema),
  },
  strict,
);
export type StatusBody = Static<typeof StatusBodySchema>;

export const TypingBodySchema = Type.Object(
  { typing: Type.Boolean(), name: Type.Optional(NameSchema) },
  strict,
);
export type TypingBody = Static<typeof TypingBodySchema>;

/** The answer, once everything is in the log. */
export const PublishedSchema = Type.Object({
  /** In the order of the request; `seq` is a record's place in the log. */
  records: Type.Array(
    Type.Object({
      id: Type.Optional(IdSchema),
      seq: Type.Optional(Type.Integer({ minimum: 1 })),
      /** The record is stored but changes nothing for viewers: its line does not exist, or has the same or a higher revision. */
      applied: Type.Optional(Type.Literal(false)),
    }),
  ),
  /** The `Idempotency-Key` was there before: nothing was published again. */
  repeated: Type.Optional(Type.Literal(true)),
});
export type Published = Static<typeof PublishedSchema>;
