// What was said: lines that stood in the session before, then everything this page handed in with its receipt.
// Newest at the bottom, where the list stays by itself. A row is drawn again only when its own receipt changes.
import type { Line } from '../../protocol/records.ts';
import type { ConsoleState } from '../console-state.ts';
import { draftWords, levelWords, timeOfDay } from '../draft-words.ts';
import { Icon } from '../icons.tsx';
import type { SentProgress, SentRow } from './sent-log.ts';

const progressWords: Record<SentProgress['state'], string> = {
  waiting: 'Waiting',
  sent: 'Sent',
  acked: 'On disk',
  refused: 'Refused',
};

function Time({ at }: { readonly at: number }) {
  return (
    <time class="row-time" dateTime={new Date(at).toISOString()}>
      {timeOfDay(at)}
    </time>
  );
}

function Words({ line }: { readonly line: Pick<Line, 'speaker' | 'text' | 'lang'> }) {
  return (
    <p class="row-words" lang={line.lang} dir="auto">
      {line.speaker && <span class="row-speaker">{line.speaker}: </span>}
      {line.text}
    </p>
  );
}

function Said({ draft }: Pick<SentRow, 'draft'>) {
  if (draft.type === 'line') return <Words line={draft} />;
  return (
    <p class="row-words row-action">
      {draft.type === 'status' && (
        <span class="row-speaker">
          <Icon name={draft.level} /> Status, {levelWords[draft.level].toLowerCase()}:{' '}
        </span>
      )}
      {draftWords(draft)}
    </p>
  );
}

function Receipt({ progress }: Pick<SentRow, 'progress'>) {
  const { state, error } = progress.value;
  return (
    <>
      <p class={`receipt receipt-${state}`}>
        <Icon name={state} />
        {progressWords[state]}
      </p>
      {error && <p class="refusal">The relay refused this line: {error.message}</p>}
    </>
  );
}

function History({ state }: { readonly state: ConsoleState }) {
  const lines = state.history.value;
  if (lines.length === 0) return null;
  return (
    <>
      <h3>Earlier in this session</h3>
      <ol class="rows rows-history">
        {lines.map((line) => (
          <li key={line.id} class="row">
            <Time at={line.at} />
            <Words line={line} />
          </li>
        ))}
      </ol>
      <h3>Sent from here</h3>
    </>
  );
}

function Sent({ state }: { readonly state: ConsoleState }) {
  const rows = state.sent.rows.value;
  if (rows.length === 0) {
    return <p class="empty">Nothing yet. Each line you finish appears here and says how far it has come.</p>;
  }
  return (
    <ol class="rows">
      {rows.map((row) => (
        <li key={row.key} class="row">
          <Time at={row.at} />
          <Said draft={row.draft} />
          <Receipt progress={row.progress} />
        </li>
      ))}
    </ol>
  );
}

export function SentLines({ state }: { readonly state: ConsoleState }) {
  return (
    <div class="lines">
      <h2 id="lines-title">Lines</h2>
      {/* Scrolled by keyboard too, so it takes the focus and has a name. */}
      <div class="lines-scroll" role="region" aria-labelledby="lines-title" tabIndex={0}>
        <div class="lines-content">
          <History state={state} />
          <Sent state={state} />
        </div>
      </div>
    </div>
  );
}
