// The head of the page: which session, how the connection stands, who reads. State is said in words and by an icon,
// colour only underlines it. Not a live region: announcer.tsx decides what is told.

import { linesWait } from './console-connection.ts';
import type { ConsoleState } from './console-state.ts';
import type { Desk } from './desk/desk.ts';
import { notKept, notKeptWords } from './desk/kept-signal.ts';
import { headWords } from './head-words.ts';
import { Icon } from './icons.tsx';
import { isOwn } from './other-relay.tsx';
import { signalWords } from './signal-words.ts';

export type ConnectionBarProps = {
  readonly state: ConsoleState;
  /** Moves the focus to where the captioner types. */
  focusWords(): void;
  openShortcuts(): void;
  /** The switches of the page's layout. */
  readonly desk: Pick<Desk, 'size' | 'compact' | 'setCompact' | 'preview' | 'setPreview'>;
};

function Viewers({ state }: { readonly state: ConsoleState }) {
  const count = state.viewers.value;
  return (
    <p class="viewers">
      <Icon name="viewers" />
      {count === undefined ? 'Viewers unknown' : count === 1 ? '1 viewer' : `${count} viewers`}
    </p>
  );
}

function Signals({ state, focusWords }: Pick<ConnectionBarProps, 'state' | 'focusWords'>) {
  const signals = state.signals.value;
  if (signals.length === 0) return null;
  return (
    <ul class="signals">
      {signals.map((count) => (
        <li key={count.signal} class={count.signal === 'thanks' ? undefined : 'signal-complaint'}>
          <Icon name={count.signal} />
          {signalWords(count)}
          {count.signal !== 'thanks' && (
            <button
              type="button"
              class="button small"
              onClick={() => {
                state.tell({ type: 'seen', signal: count.signal });
                // The button goes away under the focus, which must not fall to nowhere.
                focusWords();
              }}
            >
              Seen<span class="heard">: {signalWords(count)}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Waiting({ state }: { readonly state: ConsoleState }) {
  const count = state.sent.waiting.value;
  if (count === 0) return null;
  const live = state.connection.value.phase === 'live';
  // On a good line a receipt takes milliseconds: only what waits longer is shown, or the bar would flicker.
  return (
    <p class={live ? 'waiting waiting-late' : 'waiting'}>
      <Icon name="waiting" />
      {linesWait(count)}
    </p>
  );
}

function Connection({ state, focusWords }: Pick<ConnectionBarProps, 'state' | 'focusWords'>) {
  const { title, detail, again, look, icon } = headWords(state);
  return (
    <div class={`connection connection-${look}`}>
      <p class="connection-title">
        <Icon name={icon} />
        {title}
      </p>
      <p class="connection-detail">{detail}</p>
      {state.keepingTrouble.value && <p class="connection-detail">{state.keepingTrouble}</p>}
      {notKept.value && <p class="connection-detail">{notKeptWords}</p>}
      {state.complaint.value && <p class="complaint">The relay says: {state.complaint}</p>}
      <Waiting state={state} />
      <Signals state={state} focusWords={focusWords} />
      {again && (
        <button
          type="button"
          class="button"
          onClick={() => {
            state.reopen();
            // The button goes away under the focus, which must not fall to nowhere.
            focusWords();
          }}
        >
          {again}
        </button>
      )}
    </div>
  );
}

type SwitchProps = { readonly on: boolean; readonly children: string; set(on: boolean): void };

function Switch({ on, set, children }: SwitchProps) {
  return (
    <button type="button" class="button" aria-pressed={on} onClick={() => set(!on)}>
      {children}
    </button>
  );
}

export function ConnectionBar({ state, focusWords, openShortcuts, desk }: ConnectionBarProps) {
  return (
    <header class="bar">
      <h1>
        <span class="brand">
          captionwire console{isOwn(state.relay) ? '' : `, writing to ${new URL(state.relay).host}`}
        </span>{' '}
        {state.session}
      </h1>
      <Connection state={state} focusWords={focusWords} />
      <div class="bar-end">
        <Viewers state={state} />
        <div class="bar-buttons">
          <Switch on={desk.preview.value} set={desk.setPreview}>
            Preview
          </Switch>
          {/* Where there is no room, it is no choice. */}
          {!desk.size.isSmall.value && (
            <Switch on={desk.compact.value} set={desk.setCompact}>
              Compact
            </Switch>
          )}
          <button type="button" class="button bar-keys" onClick={openShortcuts}>
            Keys
          </button>
        </div>
      </div>
    </header>
  );
}
