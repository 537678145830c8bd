// The drawer of the reader's choices: a preview, the choices by group, and all of them as a text. Each applies at once and
// is kept. 47 CFR 79.103(e).
import type { ComponentChild } from 'preact';

import type { Desk, Tool } from './desk.ts';
import { signal } from './kit.ts';
import { choices, fromText, groups, type Preferences, standard, toText } from './preferences.ts';
import type { ToolWords } from './words/en.ts';

export const settingsStyles = `
.preview{position:sticky;top:-8px;z-index:1;margin:-8px -16px 0;padding:4px 0;max-height:min(9em,20vh);overflow:hidden;background:var(--bg);border-bottom:1px solid var(--rim)}
.preview p{margin:0;padding:0 16px;font-size:var(--size);overflow-wrap:anywhere}
summary{padding:10px 0;font-weight:600;cursor:pointer}
.choice,.choice label{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:0 12px;min-height:44px;max-width:36em}
.choice label,.choice i{flex:1}
.choice :is(input,select){font:inherit;height:36px;width:14em;max-width:100%;margin:0;accent-color:var(--hue)}
.choice [type=checkbox]{width:28px}
.choice [type=color]{width:5em}
.choice i{font-style:normal;color:var(--soft)}
@media(max-height:30em){.preview{position:static}}
`;

/** What the shapes of choices have between them. */
type Shape = { standard: unknown; of?: readonly string[]; least?: number; most?: number; step?: number };
type ChoiceName = keyof ToolWords['choice'];
/** A number in the reader's language, or what it means not to choose one. */
function spelled(name: ChoiceName, value: number, { option }: ToolWords, lang: string): string {
  const isCount = /lines|speed|delay|cells/.test(name);
  if (value === standard[name] && (isCount || name === 'width'))
    return /speed|cells/.test(name) ? option.off : option.site;
  return isCount
    ? new Intl.NumberFormat(lang).format(value)
    : new Intl.NumberFormat(lang, { style: 'percent' }).format(value / 100);
}

/** Screen readers at about 120, 250 and 450 words a minute. */
const charactersPerSecond = { slow: 12, usual: 25, fast: 45, 'never-skip': Infinity };

export function createSettings(desk: Desk): Tool {
  const { parts, preferences, hold } = desk;
  const { now } = preferences;
  /** What came of the last button. */
  const outcome = signal('');
  const tell = (text: string) => {
    outcome.value = text;
    desk.say(text);
  };

  desk.follow(() => {
    parts.announcer.charactersPerSecond = charactersPerSecond[now.value.speechRate];
    // Delay and speed may be among what changed.
    hold.retime();
  });

  function set(name: ChoiceName, value: string | number | boolean): void {
    // A place is where it is, wherever the panel was moved to before.
    const unmoved = name === 'place' && { left: -1, top: -1 };
    preferences.set({ [name]: value, ...unmoved } as Partial<Preferences>);
    // Who wants to hear less wants it now.
    if (name === 'announce') parts.announcer.clear();
  }

  function control(name: ChoiceName, words: ToolWords): ComponentChild {
    const { of, least, most, step }: Shape = choices[name];
    const value = now.value[name];
    const label = words.choice[name];
    const isFlag = typeof value === 'boolean';
    const isNumber = typeof value === 'number';
    const isColour = !of && !isFlag && !isNumber && name !== 'myWords';
    const text = isNumber ? spelled(name, value, words, parts.state.tongue.value.lang) : undefined;
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
              type={(isFlag ? 'checkbox' : isNumber ? 'range' : isColour ? 'color' : 'text') as 'checkbox'}
              min={least}
              max={most}
              step={step}
              maxLength={200}
              aria-valuetext={text}
              checked={value === true}
              value={`${value || (isColour ? '#808080' : value)}`}
              onInput={({ currentTarget: { checked, valueAsNumber, value } }) =>
                set(name, isFlag ? checked : isNumber ? valueAsNumber : value.replace(/[;=]/g, ''))
              }
            />
          )}
        </label>
        {isColour && (
          <button
            aria-label={`${label}: ${words.option.site}`}
            aria-pressed={!value}
            onClick={() => set(name, '')}
          >
            {words.option.site}
          </button>
        )}
      </div>
    );
  }

  const drawer = () => {
    const words = desk.words.value;
    const [speaker, speech, sound] = words.sample;
    let field: HTMLInputElement | null;
    return (
      <div>
        <div class="preview">
          <p>
            <b class="v0">{speaker}</b>: {speech}
          </p>
          <p class="sound">[{sound}]</p>
        </div>
        {groups.map((group, index) => (
          <details open={!index}>
            <summary>{words.groups[index]}</summary>
            {(Object.keys(group) as ChoiceName[]).filter(isHere).map((name) => control(name, words))}
          </details>
        ))}
        <div class="choice">
          <label>
            {words.asText}
            <input
              type="text"
              value={toText(now.value)}
              ref={(node) => {
                field = node;
              }}
            />
          </label>
          <button
            onClick={() => {
              field?.select();
              // The clipboard's own interface is missing from pages without encryption, and forbidden in frames.
              tell(field?.ownerDocument.execCommand('copy') ? words.copied : words.notCopied);
            }}
          >
            {words.copy}
          </button>
          <button
            onClick={() => {
              const { preferences: read, unknown } = fromText(field?.value ?? '');
              preferences.set(read);
              tell(unknown.length > 0 ? words.notUnderstood(unknown.join('; ')) : words.done);
            }}
          >
            {words.use}
          </button>
        </div>
        <div class="choice">
          <button
            onClick={() => {
              preferences.set(standard);
              tell(words.done);
            }}
          >
            {words.reset}
          </button>
          {outcome.value}
        </div>
      </div>
    );
  };

  /** Whether a choice could change anything here. */
  const isHere = (name: ChoiceName) =>
    name === 'place' ? !parts.element.matches('[target]') : name !== 'vibrate' || 'vibrate' in navigator;

  return { id: 'settings', name: (words) => words.settings, drawer };
}
