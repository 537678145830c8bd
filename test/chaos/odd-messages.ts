// What a client may send, and everything beside it: valid messages of each type, mutated by field, type, size, text and
// nesting, and text that is no message at all.
import { type ClientMessage, clientMessageSchemas } from '../../protocol/client-messages.ts';
import type { Draft } from '../../protocol/records.ts';
import type { Dice } from '../helpers/dice.ts';
import { oddJson, oddValue, oddWord } from './odd-values.ts';

const lineIds = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const tracks = ['main', 'de', 'x:1'] as const;

function voice(dice: Dice): object {
  return {
    ...(dice.chance(0.2) ? { speaker: oddWord(dice).slice(0, 80) } : {}),
    ...(dice.chance(0.2) ? { lang: dice.pick(['en', 'de-CH', 'zh-Hant-TW']) } : {}),
    ...(dice.chance(0.2) ? { track: dice.pick(tracks) } : {}),
    ...(dice.chance(0.2) ? { kind: dice.pick(['speech', 'sound', 'music', 'note']) } : {}),
  };
}

function draft(dice: Dice): Draft {
  const at = dice.chance(0.1) ? { at: dice.pick([0, 1, Date.now(), 8.64e15]) } : {};
  const until = dice.chance(0.3) ? { until: dice.pick([0, Date.now() + 60_000, 8.64e15]) } : {};
  const id = dice.pick(lineIds) + dice.whole(0, 99);
  const text = dice.chance(0.3) ? `${oddWord(dice).slice(0, 300)}.` : 'a line';
  return {
    ...at,
    ...dice.pick<Draft>([
      { type: 'line', id, rev: 1, text, ...voice(dice) },
      { type: 'line', id, rev: 1, text, ...voice(dice) },
      { type: 'line', id, rev: dice.whole(1, 4), text },
      { type: 'retract', id },
      { type: 'status', level: dice.pick(['info', 'warning', 'alert']), text, ...until },
      { type: 'clear', scope: dice.pick(['status', 'screen']) },
      { type: 'end' },
    ]),
  } as Draft;
}

type Schema = {
  readonly const?: unknown;
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
};

/** A value that fits a schema of the protocol's. */
function fitting(dice: Dice, schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.anyOf) return fitting(dice, dice.pick(schema.anyOf));
  switch (schema.type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).filter(
        ([name]) => schema.required?.includes(name) || dice.chance(0.5),
      );
      return Object.fromEntries(fields.map(([name, field]) => [name, fitting(dice, field)]));
    }
    case 'array':
      return Array.from({ length: dice.whole(1, 4) }, () => fitting(dice, schema.items ?? {}));
    case 'boolean':
      return dice.chance(0.5);
    case 'integer':
      return (schema.minimum ?? 0) + dice.whole(0, 3);
    default:
      return dice.pick(['en', 'main', 'a1']);
  }
}

/** A valid message, as far as one can be without knowing what went before. @param n the publisher's next number. */
export function validMessage(dice: Dice, publisher: string, n: number): ClientMessage {
  return dice.pick<() => ClientMessage>([
    () => ({ type: 'publish', n, record: draft(dice) }),
    () => ({ type: 'publish', n, record: draft(dice) }),
    () => ({ type: 'publish', n: Math.max(1, n + dice.whole(-2, 2)), record: draft(dice) }),
    () => ({ type: 'interim', id: dice.pick(lineIds), rev: 1, keep: 0, add: oddWord(dice), ...voice(dice) }),
    () => ({
      type: 'interim',
      id: dice.pick(lineIds),
      rev: dice.whole(1, 3),
      keep: dice.whole(0, 3),
      add: 'x',
    }),
    // Whatever types there are.
    () => fitting(dice, dice.pick(Object.values(clientMessageSchemas))) as ClientMessage,
    () => ({ type: 'hello', publisher, name: 'somebody' }),
    () => ({ type: 'typing', typing: dice.chance(0.5), name: 'somebody' }),
    () => ({ type: 'floor', live: dice.pick([publisher, null, 'nobody']), offRecord: dice.chance(0.5) }),
    () => ({ type: 'standby', text: oddWord(dice) }),
    () => ({ type: 'note', text: oddWord(dice) }),
    () => ({ type: 'seen', signal: dice.pick(['fast', 'stopped', 'silent', 'thanks']) }),
    () => ({ type: 'reply', id: dice.pick(lineIds), from: dice.pick(lineIds), text: oddWord(dice) }),
    () => ({ type: 'reply-typing', from: dice.pick(lineIds), typing: dice.chance(0.5) }),
    () => ({ type: 'clock', sentAt: dice.pick([0, Date.now(), 8.64e15]) }),
    () => ({ type: 'tracks', tracks: dice.chance(0.5) ? [...tracks] : ['main'] }),
  ])();
}

type Fields = Record<string, unknown>;

/** Changes one thing, somewhere in the message. Own fields only, so that `__proto__` is a field like any other. */
function mutate(dice: Dice, value: Fields): Fields {
  const entries = Object.entries(value);
  const at = dice.whole(0, Math.max(0, entries.length - 1));
  const [name, held] = entries[at] ?? ['', undefined];
  if (typeof held === 'object' && held !== null && !Array.isArray(held) && dice.chance(0.7)) {
    entries[at] = [name, mutate(dice, held as Fields)];
    return Object.fromEntries(entries);
  }
  switch (dice.whole(0, 6)) {
    case 0:
      entries.splice(at, 1);
      break;
    case 1:
      entries.push([oddWord(dice), oddValue(dice)]);
      break;
    case 2:
      entries[at] = [oddWord(dice), held];
      break;
    case 3:
      entries[at] = [name, { ...value }];
      break;
    case 4:
      entries[at] = [name, [held]];
      break;
    case 5:
      entries[at] = [name, typeof held === 'string' ? Number(held) : JSON.stringify(held)];
      break;
    default:
      entries[at] = [name, oddValue(dice)];
  }
  return Object.fromEntries(entries);
}

/** The text of one frame. */
export function oddMessage(dice: Dice, publisher: string, n: number): string {
  if (dice.chance(0.1)) return oddJson(dice);
  const message = validMessage(dice, publisher, n);
  if (dice.chance(0.4)) return JSON.stringify(message);
  let mutated: Fields = message;
  for (let times = dice.pick([1, 1, 1, 2, 4]); times > 0; times--) mutated = mutate(dice, mutated);
  const json = JSON.stringify(mutated);
  // Now and then broken off, or with a character too many.
  if (dice.chance(0.05)) return json.slice(0, dice.whole(0, json.length));
  return dice.chance(0.05) ? json + oddWord(dice) : json;
}
