// What a reader may choose, what each choice may be, and where it is kept: on the device, and as a short text that can be
// carried to another one. Only what differs from the site's own is kept. One writer: `set`.
import { keptKey } from '../kept.ts';
import type { Signal } from '../signal.ts';
import { signal } from './kit.ts';

type Range = {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly standard: number;
};
type Choice<Value extends string> = { readonly of: readonly Value[]; readonly standard: Value };

const range = (least: number, most: number, step: number, standard: number): Range => ({
  least,
  most,
  step,
  standard,
});
/** The first is the standard one. */
const choice = <const Value extends string>(...of: readonly [Value, ...Value[]]): Choice<Value> => ({
  of,
  standard: of[0],
});
const flag = (standard: boolean) => ({ standard });
/** Free text, or a colour as `#rrggbb`; empty: the site's own, or none. */
const text = (shape: RegExp) => ({ shape, standard: '' });
const colour = text(/^(#[0-9a-f]{6})?$/);

/** Every choice there is. `site` and an empty colour leave it to the page. */
export const choices = {
  /** The eight families of 47 CFR 79.103(c)(2). */
  font: choice('site', 'serif', 'serif-mono', 'sans', 'sans-mono', 'casual', 'cursive', 'small-caps'),
  /** Per cent of the site's size. */
  size: range(50, 300, 25, 100),
  colour,
  background: colour,
  window: colour,
  /** Per cent. */
  opacity: range(25, 100, 25, 100),
  backgroundOpacity: range(0, 100, 25, 100),
  windowOpacity: range(0, 100, 25, 100),
  edge: choice('none', 'raised', 'depressed', 'uniform', 'shadow'),
  /** Per cent of the text's height. */
  lineHeight: range(100, 300, 10, 150),
  letterSpacing: range(0, 50, 2, 0),
  wordSpacing: range(0, 100, 4, 0),
  /** Lines in view; 0: the site's. */
  lines: range(0, 12, 1, 0),
  place: choice('site', 'bottom', 'top', 'float'),
  /** Per cent of the window; 0: the site's. */
  width: range(0, 100, 5, 0),
  interim: flag(true),
  /** Words per minute at most; 0: as they come. */
  speed: range(0, 400, 20, 0),
  /** Seconds; -1: the site's. */
  delay: range(-1, 180, 1, -1),
  announce: choice('site', 'phrases', 'on-demand', 'off'),
  /** Tracks to be read, one or two, with a comma between. */
  tracks: text(/^[\w.:-]*(,[\w.:-]+)?$/),
  /** Words that an alert is wanted for, with commas between. */
  myWords: text(/^[^;=]{0,200}$/),
  vibrate: flag(false),
  hidden: flag(false),
  /** Cells of a braille display; 0: whole lines. */
  cells: range(0, 80, 1, 0),
  /** Where the reader moved the panel, in per cent of the room there is; -1: not moved. */
  left: range(-1, 100, 0.1, -1),
  top: range(-1, 100, 0.1, -1),
  /** Height in CSS pixels; 0: as many as the lines need. */
  height: range(0, 4000, 1, 0),
} as const;

type Choices = typeof choices;
export type Preferences = {
  readonly [Name in keyof Choices]: Choices[Name] extends Choice<infer Value>
    ? Value
    : Choices[Name] extends Range
      ? number
      : Choices[Name] extends { standard: boolean }
        ? boolean
        : string;
};
type PreferenceName = keyof Preferences;

const names = Object.keys(choices) as PreferenceName[];

export const standard = Object.fromEntries(
  names.map((name) => [name, choices[name].standard]),
) as Preferences;

/** The choice that a text spells; undefined when it spells none. */
function read(name: PreferenceName, spelled: string): string | number | boolean | undefined {
  const kind: object = choices[name];
  if ('of' in kind) return (kind.of as string[]).includes(spelled) ? spelled : undefined;
  if ('shape' in kind) return (kind.shape as RegExp).test(spelled) ? spelled : undefined;
  if (!('least' in kind)) return spelled === 'yes' ? true : spelled === 'no' ? false : undefined;
  const { least, most } = kind as Range;
  const number = Number(spelled);
  return spelled !== '' && number >= least && number <= most ? number : undefined;
}

const spell = (value: string | number | boolean) =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : `${value}`;

/** `size=150;font=casual`: every choice that is not the standard one. */
export const toText = (preferences: Preferences): string =>
  names
    .filter((name) => preferences[name] !== standard[name])
    .map((name) => `${name}=${spell(preferences[name])}`)
    .join(';');

/** What such a text says, and the parts of it that say nothing. */
export function fromText(spelled: string): { preferences: Preferences; unknown: string[] } {
  const read_: Partial<Record<PreferenceName, string | number | boolean>> = {};
  const unknown: string[] = [];
  for (const part of spelled.split(';').filter((one) => one.trim())) {
    const [name = '', value = ''] = part.trim().split('=');
    const known = Object.hasOwn(choices, name) ? read(name as PreferenceName, value) : undefined;
    if (known === undefined) unknown.push(part.trim());
    else read_[name as PreferenceName] = known;
  }
  return { preferences: { ...standard, ...read_ } as Preferences, unknown };
}

export type PreferenceStore = {
  readonly now: Signal<Preferences>;
  set(some: Partial<Preferences>): void;
  stop(): void;
};

/** Those of the other widgets in this page. */
const stores = new Set<Signal<Preferences>>();

/** The reader's choices, the same in every widget and window of this site. */
export function createPreferences(): PreferenceStore {
  const load = () => {
    try {
      return fromText(localStorage.getItem(keptKey) ?? '').preferences;
    } catch {
      // A frame without storage: choices hold as long as there is a widget.
      return [...stores][0]?.peek() ?? standard;
    }
  };
  const now = signal(load());
  stores.add(now);
  const follow = ({ key }: StorageEvent) => {
    if (key === keptKey || key === null) now.value = load();
  };
  addEventListener('storage', follow);
  return {
    now,
    set(some) {
      const next = { ...now.peek(), ...some };
      for (const store of stores) store.value = next;
      const kept = toText(next);
      try {
        if (kept) localStorage.setItem(keptKey, kept);
        else localStorage.removeItem(keptKey);
      } catch {
        // As above.
      }
    },
    stop() {
      removeEventListener('storage', follow);
      stores.delete(now);
    },
  };
}
