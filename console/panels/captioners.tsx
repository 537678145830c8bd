// Who captions this session, who of them is live, and the switch that stops all of them. On standby the captioner sees
// the live one's words in the lines, and the live one sees here what is written on standby.
import { computed, effect } from '@preact/signals';

import type { Command } from '../desk/commands.ts';
import type { Desk } from '../desk/desk.ts';
import { Icon } from '../icons.tsx';
import { useNow } from '../desk/use-now.ts';
import { floorWords, nameOf } from '../team/floor-words.ts';
import { createTurn, type Turn, turnLengths } from '../team/turn.ts';
import { CaptionerNotes, writerOf } from './captioner-notes.tsx';
import type { Panel } from './panel-box.tsx';

const minuteMs = 60_000;
/** `12:05`, minutes and seconds. */
const lasting = (ms: number) =>
  `${Math.floor(ms / minuteMs)}:${String(Math.floor((ms % minuteMs) / 1_000)).padStart(2, '0')}`;

/** Takes the floor, or gives it to the next in the list. */
function takeOrHandOver({ floor }: Desk['state']): void {
  if (floor.stand.peek() !== 'live') {
    floor.take();
    return;
  }
  const list = floor.captioners.peek();
  const own = list.findIndex(({ id }) => id === floor.own);
  const next = list[(own + 1) % list.length];
  if (next && next.id !== floor.own) floor.handTo(next.id);
}

function Captioners({ state }: Desk) {
  const { floor } = state;
  const { own, captioners, live, standby } = floor;
  return (
    <ul class="captioners">
      {captioners.value.map((captioner) => {
        const { id } = captioner;
        const text = standby.value.get(id);
        const isLive = live.value === id;
        return (
          <li key={id} class={isLive ? 'captioner captioner-live' : 'captioner'}>
            <p class="captioner-name">
              {isLive && <Icon name="live" />}
              <span>
                <span dir="auto">{nameOf(captioner, captioners.value)}</span>
                {id === own && ' (you)'}
                {live.value !== null && (isLive ? ', live' : ', on standby')}
              </span>
            </p>
            {id !== own && !isLive && (
              <button type="button" class="button" onClick={() => floor.handTo(id)}>
                Hand over <span class="heard">to {nameOf(captioner, captioners.value)}</span>
              </button>
            )}
            {text && (
              <p class="captioner-standby" dir="auto">
                {text}
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function TurnTimer({ turn }: { readonly turn: Turn }) {
  const now = useNow(1_000);
  const since = turn.sinceMs.value;
  const { minutes } = turn;
  return (
    <div class="turn">
      <p class="turn-time">
        {since !== undefined && `Your turn: ${lasting(Math.max(0, now.value - since))}`}
      </p>
      <label class="turn-length">
        Turns of
        <select
          value={minutes.value}
          onChange={({ currentTarget }) => {
            minutes.value = Number(currentTarget.value);
          }}
        >
          {turnLengths.map((length) => (
            <option key={length} value={length}>
              {length === 0 ? 'any length' : `${length} minutes`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

type CaptionersBoxProps = { readonly desk: Desk; readonly turn: Turn };

function CaptionersBox({ desk, turn }: CaptionersBoxProps) {
  const { state, commands } = desk;
  const { floor } = state;
  const off = floor.offRecord.value;
  const isLive = floor.stand.value === 'live';
  const isTeam = floor.captioners.value.length > 1;
  // Once live they hand over.
  const recordKeys = commands.keysOf('off-record');
  const takeKeys = isLive ? '' : commands.keysOf('take');
  return (
    <>
      <p class="box-help">{floorWords(floor).detail}</p>
      {floor.captioners.value.length > 0 && <Captioners {...desk} />}
      <div class="buttons">
        {(isTeam || floor.stand.value === 'standby') && (
          <button
            type="button"
            class="button button-main"
            aria-disabled={isLive}
            onClick={() => {
              if (floor.stand.peek() !== 'live') floor.take();
            }}
          >
            Take over {takeKeys && <kbd>{takeKeys}</kbd>}
          </button>
        )}
        <button type="button" class={off ? 'button off-record' : 'button'} onClick={desk.record.toggle}>
          <Icon name="stopped" />
          {off ? 'Go back on the record' : 'Off the record'} {recordKeys && <kbd>{recordKeys}</kbd>}
        </button>
      </div>
      {isTeam && (
        <>
          <TurnTimer turn={turn} />
          <CaptionerNotes {...desk} />
        </>
      )}
    </>
  );
}

export const captionersPanel: Panel = {
  id: 'captioners',
  title: 'Captioners',
  icon: 'captioners',
  startsOpen: true,
  create(desk) {
    const { floor, talk } = desk.state;
    const turn = createTurn(floor, (minutes) => {
      if (floor.captioners.peek().length > 1) {
        desk.announcer.alarm(`You have been live for ${minutes} minutes. Hand over when you can.`);
      }
    });
    const stopNotes = effect(() => {
      const note = talk.notes.value.at(-1);
      if (note && note.publisher !== floor.own) desk.announcer.say(`${writerOf(desk, note)}: ${note.text}`);
    });
    return {
      view: () => <CaptionersBox desk={desk} turn={turn} />,
      stop() {
        turn.stop();
        stopNotes();
      },
      summary: computed(() => `${desk.state.floor.captioners.value.length || ''}`),
      commands: computed((): Command[] => [
        {
          id: 'take',
          group: 'Captioners',
          name: 'Take over, or hand over to the next',
          keys: 'Ctrl+F8',
          run: () => takeOrHandOver(desk.state),
        },
        {
          id: 'off-record',
          group: 'Captioners',
          name: 'Off the record, and on again',
          keys: 'Ctrl+Shift+F8',
          run: desk.record.toggle,
        },
      ]),
    };
  },
};
