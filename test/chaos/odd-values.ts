// Values that programs trip over: what a field holds that somebody made by mistake or on purpose.
import type { Dice } from '../helpers/dice.ts';

const words = [
  '',
  ' ',
  '\0',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'main',
  '*',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '%00%ff',
  '\r\n\r\n',
  '\u202egnp.exe',
  '\u2066\u2067\u2068',
  '\ud800',
  'x\udfff',
  '\ufeff',
  'e\u0301'.repeat(20),
  '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}',
  '\u0f3a\u0338\u0489',
  'İıſ',
  '\u1100\u1161\u11a8',
  '\u0007\u001b[31m',
] as const;

const numbers = [
  0,
  -0,
  -1,
  1.5,
  2,
  255,
  65_536,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e21,
  8.64e15,
  1.7e308,
  5e-324,
] as const;

/** Lengths around the limits. */
const lengths = [79, 80, 81, 160, 161, 1_999, 2_000, 2_001, 4_000, 4_001] as const;

export function oddWord(dice: Dice): string {
  if (dice.chance(0.05))
    return dice.pick(['x', 'é', '\u{1f600}', '\u0301', '\u202e']).repeat(dice.pick(lengths));
  if (dice.chance(0.5)) return dice.pick(words);
  const units = Array.from({ length: dice.whole(0, 12) }, () =>
    dice.chance(0.5) ? dice.whole(0, 0x7f) : dice.whole(0, 0xffff),
  );
  return String.fromCharCode(...units);
}

/** Any JSON value, nested as deep as the dice say. */
export function oddValue(dice: Dice, depth = 0): unknown {
  switch (dice.whole(0, depth > 3 ? 4 : 7)) {
    case 0:
      return null;
    case 1:
      return dice.chance(0.5);
    case 2:
      return dice.pick(numbers);
    case 3:
    case 4:
      return oddWord(dice);
    case 5:
      return Array.from({ length: dice.whole(0, 4) }, () => oddValue(dice, depth + 1));
    default:
      return Object.fromEntries(
        Array.from({ length: dice.whole(0, 4) }, () => [oddWord(dice), oddValue(dice, depth + 1)]),
      );
  }
}

/** JSON text that no program would write. */
export function oddJson(dice: Dice): string {
  const depth = dice.pick([1, 10, 100, 400, 5_000]);
  return dice.pick([
    () => '['.repeat(depth) + ']'.repeat(depth),
    () => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth),
    () => '['.repeat(depth),
    () => '{"type":"clock","sentAt":1e999}',
    () => '{"type":"clock","type":"hello","publisher":"p"}',
    () => '{"type":"publish","n":1,"n":1e400,"record":{}}',
    () => '{"__proto__":{"type":"clock"},"sentAt":1}',
    () => '{"type":"clock","sentAt":01}',
    () => '{"type":"clock","sentAt":1,}',
    () => "{'type':'clock'}",
    () => '\ufeff{"type":"clock","sentAt":1}',
    () => ' \t\r\n'.repeat(depth),
    () => `"${'x'.repeat(depth)}"`,
    () => `{"type":"${'y'.repeat(depth)}"}`,
    () => JSON.stringify({ type: dice.pick(words), [dice.pick(words)]: 1 }),
    () => dice.bytes(dice.whole(0, 60)).toString('latin1'),
    () => JSON.stringify(oddValue(dice)),
  ])();
}
