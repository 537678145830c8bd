// Looks in one press. Each button is a sample of the look that it sets, and is pressed while the reader has exactly that; a
// second press takes it back. Presets of colours and of size are apart, so that a reader can have both.
import type { ComponentChild } from 'preact';

import { styles } from './kit.ts';
import { groups, type Preferences, type PreferenceStore, standard } from './preferences.ts';
import type { ToolWords } from './words/en.ts';

/** The sample of the site's look keeps the palette of the page and its theme, whatever the reader has chosen. */
export function presetStyles(): string {
  const [dark, light] = styles.match(/--bg:.*?scheme:\w+/g) as string[];
  return `
.looks{display:flex;flex-wrap:wrap;gap:8px;padding:8px 0}
.looks button{flex:1 0 auto;color:var(--fg);background:var(--bg);border:1px solid var(--rim)}
.looks [aria-pressed=true]{padding:0 10px;border:3px solid;text-decoration:none}
.looks :focus-visible{outline-offset:2px}
.p0{${dark}}
@media(prefers-color-scheme:light){:host(:not([theme=dark])) .p0{${light}}}
:host([theme=light]) .p0{${light}}
.p4{font-size:1.5em}
`;
}

type Preset = Partial<Preferences>;
const coloured = (colour: string, ground: string): Preset => ({
  colour,
  opacity: 100,
  background: ground,
  backgroundOpacity: 100,
  window: ground,
  windowOpacity: 100,
});
/** The standard values of some choices. */
const standardOf = (names: object): Preset =>
  Object.fromEntries(Object.keys(names).map((name) => [name, standard[name as keyof Preferences]]));

/** In the order of their names in the tables of words; the site's look comes first. */
const presets: readonly Preset[] = [
  standardOf({ ...groups[0], ...groups[1], theme: 0 }),
  coloured('#ffffff', '#000000'),
  coloured('#ffff00', '#000000'),
  coloured('#000000', '#ffffff'),
  { size: 200 },
];

const isSet = (preset: Preset, now: Preferences) =>
  Object.entries(preset).every(([name, value]) => now[name as keyof Preferences] === value);

/** The row of presets. */
export function presetRow({ now, set }: PreferenceStore, words: ToolWords): ComponentChild {
  return (
    <div class="looks" role="group" aria-label={words.presets}>
      {[words.option.site, ...words.preset].map((name, index) => {
        const preset = presets[index] as Preset;
        const isPressed = isSet(preset, now.value);
        const { colour, window } = preset;
        return (
          <button
            class={`p${index}`}
            style={colour ? { color: colour, background: window as string } : undefined}
            aria-pressed={isPressed}
            onClick={() => set(isPressed ? standardOf(preset) : preset)}
          >
            {name}
          </button>
        );
      })}
    </div>
  );
}
