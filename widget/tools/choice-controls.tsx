// One control for each choice in the drawer of settings, made from the shape of the choice, and its value in words. A colour
// has the eight of 47 CFR 79.103(c)(5) one tap away, and any other behind them.
import type { ComponentChild } from 'preact';

import { choices, type Preferences, standard } from './preferences.ts';
import type { ToolWords } from './words/en.ts';

export const controlStyles = `
.choice,.choice label{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:0 12px;min-height:44px}
.choice :is(label,i,[type=text]){flex:1}
.choice label{min-width:min(100%,13em)}
.choice :is(input,select){font:inherit;height:2.25em;width:13em;max-width:100%;margin:0;accent-color:var(--hue)}
.choice :is([type=checkbox],[type=radio]){width:1.5em}
.choice [type=color]{width:3em}
.choice i{font-style:normal;color:var(--soft)}
.choice .one{flex:none;min-width:0;gap:8px}
.radios{justify-content:start;column-gap:16px}
.swatches{display:flex;flex-wrap:wrap;width:100%}
.swatches .one{padding:2px 4px}
.swatches [type=radio]{appearance:none;forced-color-adjust:none;width:2em;height:2em;border:1px solid var(--soft);border-radius:50%}
.swatches :checked{border:3px solid var(--fg);box-shadow:inset 0 0 0 3px var(--bg)}
.swatches :focus-visible{outline-offset:2px}
@media(forced-colors:active){.swatches{--fg:CanvasText;--bg:Canvas;--soft:CanvasText;--hue:Highlight}}
`;

export type ChoiceName = keyof ToolWords['choice'];
/** What the shapes of choices have between them. */
type Shape = { standard: unknown; of?: readonly string[]; least?: number; most?: number; step?: number };

/** In the order of their names in the tables of words. */
const colours = ['#ffffff', '#000000', '#ff0000', '#00ff00', '#0000ff', '#ffff00', '#ff00ff', '#00ffff'];
const isColour = (name: ChoiceName) => /^(colour|background|window)$/.test(name);

/** The value of a choice as a reader says it. */
export function valueInWords(name: ChoiceName, now: Preferences, words: ToolWords, lang: string): string {
  const { option, colour, otherColour } = words;
  const value = now[name];
  if (isColour(name)) return value ? (colour[colours.indexOf(`${value}`)] ?? otherColour) : option.site;
  if (typeof value === 'boolean') return value ? option.on : option.off;
  if (typeof value === 'string') return name === 'myWords' ? value : option[value as keyof typeof option];
  const isCount = /lines|speed|delay|cells/.test(name);
  if (value === standard[name] && (isCount || name === 'width'))
    return /speed|cells/.test(name) ? option.off : option.site;
  return isCount
    ? new Intl.NumberFormat(lang).format(value)
    : new Intl.NumberFormat(lang, { style: 'percent' }).format(value / 100);
}

type ControlOptions = {
  readonly now: Preferences;
  readonly words: ToolWords;
  /** Language of the words. */
  readonly lang: string;
  set(name: ChoiceName, value: string | number | boolean): void;
};

/** The control of a choice, with its label. */
export function control(name: ChoiceName, { now, words, lang, set }: ControlOptions): ComponentChild {
  const { of, least, most, step }: Shape = choices[name];
  const value = now[name];
  const label = words.choice[name];
  const text = valueInWords(name, now, words, lang);
  const radio = (one: string, look?: { background: string }, hint?: string) => (
    <input
      type="radio"
      name={name}
      aria-label={hint}
      title={hint}
      style={look}
      checked={value === one}
      onInput={() => set(name, one)}
    />
  );
  const named = (one: string, its: string) => (
    <label key={one} class="one">
      {radio(one)}
      {its}
    </label>
  );

  if (name === 'theme' || isColour(name))
    return (
      <div class="choice radios" role="radiogroup" aria-labelledby={`choice-${name}`}>
        <span id={`choice-${name}`}>{label}</span>
        {of
          ? of.map((one) => named(one, words.option[one as 'site']))
          : [
              <i key="value" aria-hidden="true">
                {value && text}
              </i>,
              named('', words.option.site),
              <div key="swatches" class="swatches">
                {colours.map((background, index) => (
                  <label key={background} class="one">
                    {radio(background, { background }, words.colour[index])}
                  </label>
                ))}
                <label class="one">
                  {words.otherColour}
                  <input
                    type="color"
                    aria-label={`${label}: ${words.otherColour}`}
                    value={`${value || '#808080'}`}
                    onInput={({ currentTarget }) => set(name, currentTarget.value)}
                  />
                </label>
              </div>,
            ]}
      </div>
    );

  const isFlag = typeof value === 'boolean';
  const isNumber = typeof value === 'number';
  return (
    <div class="choice">
      <label>
        {label}
        {isNumber && <i aria-hidden="true">{text}</i>}
        {of ? (
          <select value={`${value}`} onInput={({ currentTarget }) => set(name, currentTarget.value)}>
            {of.map((one) => (
              <option value={one}>{words.option[one as keyof ToolWords['option']]}</option>
            ))}
          </select>
        ) : (
          <input
            type={(isFlag ? 'checkbox' : isNumber ? 'range' : 'text') as 'checkbox'}
            min={least}
            max={most}
            step={step}
            maxLength={200}
            aria-valuetext={isNumber ? text : undefined}
            checked={value === true}
            value={`${value}`}
            onInput={({ currentTarget: { checked, valueAsNumber, value } }) =>
              set(name, isFlag ? checked : isNumber ? valueAsNumber : value.replace(/[;=]/g, ''))
            }
          />
        )}
      </label>
    </div>
  );
}
