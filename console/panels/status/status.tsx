// The status beside the captions: what viewers see now, and what it can be set to by one press, by a time, or in words.
// And the end of the session, after which nothing of this is offered.
import { computed } from '@preact/signals';
import { useRef } from 'preact/hooks';

import { CommandButton } from '../../desk/command-button.tsx';
import type { Desk } from '../../desk/desk.ts';
import { ListEditor } from '../../desk/list-editor.tsx';
import type { Panel } from '../panel-box.tsx';
import { CurrentStatus } from './current-status.tsx';
import { EndSession } from './end-session.tsx';
import { OwnStatus } from './own-status.tsx';
import { createStatusDesk, type StatusDesk } from './status-desk.ts';

type StatusBoxProps = { readonly desk: Desk; readonly status: StatusDesk };

function ClearButton({ desk: { state }, status }: StatusBoxProps) {
  // Kept focusable when there is nothing to clear, so that clearing does not take the focus away.
  const nothing = state.status.value === null;
  return (
    <button
      type="button"
      class="button"
      aria-disabled={nothing}
      onClick={() => {
        if (!nothing) status.clear();
      }}
    >
      Clear status
    </button>
  );
}

function Presets({ desk, status }: StatusBoxProps) {
  const own = status.own.value;
  return (
    <>
      <div class="choices choices-buttons" role="group" aria-label="Back soon">
        {status.back.map((command) => (
          <CommandButton key={command.id} commands={desk.commands} command={command}>
            {command.name.replace('Status: back', 'Back').replace('minutes', 'min')}
          </CommandButton>
        ))}
      </div>
      {own.length > 0 && (
        <div class="choices choices-wide" role="group" aria-label="Own presets">
          {own.map((command, at) => (
            <CommandButton key={command.id} commands={desk.commands} command={command}>
              {status.presets.items.value[at]}
            </CommandButton>
          ))}
        </div>
      )}
    </>
  );
}

function Break({ status: { breakTime, setBreak } }: Pick<StatusBoxProps, 'status'>) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      class="break"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (setBreak()) return;
        field.current?.setCustomValidity('Choose when the break is over.');
        field.current?.reportValidity();
      }}
    >
      <div class="field">
        <label for="break-time">Break until</label>
        <input
          id="break-time"
          ref={field}
          type="time"
          value={breakTime}
          onInput={({ currentTarget }) => {
            currentTarget.setCustomValidity('');
            breakTime.value = currentTarget.value;
          }}
        />
      </div>
      <button type="submit" class="button">
        Set break
      </button>
    </form>
  );
}

function StatusBox({ desk, status }: StatusBoxProps) {
  if (desk.state.ended.value) {
    return (
      <p class="status-now">
        The session has ended: viewers see that it is over. The next line you finish opens it again.
      </p>
    );
  }
  return (
    <>
      <CurrentStatus state={desk.state} />
      <ClearButton desk={desk} status={status} />
      <Presets desk={desk} status={status} />
      <Break status={status} />
      <OwnStatus set={status.set} />
      <ListEditor
        list={status.presets}
        announcer={desk.announcer}
        help="{15} becomes the time in 15 minutes. Warning: or Alert: before the words gives the level."
      />
      <EndSession
        end={() => {
          // The button goes away with the session; the heading stays.
          document.querySelector<HTMLElement>('#status-title')?.focus();
          status.end();
        }}
      />
    </>
  );
}

export const statusPanel: Panel = {
  id: 'status',
  title: 'Status',
  icon: 'status',
  startsOpen: true,
  create(desk) {
    const status = createStatusDesk(desk);
    const summary = computed(() => desk.state.status.value?.text ?? '');
    return { view: () => <StatusBox desk={desk} status={status} />, commands: status.commands, summary };
  },
};
