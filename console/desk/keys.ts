// How key combinations are spelled, `Ctrl+Alt+Shift+K`, and which of them a shortcut may have. Invariant: no shortcut is a
// single character (WCAG 2.2, 2.1.4), and none takes what browsers and text fields need.

const modifierKeys = new Set(['Control', 'Alt', 'AltGraph', 'Shift', 'Meta', 'CapsLock', 'Dead', 'Process']);
const functionKey = /^F([1-9]|1\d|2[0-4])$/;

/** Combinations that belong to the field, the browser, or the system wherever they are pressed. */
const reserved = new Set(
  [
    'A C F L N P R T V W X Y Z'.split(' ').flatMap((letter) => [`Ctrl+${letter}`, `Meta+${letter}`]),
    'N P T'.split(' ').flatMap((letter) => [`Ctrl+Shift+${letter}`, `Meta+Shift+${letter}`]),
    [
      'Meta+Q',
      'Meta+H',
      'Meta+M',
      'Ctrl+Shift+Z',
      'Meta+Shift+Z',
      'Alt+F4',
      'Alt+ArrowLeft',
      'Alt+ArrowRight',
    ],
    ['F3', 'F5', 'F6', 'F7', 'F11', 'F12', 'Ctrl+F5', 'Shift+F10'],
  ].flat(),
);

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'> & {
  getModifierState(name: string): boolean;
};

/** The key's own name, whatever character the modifiers make of it. */
function nameOf({ key, code }: KeyPress): string {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  // With Alt or Shift a digit or letter is another character, which differs between layouts.
  const plain = /^(?:Digit|Key|Numpad)([0-9A-Z])$/.exec(code)?.[1];
  if (plain) return plain;
  return key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key;
}

/** How a press is spelled; undefined while only modifiers are held, and for characters that a layout has on AltGr. */
export function keysOf(press: KeyPress): string | undefined {
  if (modifierKeys.has(press.key) || press.getModifierState('AltGraph')) return undefined;
  const { ctrlKey, altKey, shiftKey, metaKey } = press;
  const held = [ctrlKey && 'Ctrl', altKey && 'Alt', shiftKey && 'Shift', metaKey && 'Meta'].filter(Boolean);
  return [...held, nameOf(press)].join('+');
}

/** Why a combination cannot be a shortcut; undefined when it can. */
export function keysProblem(keys: string): string | undefined {
  const parts = keys.split('+');
  const isFunctionKey = functionKey.test(parts.at(-1) ?? '');
  if (!isFunctionKey && !parts.some((part) => part === 'Ctrl' || part === 'Alt' || part === 'Meta')) {
    return `${keys} is needed for typing: hold Ctrl or Alt, or use a function key.`;
  }
  if (reserved.has(keys)) return `${keys} belongs to the browser.`;
  return undefined;
}
