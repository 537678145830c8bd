// One line of captions. Its paragraph and its text node are the same from the first interim word on, and nothing
// that changes when the line is finished takes room: finished lines never reflow.
import { LiveText } from './live-text.tsx';
import type { Row, WidgetState } from './state.ts';
import { languageAttributes } from './voice.ts';
import { watched } from './watch.ts';

export const CaptionRow = watched(({ row, state }: { row: Row; state: WidgetState }) => {
  const { kind, phase, track, speaker, lang, voice, named, before, after } = row.look.value;
  const tongue = state.tongue.value;
  if (kind === 'gap') {
    return (
      <p class="gap" lang={tongue.lang}>
        {tongue.words.gap}
      </p>
    );
  }
  return (
    // dir=auto looks at the line's own words only: what carries a dir of its own is left out of the guess.
    <p class={`${kind} ${phase}`} data-track={track} {...languageAttributes(lang)}>
      {named && speaker && (
        <b class={`v${voice}`} dir="auto">
          {speaker}
        </b>
      )}
      {named && speaker && ': '}
      {before}
      <LiveText of={row.text} />
      {after}
      {phase === 'corrected' && ' '}
      {phase === 'corrected' && (
        <small lang={tongue.lang} dir="auto">
          {tongue.words.corrected}
        </small>
      )}
    </p>
  );
});
