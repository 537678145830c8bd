// Every shape in which a recogniser's JSON is understood; the first that fits reads it. docs/recognisers.md lists them.
import { type Heard, isObject, type Shape } from './heard.ts';
import { localShapes } from './local-shapes.ts';
import { plainShape } from './plain-shape.ts';
import { serviceShapes } from './service-shapes.ts';

export const shapes: readonly Shape[] = [...localShapes, ...serviceShapes, plainShape];

/** How many fields of an unknown shape are named. */
const namedFields = 5;

/**
 * Reads one JSON value of a recogniser; a list is its values.
 * @returns what was heard; nothing for what is said beside words
 * @throws TypeError, whose message goes on after “line 5”, for a value of no known shape
 */
export function heardIn(value: unknown): readonly Heard[] {
  return Array.isArray(value) ? value.flatMap(heardInOne) : heardInOne(value);
}

function heardInOne(value: unknown): readonly Heard[] {
  if (!isObject(value)) throw new TypeError('is JSON without words: an object with "text" is expected');
  for (const shape of shapes) {
    const heard = shape.read(value);
    if (heard) return heard;
  }
  const names = Object.keys(value);
  const fields = names.slice(0, namedFields).join(', ') + (names.length > namedFields ? ', …' : '');
  throw new TypeError(`has an unknown shape (${fields || 'no fields'}); print "text" and "final"`);
}
