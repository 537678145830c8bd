// Frame -> message: JSON, schema, code-point lengths, text hygiene; in that order, before anything else sees a byte.
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
import type { Draft } from '../../protocol/records.ts';
import { cleanName, cleanText, codePointLength, hasVisibleText } from '../../protocol/text.ts';

/** What is wrong with a frame. */
export type Fault = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly field?: string;
  /** The publisher's number that the frame carried, if it got that far. */
  readonly n?: number;
};

export type ReadFrame =
  | { readonly type: 'message'; readonly message: ClientMessage }
  | { readonly type: 'fault'; readonly fault: Fault };

type Validator = {
  Check(value: unknown): boolean;
  Errors(value: unknown): readonly { instancePath: string; message: string }[];
};

const validators = new Map<string, Validator>(
  Object.entries(clientMessageSchemas).map(([type, schema]) => [type, Compile(schema)]),
);

const fault = (code: ErrorCode, message: string, field?: string, n?: number): ReadFrame => ({
  type: 'fault',
  fault: { code, message, ...(field ? { field } : {}), ...(n ? { n } : {}) },
});

function schemaFault(validator: Validator, value: { type: string; n?: unknown }): ReadFrame {
  // Unions report every branch that failed; the deepest path is the field people mean.
  const errors = validator.Errors(value);
  const worst = errors.reduce((a, b) => (b.instancePath.length > a.instancePath.length ? b : a));
  const field = worst.instancePath.slice(1).replaceAll('/', '.') || 'type';
  const n = Number.isInteger(value.n) && (value.n as number) > 0 ? (value.n as number) : undefined;
  return fault(errorCodes.invalid, `${value.type}: ${field} ${worst.message}`, field, n);
}

/** The first text or name that is too long, or a line without words. */
function textFault(message: ClientMessage): ReadFrame | undefined {
  const n = message.type === 'publish' ? message.n : undefined;
  const holder = (message.type === 'publish' ? message.record : message) as Partial<
    Record<'text' | 'add' | 'speaker' | 'name', string>
  >;
  for (const [field, most] of [
    ['text', limits.textCodePoints],
    ['add', limits.textCodePoints],
    ['speaker', limits.nameCodePoints],
    ['name', limits.nameCodePoints],
  ] as const) {
    const text = holder[field];
    if (text !== undefined && text.length > most && codePointLength(text) > most) {
      return fault(errorCodes.textTooLong, `${field} has more than ${most} code points`, field, n);
    }
  }
  if (message.type !== 'publish') return undefined;
  const { record } = message;
  const needsText = record.type === 'line' || record.type === 'status';
  return needsText && !hasVisibleText(record.text)
    ? fault(errorCodes.textEmpty, `a ${record.type} needs text that can be seen`, 'record.text', n)
    : undefined;
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
  const problem = textFault(typed);
  if (problem) return problem;
  const message: ClientMessage =
    typed.type === 'publish' ? { ...typed, record: cleanDraft(typed.record) } : typed;
  return { type: 'message', message };
}
