// The log plane: what is numbered, kept and never lost (PROTOCOL.md, "Two planes"). Each schema here is the
// one source of its type; the relay compiles the schemas, browsers only ever see the types.
import { type Static, type TSchema, Type } from 'typebox';

import { limits } from './limits.ts';

const idPattern = /^[A-Za-z0-9_.:-]+$/;

/** Line, publisher and track ids. */
export const IdSchema = Type.String({
  minLength: 1,
  maxLength: limits.idChars,
  pattern: idPattern.source,
});

// Upper bounds in UTF-16 units only keep absurd input away from the code-point count that follows.
export const TextSchema = Type.String({ maxLength: limits.textCodePoints * 2 });
export const NameSchema = Type.String({ maxLength: limits.nameCodePoints * 2 });

/** A language tag, RFC 5646, in the shape that matters here. */
const langPattern = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}$/;
const LangSchema = Type.String({ pattern: langPattern.source });

/** UTC milliseconds by the relay's clock. */
export const TimeSchema = Type.Integer({ minimum: 0, maximum: 8.64e15 });

const KindSchema = Type.Union([
  Type.Literal('speech'),
  Type.Literal('sound'),
  Type.Literal('music'),
  Type.Literal('note'),
]);
/** What a line is: speech unless it says otherwise. */
export type Kind = Static<typeof KindSchema>;

export const LevelSchema = Type.Union([Type.Literal('info'), Type.Literal('warning'), Type.Literal('alert')]);
/** How urgent a status is. */
export type Level = Static<typeof LevelSchema>;

/** What a line and an interim text say about themselves besides their text. */
export const voiceFields = {
  speaker: Type.Optional(NameSchema),
  lang: Type.Optional(LangSchema),
  /** `main` when absent. */
  track: Type.Optional(IdSchema),
  /** `speech` when absent. */
  kind: Type.Optional(KindSchema),
};

const strict = { additionalProperties: false } as const;

const lineFields = {
  type: Type.Literal('line'),
  id: IdSchema,
  /** 1 for the line as first said; a higher one replaces it wherever it is shown. */
  rev: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  text: TextSchema,
  ...voiceFields,
  /** When its last word was said, where that is known: files show the line until then. */
  until: Type.Optional(TimeSchema),
};
const retractFields = { type: Type.Literal('retract'), id: IdSchema };
const statusFields = {
  type: Type.Literal('status'),
  level: LevelSchema,
  text: TextSchema,
  /** When what it says is over: viewers are shown the time that is left. */
  until: Type.Optional(TimeSchema),
};
const clearFields = {
  type: Type.Literal('clear'),
  /** `status` takes the status away; `screen` empties panels, the transcript keeps its lines. */
  scope: Type.Union([Type.Literal('status'), Type.Literal('screen')]),
};
const endFields = { type: Type.Literal('end') };

const draftFields = { at: Type.Optional(TimeSchema) };

/** What a publisher hands in: a record without its number; `at` is when its first word was said, by the relay's clock. */
export const DraftSchema = Type.Union([
  Type.Object({ ...lineFields, ...draftFields }, strict),
  Type.Object({ ...retractFields, ...draftFields }, strict),
  Type.Object({ ...statusFields, ...draftFields }, strict),
  Type.Object({ ...clearFields, ...draftFields }, strict),
  Type.Object({ ...endFields, ...draftFields }, strict),
]);
export type Draft = Static<typeof DraftSchema>;

const loggedFields = { seq: Type.Integer({ minimum: 1 }), at: TimeSchema };
const logged = <T extends Record<string, TSchema>>(fields: T) =>
  Type.Object({ ...loggedFields, ...fields }, strict);

export const LineSchema = logged(lineFields);
/** A finished line, as first said (rev 1) or corrected (rev > 1). */
export type Line = Static<typeof LineSchema>;

const RetractSchema = logged(retractFields);
export const StatusSchema = logged(statusFields);
/** What the presenter wants known beside the captions; the latest stands until replaced or cleared. */
export type Status = Static<typeof StatusSchema>;
const ClearSchema = logged(clearFields);
const EndSchema = logged(endFields);

export const RecordSchema = Type.Union([LineSchema, RetractSchema, StatusSchema, ClearSchema, EndSchema]);
/** One numbered entry of a session's log. */
export type LogRecord = Static<typeof RecordSchema>;

/** Whether a text can be an id, as IdSchema has it. */
export function isId(text: string): boolean {
  return text.length <= limits.idChars && idPattern.test(text);
}

/** Whether a text can be a line's language, as LangSchema has it. */
export const isLang = (text: string): boolean => langPattern.test(text);

/** The track that a line or interim belongs to when it names none. */
export const mainTrack = 'main';

/** The track of a record, or undefined for records that concern every track. */
export function trackOf(record: LogRecord): string | undefined {
  return record.type === 'line' ? (record.track ?? mainTrack) : undefined;
}
