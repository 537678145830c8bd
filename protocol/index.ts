// What `captionwire/protocol` gives: everything two peers have to agree on, without DOM and without Node.
export { closeCodes, errorCodes, mayComeBack } from './codes.ts';
export type { CloseCode, ErrorCode } from './codes.ts';
export { formatCursor, genesis, nextSum, parseCursor } from './cursor.ts';
export type { Cursor } from './cursor.ts';
export { applyDelta, textDelta } from './delta.ts';
export type { TextDelta } from './delta.ts';
export {
  bearerPrefix,
  clientLimits,
  limits,
  publisherTiming,
  relayLimits,
  relayRates,
  relayTiming,
  subprotocol,
  timing,
} from './limits.ts';
export { clientMessageRoles, clientMessageSchemas } from './client-messages.ts';
export type { ClientMessage, Role } from './client-messages.ts';
export { readServerFrame } from './server-frame.ts';
export { serverMessageSchemas } from './server-messages.ts';
export type { Events, Resume, ServerMessage, Snapshot } from './server-messages.ts';
export { DraftSchema, mainTrack, RecordSchema, trackOf } from './records.ts';
export type { Draft, Kind, Level, Line, LogRecord, Status } from './records.ts';
export type { Interim, Signal, SignalCount, Typist } from './live.ts';
export {
  CaptionBodySchema,
  CaptionsBodySchema,
  PublishedSchema,
  StatusBodySchema,
  TypingBodySchema,
} from './posted-bodies.ts';
export type { CaptionBody, Published, StatusBody, TypingBody } from './posted-bodies.ts';
export { isSessionName, sessionNameRule } from './session-name.ts';
export { cleanName, cleanText, codePointLength, hasVisibleText } from './text.ts';
export { emptyTranscript, foldRecord, foldRecords } from './transcript.ts';
export type { Change, Folded, Transcript } from './transcript.ts';
