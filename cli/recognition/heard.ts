// The words that a recogniser reports, and the contract of the functions that read its messages.

export type Heard = {
  /** The words of one utterance so far; with `grows`, only those that are new. */
  readonly text: string;
  /** Whether the words are the last of this utterance. */
  readonly final: boolean;
  readonly speaker?: string | undefined;
  readonly lang?: string | undefined;
  /** Which utterance, where the recogniser says so: a finished one that comes again is the same line, or its correction. */
  readonly key?: string | undefined;
  readonly grows?: boolean;
  /** The recogniser has begun anew, and so have its keys. */
  readonly restarts?: boolean;
};

/** How one recogniser says what it heard. Pure. */
export type Shape = {
  readonly name: string;
  /**
   * Reads one JSON object.
   * @returns what was heard, nothing for what is said beside words, or undefined where the object has another shape
   */
  read(value: JsonObject): readonly Heard[] | undefined;
};

export type JsonObject = { readonly [name: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects in a list; none where there is no list. */
export const objectsIn = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** Text as it is, numbers as text; undefined for anything else. */
export function textIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** A speaker as a name; recognisers often number them. */
export function speakerIn(value: unknown): string | undefined {
  if (isObject(value)) return speakerIn(value.name ?? value.id);
  return typeof value === 'number' ? `Speaker ${value}` : textIn(value) || undefined;
}
