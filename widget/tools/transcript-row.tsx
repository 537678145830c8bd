// One line of the transcript: when, who, what, and its bookmark. Renders again only when something of it changes.
import type { Line } from '../../protocol/records.ts';
import type { Desk } from './desk.ts';
import { languageAttributes, spokenLine, watched } from './kit.ts';
import { show } from './transcript-keys.ts';
import { highlighted } from './transcript-search.tsx';

export type RowProps = {
  readonly desk: Desk;
  readonly line: Line;
  /** What is to be marked in it. */
  readonly pattern: RegExp | undefined;
  /** Whether it is the one that was found last. */
  readonly found: boolean;
  readonly marked: boolean;
  /** Whether its button is the one in the tab order. */
  readonly current: boolean;
  readonly onMark: (id: string) => void;
};

export const TranscriptRow = watched(({ desk, line, pattern, found, marked, current, onMark }: RowProps) => {
  const { lang, words } = desk.parts.state.tongue.value;
  const { id, speaker } = line;
  return (
    <div
      class={`line ${found ? 'found' : ''} ${marked ? 'marked' : ''}`}
      data-line={id}
      ref={found ? show : null}
    >
      <time>{new Date(line.at).toLocaleTimeString(lang, { timeStyle: 'short' })}</time>
      <p {...languageAttributes(line.lang)}>
        {speaker && <b dir="auto">{highlighted(speaker, pattern)}</b>}
        {speaker && ': '}
        {highlighted(spokenLine(line, false), pattern)}{' '}
        {line.rev > 1 && (
          <small lang={lang} dir="auto">
            {words.corrected}
          </small>
        )}
      </p>
      <button
        aria-label={desk.words.value.bookmark}
        aria-pressed={marked}
        tabIndex={current ? 0 : -1}
        onClick={() => onMark(id)}
      >
        {marked ? '★' : '☆'}
      </button>
    </div>
  );
});
