// What a compiled schema has against a value, as one sentence that names the field.
import { limits, relayLimits } from '../../protocol/limits.ts';

/** As TypeBox compiles it. */
export type Validator = {
  Check(value: unknown): boolean;
  Errors(value: unknown): readonly SchemaError[];
};

export type SchemaError = {
  readonly keyword: string;
  readonly schemaPath: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message: string;
};

/** The field that a value's first fault is about, dotted, and what is wrong with it. */
export type SchemaFault = { readonly field: string; readonly what: string };

/**
 * The first fault of a value that does not fit.
 * @param isMeant leaves out what other branches of a union say.
 */
export function firstFault(
  validator: Validator,
  value: unknown,
  isMeant: (error: SchemaError) => boolean = () => true,
): SchemaFault | undefined {
  const tooMany = crowdIn(value, []);
  if (tooMany) return tooMany;
  // `boolean` and `anyOf` only repeat what another error says better.
  const errors = validator.Errors(value).filter(isMeant);
  const telling = errors.find(({ keyword }) => keyword !== 'boolean' && keyword !== 'anyOf') ?? errors[0];
  return telling && faultOf(telling);
}

/** Deeper than messages go: what lies below is not looked at by a schema. */
const deepest = 3;

/** The first object or list with more in it than any message has. The schema would list what is wrong with each of them. */
function crowdIn(value: unknown, path: readonly string[]): SchemaFault | undefined {
  if (typeof value !== 'object' || value === null || path.length > deepest) return undefined;
  const names = Object.keys(value);
  const [most, what] = Array.isArray(value)
    ? [relayLimits.itemsPerList, 'items']
    : [relayLimits.fieldsPerObject, 'fields'];
  if (names.length > most) {
    return { field: path.join('.').slice(0, limits.idChars), what: `has more than ${most} ${what}` };
  }
  for (const name of names) {
    const found = crowdIn((value as Record<string, unknown>)[name], [...path, name]);
    if (found) return found;
  }
  return undefined;
}

function faultOf({ keyword, instancePath, params, message }: SchemaError): SchemaFault {
  const names = params as { requiredProperties?: string[]; additionalProperties?: string[] };
  const name = (names.requiredProperties ?? names.additionalProperties)?.[0];
  const path = instancePath.split('/').slice(1);
  const field = (name === undefined ? path : [...path, name]).join('.').slice(0, limits.idChars);
  if (keyword === 'required') return { field, what: 'is missing' };
  if (keyword === 'additionalProperties') return { field, what: 'is not a field of this message' };
  return { field, what: keyword === 'const' ? 'has a value that it cannot have' : message };
}
