// Where a session has several tracks (a translation, a second interpreter) the reader picks one, or two side by side. The
// choice is kept. Invariant: what is spoken is the first one only; two languages in one ear are none.
import type { Desk, Tool } from './desk.ts';
import { signal } from './kit.ts';

const main = 'main';

/** Two columns, line beside line; one below the other where there is no room. */
const columns = (second: string) => {
  const rows = second === main ? '.log p:not([data-track])' : `.log p[data-track="${second}"]`;
  return `${rows}{border-inline-start:3px solid var(--hue)}@media(min-width:40em){.log>div{display:grid;grid:auto/1fr 1fr;grid-auto-flow:dense}.log p{grid-column:1}${rows}{grid-column:2}}`;
};

export function createTracksTool({ parts, preferences, words, addSheet, follow, onStop }: Desk): Tool {
  const spoken = signal(parts.spoken ?? []);
  const sheet = addSheet();
  const { narrator, tracks } = parts;
  const chosen = () => preferences.now.value.tracks.split(',').filter(Boolean);
  let followed = '';
  let second: string | undefined;
  const ask = () =>
    parts.viewer?.send(JSON.stringify({ type: 'tracks', tracks: tracks.length > 0 ? tracks : [main] }));

  // Whoever changed the choice: on this connection at once, and on each that follows.
  follow(() => {
    const all = chosen();
    if (`${all}` === followed) return;
    followed = `${all}`;
    second = all[1];
    tracks.splice(0, Infinity, ...all);
    sheet.replaceSync(second ? columns(second) : '');
    ask();
  });

  const before = parts.onMessage;
  parts.onMessage = (message) => {
    before?.(message);
    if (message.type !== 'snapshot') return;
    spoken.value = message.tracks;
    const [first = main] = tracks;
    // A choice from another session, or of a track that has not begun: nobody is to sit before an empty panel.
    if (tracks.includes(main) || [main, ...message.tracks].includes(first)) return;
    tracks.push(main);
    // The connection is live, and takes messages, right after this one.
    queueMicrotask(ask);
  };
  const tell = narrator.change;
  narrator.change = (change, view) => {
    if (!('line' in change) || (change.line.track ?? main) !== second) tell(change, view);
  };
  onStop(() => {
    narrator.change = tell;
  });

  const drawer = () => {
    const [first = main, beside = ''] = chosen();
    // One that was chosen before and is silent here can be left again.
    const all = [...new Set([...spoken.value, first])];
    const select = (label: string, at: number, values: string[]) => (
      <label>
        {label}
        <select
          onChange={({ currentTarget: { value } }) => {
            const both = at ? [first, value] : [value || main, beside];
            const next = [...new Set(both)].filter(Boolean);
            preferences.set({ tracks: `${next}` === main ? '' : `${next}` });
          }}
        >
          {values.map((value) => (
            <option key={value} value={value} selected={value === [first, beside][at]}>
              {nameOf(value)}
            </option>
          ))}
        </select>
      </label>
    );
    return (
      <div class="fields">
        {select(words.value.track, 0, all)}
        {select(words.value.besideIt, 1, ['', ...all.filter((track) => track !== first)])}
      </div>
    );
  };

  /** `es` as "Spanish" where it is the tag of a language; otherwise as it is. */
  function nameOf(track: string): string {
    const { mainTrack, none } = words.value;
    try {
      if (track && track !== main)
        return new Intl.DisplayNames(parts.state.tongue.value.lang, { type: 'language' }).of(track) ?? track;
    } catch {
      return track;
    }
    return track ? mainTrack : none;
  }

  return {
    id: 'tracks',
    name: () => words.value.tracks,
    isHere: () => spoken.value.length > 1 || chosen().length > 0,
    drawer,
  };
}
