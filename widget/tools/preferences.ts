// What a reader may choose, what each choice may be, and where it is kept: on the device, and as a short text that can be
// carried to another one. Only what differs from the site's own is kept. One writer: `set`.
import { keptKey } from '../kept.ts';
import type { Signal } from '../signal.ts';
import type { Desk } from './desk.ts';
import { signal } from './kit.ts';

type Choice<Value> = {
  readonly standard: Value;
  /** What a text spells; undefined when it spells none. */
  read(spelled: string): Value | undefined;
};

const range = (least: number, most: number, step: number, standard: number) => ({
  least,
  most,
  step,
  standard,
  read: (spelled: string) => (spelled && +spelled >= least && +spelled <= most ? +spelled : undefined),
});
/** The first is the standard one. */
const choice = <const Value extends string>(...of: readonly [Value, ...Value[]]) => ({
  of,
  standard: of[0],
  read: (spelled: string) => of.find((one) => one === spelled),
});
const flag = {
  standard: false,
  read: (spelled: string) => spelled === 'yes' || (spelled === 'no' ? false : undefined),
};
/** Free text, or a colour as `#rrggbb`; empty: the site's own, or none. */
const text = (shape: RegExp) => ({
  standard: '',
  read: (spelled: string) => (shape.test(spelled) ? spelled : undefined),
});
const colour = text(/^(#[0-9a-f]{6})?$/);

/** Those in the drawer of settings, in its groups. `site` and an empty colour leave it to the page. */
export const groups = [
  {
    /** The eight families of 47 CFR 79.103(c)(2). */
    font: choice('site', 'serif', 'serif-mono', 'sans', 'sans-mono', 'casual', 'cursive', 'small-caps'),
    /** Per cent of the site's size. */
    size: range(50, 300, 25, 100),
    colour,
    /** Per cent, as all that has no other unit. */
    opacity: range(25, 100, 25, 100),
    edge: choice('none', 'raised', 'depressed', 'uniform', 'shadow'),
  },
  {
    background: colour,
    backgroundOpacity: range(0, 100, 25, 100),
    window: colour,
    windowOpacity: range(0, 100, 25, 100),
  },
  {
    /** Per cent of the text's height. */
    lineHeight: range(100, 300, 10, 150),
    letterSpacing: range(0, 50, 2, 0),
    wordSpacing: range(0, 100, 4, 0),
  },
  {
    /** Lines in view; 0: the site's. */
    lines: range(0, 12, 1, 0),
    /** Per cent of the window; 0: the site's. */
    width: range(0, 100, 5, 0),
    place: choice('site', 'bottom', 'top', 'float'),
  },
  {
    interim: { ...flag, standard: true },
    /** Words per minute at most; 0: as they come. */
    speed: range(0, 400, 20, 0),
    /** Seconds; -1: the site's. */
    delay: range(-1, 180, 1, -1),
  },
  {
    announce: choice('site', 'phrases', 'on-demand', 'off'),
    /** How fast the screen reader speaks; it decides which lines are skipped. */
    speechRate: choice('usual', 'slow', 'fast', 'never-skip'),
    /** Words that an alert is wanted for, with commas between. */
    myWords: text(/^[^;=]{0,200}$/),
    vibrate: flag,
    /** Cells of a braille display; 0: whole lines. */
    cells: range(0, 80, 1, 0),
  },
] as const;

/** Every choice there is. */
export const choices = {
  ...groups[0],
  ...groups[1],
  ...groups[2],
  ...groups[3],
  ...groups[4],
  ...groups[5],
  /** `auto`: as the reader's system has it. Each but `site` also leaves the page's colours behind. */
  theme: choice('site', 'auto', 'light', 'dark'),
  /** Tracks to be read, one or two, with a comma between. */
  tracks: text(/^[\w.:-]*(,[\w.:-]+)?$/),
  hidden: flag,
  /** Where the reader moved the panel, in per cent of the room there is; -1: not moved. */
  left: range(-1, 100, 0.1, -1),
  top: range(-1, 100, 0.1, -1),
  /** Height in CSS pixels; 0: as many as the lines need. */
  height: range(0, 4000, 1, 0),
};

type Choices = typeof choices;
export type Preferences = {
  readonly [Name in keyof Choices]: Choices[Name] extends Choice<infer Value> ? Value : never;
};
type PreferenceName = keyof Preferences;

const names = Object.keys(choices) as PreferenceName[];

export const standard = Object.fromEntries(
  names.map((name) => [name, choices[name].standard]),
) as Preferences;

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
    const known = Object.hasOwn(choices, name) ? choices[name as PreferenceName].read(value) : undefined;
    if (known === undefined) unknown.push(part.trim());
    else read_[name as PreferenceName] = known;
  }
  return { preferences: { ...standard, ...read_ } as Preferences, unknown };
}

export type PreferenceStore = {
  readonly now: Signal<Preferences>;
  set(some: Partial<Preferences>): void;
};

/** Those of the other widgets in this page. */
const stores = new Set<Signal<Preferences>>();

/** The reader's choices, the same in every widget and window of this site. */
export function createPreferences({ listen, onStop }: Pick<Desk, 'listen' | 'onStop'>): PreferenceStore {
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
  onStop(() => stores.delete(now));
  listen(window, 'storage', (event) => {
    const { key } = event as StorageEvent;
    if (key === keptKey || key === null) now.value = load();
  });
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
  };
}
