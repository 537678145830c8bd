// One row of the list: when, who, what, and how far it has come. It is drawn again only when something happened to it. What
// can be done about it is always there to be reached, and shown where the pointer or the focus is.
import { useComputed } from '@preact/signals';

import { mainTrack } from '../../protocol/records.ts';
import type { Desk } from '../desk/desk.ts';
import { draftWords, levelWords, timeOfDay } from '../draft-words.ts';
import { Icon } from '../icons.tsx';
import { offRecordText } from '../team/record-switch.ts';
import type { Look, Progress, Row, Shown } from './line-rows.ts';

const progressWords: Record<Progress['state'], string> = {
  waiting: 'Waiting',
  sent: 'Sent',
  acked: 'Saved',
  refused: 'Refused',
};

function Time({ at }: { readonly at: number }) {
  return (
    <time class="row-time" dateTime={new Date(at).toISOString()}>
      {timeOfDay(at)}
    </time>
  );
}

function Said({ shown }: { readonly shown: Shown }) {
  if (shown.type === 'line') {
    return (
      <p class="row-words" lang={shown.lang} dir="auto">
        {shown.speaker && <span class="row-speaker">{shown.speaker}: </span>}
        {shown.text}
      </p>
    );
  }
  if (shown.type === 'status' && shown.text === offRecordText) {
    return (
      <p class="row-words row-action">
        Paused{shown.until === undefined ? '' : ` until ${timeOfDay(shown.until)}`}
      </p>
    );
  }
  return (
    <p class="row-words row-action">
      {shown.type === 'status' && (
        <span class="row-speaker">
          <Icon name={shown.level} /> Status, {levelWords[shown.level].toLowerCase()}:{' '}
        </span>
      )}
      {draftWords(shown)}
    </p>
  );
}

/** What is as it should be is told in as little as can be seen; what waits, in words, if it waits longer than usual. */
function Receipt({ state }: Pick<Progress, 'state'>) {
  return (
    <span class={`receipt receipt-${state}`} title={progressWords[state]}>
      <Icon name={state} />
      <span class="receipt-words">{progressWords[state]}</span>
    </span>
  );
}

/** What there is to know about a row besides its words. */
function Marks({ desk, row, look }: { readonly desk: Desk; readonly row: Row; readonly look: Look }) {
  const { shown, mark, progress } = look;
  const author = useComputed(() => desk.state.talk.authors.value.get(row.id ?? ''));
  const track = shown.type === 'line' ? shown.track : undefined;
  return (
    <p class="row-marks">
      {track !== undefined && track !== mainTrack && <span class="mark">{track}</span>}
      {mark === 'corrected' && <span class="mark">Corrected</span>}
      {mark === 'taken-back' && <span class="mark">Taken back</span>}
      {row.isOwn ? <span class="heard">You</span> : author.value && <span class="mark">{author}</span>}
      {progress && <Receipt state={progress.state} />}
    </p>
  );
}

/** As much of a line as tells it from others in the name of a button. */
const nameLength = 60;
const nameOf = (text: string) => (text.length > nameLength ? `${text.slice(0, nameLength)}…` : text);

type ActionsProps = { readonly desk: Desk; readonly id: string; readonly text: string };

function Ask({ desk, id, text }: ActionsProps) {
  const { corrections } = desk;
  return (
    <div class="row-actions row-asks" role="group" aria-label={`Take back: ${nameOf(text)}`}>
      <span class="row-question">Take this line back?</span>
      <button
        type="button"
        class="button"
        tabIndex={-1}
        data-act="take-back"
        onClick={() => corrections.takeBack(id)}
      >
        Take back
      </button>
      <button
        type="button"
        class="button"
        tabIndex={-1}
        data-act="keep"
        onClick={() => {
          corrections.asked.value = undefined;
        }}
      >
        Keep
      </button>
    </div>
  );
}

function Actions({ desk, id, text, look }: ActionsProps & { readonly look: Look }) {
  const { corrections } = desk;
  const asks = useComputed(() => corrections.asked.value === id);
  if (look.mark === 'taken-back' || !desk.state.lines.find(id)) {
    return (
      <div class="row-actions">
        <button
          type="button"
          class="button"
          tabIndex={-1}
          data-act="use"
          aria-label={`Use again: ${nameOf(text)}`}
          onClick={() => corrections.useAgain(text)}
        >
          Use again
        </button>
      </div>
    );
  }
  if (asks.value) return <Ask desk={desk} id={id} text={text} />;
  return (
    <div class="row-actions">
      <button
        type="button"
        class="button"
        tabIndex={-1}
        data-act="edit"
        aria-label={`Edit: ${nameOf(text)}`}
        onClick={() => corrections.edit(id)}
      >
        Edit
      </button>
      <button
        type="button"
        class="button"
        tabIndex={-1}
        data-act="ask"
        aria-label={`Take back: ${nameOf(text)}`}
        onClick={() => {
          corrections.asked.value = id;
        }}
      >
        Take back
      </button>
    </div>
  );
}

export function LineRow({ desk, row }: { readonly desk: Desk; readonly row: Row }) {
  const { id } = row;
  const isEdited = useComputed(() => id !== undefined && desk.composer.editing.value?.id === id);
  const look = row.look.value;
  const { shown, mark, progress } = look;
  const classes = [
    'row',
    row.isOwn && 'row-own',
    mark === 'taken-back' && 'row-taken',
    isEdited.value && 'row-edited',
  ];
  return (
    <li class={classes.filter(Boolean).join(' ')} data-row={id === undefined ? undefined : row.key}>
      <Time at={row.at} />
      <Said shown={shown} />
      <Marks desk={desk} row={row} look={look} />
      {progress?.error && <p class="refusal">The relay refused this: {progress.error.message}</p>}
      {id !== undefined && shown.type === 'line' && (
        <Actions desk={desk} id={id} text={shown.text} look={look} />
      )}
    </li>
  );
}
