// The visible panel: header, status, captions, and a foot whose place is kept, so that nothing jumps when somebody
// starts typing. One button hides and shows it, the same node in both states, so focus stays where it is.
import { Captions } from './captions.tsx';
import { LiveText } from './live-text.tsx';
import type { Signal } from './signal.ts';
import type { WidgetState } from './state.ts';
import { watched } from './watch.ts';

export type PanelProps = {
  readonly state: WidgetState;
  readonly open: Signal<boolean>;
  readonly onTools: () => void;
};

const signs = { info: 'ℹ', warning: '⚠', alert: '⛔' } as const;

export const Panel = watched(({ state, open, onTools }: PanelProps) => {
  const { lang, dir, words } = state.tongue.value;
  const status = state.status.value;
  const notice = state.notice.value;
  const names = state.typing.value;
  const shown = open.value;
  return (
    <section class={shown ? 'open' : ''} aria-label={words.captions} lang={lang} dir={dir}>
      <div class="head">
        {shown && <b>{words.captions}</b>}
        {shown && (
          <button key="tools" aria-expanded={state.toolsOpen.value} onClick={onTools}>
            {words.tools}
          </button>
        )}
        <button
          key="toggle"
          class="toggle"
          onClick={() => {
            open.value = !shown;
          }}
        >
          {!shown && <b aria-hidden="true">CC</b>}
          {shown ? words.hide : words.captions}
        </button>
      </div>
      {shown && state.tools.value}
      {shown && status && (
        // In a low window it scrolls, however short it is, so it has to be reachable by keyboard.
        <div class={`status ${status.level}`} tabIndex={0}>
          <span aria-hidden="true">{signs[status.level]}</span> <b>{words.level[status.level]}:</b>{' '}
          <span dir="auto" lang="">
            {status.text}
          </span>
          {status.until && ' · '}
          {status.until && <LiveText of={state.timeLeft} />}
        </div>
      )}
      {shown && <Captions state={state} />}
      {shown && (
        <div class="foot">
          {notice && <b>{notice(words)}</b>}
          {names.length > 0 && <span>{words.typing(names.map((name) => name || words.someone))}</span>}
        </div>
      )}
    </section>
  );
});
