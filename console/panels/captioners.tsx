// Who captions this session, who of them is live, and the switch that stops all of them. On standby the captioner sees
// the live one's words in the lines, and the live one sees here what is written on standby.
import { computed } from '@preact/signals';

import type { Command } from '../desk/commands.ts';
import type { Desk } from '../desk/desk.ts';
import { Icon } from '../icons.tsx';
import { floorWords, nameOf } from '../team/floor-words.ts';
import type { Panel } from './panel-box.tsx';

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

function CaptionersBox(desk: Desk) {
  const { state, commands } = desk;
  const { floor } = state;
  const off = floor.offRecord.value;
  const isLive = floor.stand.value === 'live';
  // Once live they hand over.
  const recordKeys = commands.keysOf('off-record');
  const takeKeys = isLive ? '' : commands.keysOf('take');
  return (
    <>
      <p class="box-help">{floorWords(floor).detail}</p>
      {floor.captioners.value.length > 0 && <Captioners {...desk} />}
      <div class="buttons">
        {(floor.captioners.value.length > 1 || floor.stand.value === 'standby') && (
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
    </>
  );
}

export const captionersPanel: Panel = {
  id: 'captioners',
  title: 'Captioners',
  icon: 'captioners',
  startsOpen: true,
  create: (desk) => ({
    view: () => <CaptionersBox {...desk} />,
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
  }),
};
