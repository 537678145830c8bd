// The drawer of the reader's choices: a preview, presets, the choices by group, and all of them as a text. Each applies at
// once and is kept. 47 CFR 79.103(e).
import { type ChoiceName, control, valueInWords } from './choice-controls.tsx';
import type { Desk, Tool } from './desk.ts';
import { signal } from './kit.ts';
import { fromText, groups, type Preferences, standard, toText } from './preferences.ts';
import { presetRow } from './presets.tsx';

export const settingsStyles = `
.preview{position:sticky;top:-8px;z-index:1;margin:-8px -16px 0;padding:4px 0;max-height:min(9em,20vh);overflow:hidden;background:var(--bg);border-bottom:1px solid var(--rim)}
.preview p{margin:0;padding:0 16px;font-size:var(--size);overflow-wrap:anywhere}
summary{padding:10px 0;font-weight:600;cursor:pointer}
summary span{margin-inline-start:12px;font-weight:400;color:var(--soft)}
[open]>summary span{display:none}
.choices{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,26em),1fr));gap:0 24px;align-items:start}
@media(max-height:30em){.preview{position:static}.preview p+p{display:none}}
`;

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

  const drawer = () => {
    const words = desk.words.value;
    const [speaker, speech, sound] = words.sample;
    const { lang } = parts.state.tongue.value;
    const options = { now: now.value, words, lang, set };
    /** What the reader chose of these, each with its name: a closed group says so in its heading. */
    const chosenOf = (names: readonly ChoiceName[]) =>
      names
        .filter((name) => now.value[name] !== standard[name])
        // Isolated (Unicode 6.3): a reader's own words may run the other way.
        .map((name) => `${words.choice[name]} \u2068${valueInWords(name, now.value, words, lang)}\u2069`)
        .join(' · ') || words.option.site;
    let field: HTMLInputElement | null;
    return (
      <div>
        <div class="preview">
          <p>
            <b class="v0">{speaker}</b>: {speech}
          </p>
          <p class="sound">[{sound}]</p>
        </div>
        {presetRow(preferences, words)}
        {control('theme', options)}
        {groups.map((group, index) => {
          const names = (Object.keys(group) as ChoiceName[]).filter(isHere);
          return (
            <details open={!index}>
              <summary>
                {words.groups[index]} <span>{chosenOf(names)}</span>
              </summary>
              <div class="choices">{names.map((name) => control(name, options))}</div>
            </details>
          );
        })}
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
