// What descriptions of routes are made of (api-document.ts).
import type { ApiOperation } from './api-document.ts';

export const ofSession = { $ref: '#/components/parameters/session' } as const;

/** A token is needed; `optional` where only a private relay asks for one. */
export const withToken = (need: 'needed' | 'optional'): NonNullable<ApiOperation['security']> =>
  need === 'needed' ? [{ token: [] }] : [{}, { token: [] }];

/** A parameter of the query. */
export const query = (name: string, description: string, more: object = {}) => ({
  name,
  in: 'query',
  description,
  schema: { type: 'string' },
  ...more,
});

/** A body or an answer of these media types. */
export const content = (schema: object, ...types: readonly string[]) => ({
  content: Object.fromEntries(types.map((type) => [type, { schema }])),
});

/** Answers that are problem documents. */
export const problems = (...statuses: readonly number[]): ApiOperation['responses'] =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: '#/components/responses/Problem' }]));

/** An answer that is text of these media types. */
export const text = (description: string, ...types: readonly string[]) => ({
  description,
  ...content({ type: 'string' }, ...types),
});
