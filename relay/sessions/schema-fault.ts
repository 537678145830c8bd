// What a compiled schema has against a value, as one sentence that names the field.
import { limits } from '../../protocol/limits.ts';

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
  // `boolean` and `anyOf` only repeat what another error says better.
  const errors = validator.Errors(value).filter(isMeant);
  const telling = errors.find(({ keyword }) => keyword !== 'boolean' && keyword !== 'anyOf') ?? errors[0];
  return telling && faultOf(telling);
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
