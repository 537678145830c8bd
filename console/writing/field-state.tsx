// What becomes of the words in the field, said where the eyes are: the row above it. A row of its own, always there, so that the
// field never moves.
import { useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';

import type { Desk } from '../desk/desk.ts';
import { timeOfDay } from '../draft-words.ts';
import { type HeadWords, headWords } from '../head-words.ts';
import { Icon, type IconName } from '../icons.tsx';

/** What a captioner must know while typing, in one look: less than the head says. */
const fieldWords: Record<Exclude<HeadWords['look'], 'off-air'>, { title: string; detail: string }> = {
  live: { title: 'Live', detail: 'viewers see every keystroke' },
  over: { title: 'Session ended', detail: 'your next line opens it again' },
  connecting: { title: 'Connecting', detail: 'lines wait, none is lost' },
  lost: { title: 'Reconnecting', detail: 'lines wait, none is lost' },
  closed: { title: 'Not connected', detail: 'nothing goes out' },
};

export type FieldLook = HeadWords['look'] | 'correcting' | 'standby' | 'off-record';

/** How the field looks: by what becomes of its words. */
export function fieldLook({ state, composer }: Pick<Desk, 'state' | 'composer'>): FieldLook {
  if (composer.editing.value) return 'correcting';
  const { look } = headWords(state);
  if (look !== 'off-air') return look;
  return state.floor.offRecord.value ? 'off-record' : 'standby';
}

type RowProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly detail: string;
  readonly children?: ComponentChildren;
};

function Row({ icon, title, detail, children }: RowProps) {
  return (
    <div class="field-state">
      <p>
        <Icon name={icon} /> <b>{title}</b> <span class="field-detail">{detail}</span>
      </p>
      {children}
    </div>
  );
}

function Correcting({ desk }: { readonly desk: Desk }) {
  const line = desk.composer.editing.value;
  if (!line) return null;
  const { speaker, at } = line;
  const of = at === undefined ? '' : ` of ${timeOfDay(at)}`;
  return (
    <Row
      icon="warning"
      title={`Correcting ${speaker ? `${speaker}’s line` : 'the line'}${of}`}
      detail="Empty = delete the line"
    >
      <button
        type="button"
        class="button small"
        onClick={() => {
          desk.corrections.leave();
          desk.field.focus();
        }}
      >
        Cancel <kbd aria-hidden="true">Esc</kbd>
      </button>
    </Row>
  );
}

function CommandKeys({ desk, id }: { readonly desk: Desk; readonly id: string }) {
  const keys = desk.commands.keysOf(id);
  return keys ? <kbd aria-hidden="true">{keys}</kbd> : null;
}

export function FieldState({ desk }: { readonly desk: Desk }) {
  const { state, record } = desk;
  const look = useComputed(() => fieldLook(desk)).value;
  switch (look) {
    case 'correcting':
      return <Correcting desk={desk} />;
    case 'off-record':
      return (
        <Row icon="stopped" title="Off the record" detail="nobody sees this">
          <button type="button" class="button small" onClick={() => record.set(false)}>
            Go back on the record <CommandKeys desk={desk} id="off-record" />
          </button>
        </Row>
      );
    case 'standby':
      return (
        <Row icon="waiting" title="On standby" detail="only captioners see this">
          <button type="button" class="button small" onClick={state.floor.take}>
            Take over <CommandKeys desk={desk} id="take" />
          </button>
        </Row>
      );
    case 'off-air':
      return null;
    default:
      return <Row icon={headWords(state).icon} {...fieldWords[look]} />;
  }
}
