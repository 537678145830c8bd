// Frame -> message: JSON, schema, text hygiene, code-point lengths; in that order, before anything else sees a byte.
// A fault names the field and changes nothing.
import { Compile } from 'typebox/compile';

import {
  type ClientMessage,
  clientMessageRoles,
  clientMessageSchemas,
  type Role,
} from '../../protocol/client-messages.ts';
import { type ErrorCode, errorCodes } from '../../protocol/codes.ts';
import { limits } from '../../protocol/limits.ts';
import { type Draft, DraftSchema, isId } from '../../protocol/records.ts';
import { cleanName, cleanText, codePointLength, hasVisibleText } from '../../protocol/text.ts';
import { firstFault, type SchemaError, type Validator } from './schema-fault.ts';

/** What is wrong with a frame. */
export type Fault = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly field?: string;
  /** The publisher's number that the frame carried, if it got that far. */
  readonly n?: number;
  /** The reply that the frame carried. */
  readonly id?: string;
};

export type ReadFrame =
  | { readonly type: 'message'; readonly message: ClientMessage }
  | { readonly type: 'fault'; readonly fault: Fault };

const validators = new Map<string, Validator>(
  Object.entries(clientMessageSchemas).map(([type, schema]) => [type, Compile(schema)]),
);

const fault = (code: ErrorCode, message: string, field?: string, about: About = {}): ReadFrame => ({
  type: 'fault',
  fault: { code, message, ...(field ? { field } : {}), ...about },
});

/** What a sender knows its message by. */
type About = Pick<Fault, 'n' | 'id'>;

function aboutOf({ type, n, id }: { type: string; n?: unknown; id?: unknown }): About {
  if (type === 'publish' && Number.isInteger(n) && (n as number) > 0) return { n: n as number };
  return type === 'reply' && typeof id === 'string' && isId(id) ? { id } : {};
}

/** A union reports every branch that failed; only the branch of the record's own type is what the sender meant. */
function isMeant({ schemaPath }: SchemaError, recordType: unknown): boolean {
  const branch = /^#\/properties\/record\/anyOf\/(\d+)/.exec(schemaPath)?.[1];
  if (branch === undefined) return true;
  const meant = DraftSchema.anyOf.findIndex(({ properties }) => properties.type.const === recordType);
  return meant < 0 ? schemaPath.endsWith('/type') : meant === Number(branch);
}

function schemaFault(
  validator: Validator,
  value: { type: string; n?: unknown; id?: unknown; record?: unknown },
): ReadFrame {
  const recordType = (value.record as { type?: unknown } | null | undefined)?.type;
  const { field, what } = firstFault(validator, value, (error) => isMeant(error, recordType)) ?? {
    field: 'type',
    what: 'does not fit',
  };
  return fault(errorCodes.invalid, `${value.type}: ${field} ${what}`, field, aboutOf(value));
}

/** Texts that are shorter than a line may be, in code points. */
const textsMost: Partial<Record<ClientMessage['type'], number>> = {
  reply: limits.replyCodePoints,
  note: limits.noteCodePoints,
};
/** What says nothing without text. */
const saying: ReadonlySet<string> = new Set(['line', 'status', 'reply', 'note']);

/** The first text or name that is too long, or a line without words. Measures what would be stored. */
function textFault(message: ClientMessage): ReadFrame | undefined {
  const about = aboutOf(message);
  const textMost = textsMost[message.type] ?? limits.textCodePoints;
  const place = message.type === 'publish' ? 'record.' : '';
  const holder = (message.type === 'publish' ? message.record : message) as Partial<
    Record<'text' | 'add' | 'speaker' | 'name', string>
  >;
  for (const [field, most] of [
    ['text', textMost],
    ['add', limits.textCodePoints],
    ['speaker', limits.nameCodePoints],
    ['name', limits.nameCodePoints],
  ] as const) {
    const text = holder[field];
    if (text !== undefined && text.length > most && codePointLength(text) > most) {
      const what = `${message.type}: ${place}${field} has more than ${most} code points`;
      return fault(errorCodes.textTooLong, what, place + field, about);
    }
  }
  const said = message.type === 'publish' ? message.record : message;
  return 'text' in said && saying.has(said.type) && !hasVisibleText(said.text)
    ? fault(errorCodes.textEmpty, `a ${said.type} needs text that can be seen`, `${place}text`, about)
    : undefined;
}

/** Reads a record that came on no frame: as it would be stored, or what is wrong with it. */
export function readDraft(draft: Draft): { readonly draft: Draft } | { readonly fault: Fault } {
  const record = cleanDraft(draft);
  const wrong = textFault({ type: 'publish', n: 1, record });
  return wrong?.type === 'fault' ? { fault: wrong.fault } : { draft: record };
}

function cleanDraft(draft: Draft): Draft {
  if (draft.type === 'status') return { ...draft, text: cleanText(draft.text).trim() };
  if (draft.type !== 'line') return draft;
  const { speaker: rawSpeaker, ...line } = draft;
  const speaker = rawSpeaker === undefined ? '' : cleanName(rawSpeaker);
  return { ...line, text: cleanText(line.text).trim(), ...(speaker ? { speaker } : {}) };
}

/** Reads one text frame of a connection with this role. */
export function readFrame(text: string, role: Role): ReadFrame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fault(errorCodes.malformed, 'the frame is not JSON');
  }
  const type = (value as { type?: unknown } | null)?.type;
  const validator = typeof type === 'string' ? validators.get(type) : undefined;
  if (!validator) return fault(errorCodes.invalid, 'type names no message', 'type');
  const typed = value as ClientMessage;
  if (!(clientMessageRoles[typed.type] as readonly Role[]).includes(role)) {
    return fault(errorCodes.roleForbidden, `a ${role} may not send "${typed.type}"`, 'type');
  }
  if (!validator.Check(typed)) return schemaFault(validator, typed);
  const message = clean(typed);
  return textFault(message) ?? { type: 'message', message };
}

/** Interim text is the exception: its deltas count what the publisher sent, so the store cleans what it shows. */
function clean(message: ClientMessage): ClientMessage {
  if (message.type === 'publish') return { ...message, record: cleanDraft(message.record) };
  if (message.type === 'reply' || message.type === 'note')
    return { ...message, text: cleanText(message.text).trim() };
  if (message.type === 'standby') return { ...message, text: cleanText(message.text) };
  if ('name' in message) return { ...message, name: cleanName(message.name ?? '') };
  if ('speaker' in message) return { ...message, speaker: cleanName(message.speaker ?? '') };
  return message;
}
