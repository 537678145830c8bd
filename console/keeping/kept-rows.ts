// What stands in the database, and how it is read back: checked as anything from outside, since another version of this
// page or a failing disk may have written it. Checked is what this page needs; the relay judges the rest.
import type { KeptRecord } from '../../client/outbox-keeper.ts';
import type { KeptText } from './console-keeper.ts';

/** One page's outbox, and the text in its field. */
export type OutboxRow = {
  readonly publisher: string;
  readonly relay: string;
  readonly session: string;
  readonly beganAtMs: number;
  /** When something was last kept in it. */
  readonly keptAtMs: number;
  readonly text?: KeptText;
};

export type RecordRow = KeptRecord & { readonly publisher: string };

type Unchecked = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Unchecked => typeof value === 'object' && value !== null;
const isNumber = (value: unknown) => Number.isSafeInteger(value);
const isText = (value: unknown) => typeof value === 'string';
const isMissingOr = (value: unknown, is: (value: unknown) => boolean) => value === undefined || is(value);

const draftFields: Readonly<Record<string, (draft: Unchecked) => boolean>> = {
  line: ({ id, rev, text, speaker }) =>
    isText(id) && isNumber(rev) && isText(text) && isMissingOr(speaker, isText),
  retract: ({ id }) => isText(id),
  status: ({ level, text }) => isText(level) && isText(text),
  clear: ({ scope }) => isText(scope),
  end: () => true,
};

function isDraft(value: unknown): boolean {
  if (!isObject(value) || typeof value.type !== 'string' || !isMissingOr(value.at, isNumber)) return false;
  return Object.hasOwn(draftFields, value.type) && draftFields[value.type]?.(value) === true;
}

export function isKeptText(value: unknown): value is KeptText {
  return isObject(value) && isText(value.id) && isNumber(value.at) && isText(value.text);
}

export function isRecordRow(value: unknown): value is RecordRow {
  return isObject(value) && isNumber(value.key) && isNumber(value.n) && isDraft(value.draft);
}

export function isOutboxRow(value: unknown): value is OutboxRow {
  return (
    isObject(value) &&
    [value.publisher, value.relay, value.session].every(isText) &&
    isNumber(value.beganAtMs) &&
    isNumber(value.keptAtMs) &&
    isMissingOr(value.text, isKeptText)
  );
}
