// The live plane: interim text, typing, signals. Latest wins, never logged, never numbered (PROTOCOL.md, "Two planes").
import { type Static, Type } from 'typebox';

import { limits } from './limits.ts';
import { IdSchema, NameSchema, TextSchema, TimeSchema, voiceFields } from './records.ts';

export const InterimSchema = Type.Object(
  {
    /** The id of the line that this text will become. */
    id: IdSchema,
    /** Counts the revisions sent; a delta builds on the revision before it. */
    rev: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
    /** Code points of the previous revision that stay; 0 carries the whole text. */
    keep: Type.Integer({ minimum: 0 }),
    /** What follows them. A whole text that is empty takes the interim away. */
    add: TextSchema,
    /** Sent with whole texts only. */
    ...voiceFields,
  },
  { additionalProperties: false },
);
export type Interim = Static<typeof InterimSchema>;

export const TypistSchema = Type.Object({
  /** Who types; a name that people know. */
  name: NameSchema,
  /** Milliseconds until it ends by itself. */
  leftMs: Type.Integer({ minimum: 0 }),
});
/** Somebody who is typing now. */
export type Typist = Static<typeof TypistSchema>;

export const SignalSchema = Type.Union([
  /** No more captions come. */
  Type.Literal('stopped'),
  /** They come too fast to be read. */
  Type.Literal('fast'),
  /** There is no sound. */
  Type.Literal('silent'),
  Type.Literal('thanks'),
]);
/** What a viewer lets the presenter know. */
export type Signal = Static<typeof SignalSchema>;

export const SignalCountSchema = Type.Object({
  signal: SignalSchema,
  /** How many viewers sent it within relayTiming.signalMs, and are still here. */
  viewers: Type.Integer({ minimum: 1 }),
});
/** How many viewers say the same. */
export type SignalCount = Static<typeof SignalCountSchema>;

/** What a viewer writes to captioners. */
export const replyFields = {
  /** The viewer's own name for it: sent again, it is still one. */
  id: IdSchema,
  /** Who writes, a random id that the viewer keeps for itself. */
  from: IdSchema,
  // As with other texts, the bound in UTF-16 units only keeps absurd input away.
  text: Type.String({ maxLength: limits.replyCodePoints * 2 }),
};

export const ReplySchema = Type.Object({ ...replyFields, at: TimeSchema });
/** A reply as captioners read it; viewers never do. */
export type Reply = Static<typeof ReplySchema>;

export const CaptionerSchema = Type.Object({ id: IdSchema, name: NameSchema });
/** A publisher who could be live; the name is empty when there is none. */
export type Captioner = Static<typeof CaptionerSchema>;
