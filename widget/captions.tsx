// The scrolling list of lines. The scroller runs from its end (column-reverse), so the browser itself keeps the
// newest words in view, and leaves the reader alone who has scrolled back; no script measures anything.
import { CaptionRow } from './caption-row.tsx';
import type { WidgetState } from './state.ts';
import { watched } from './watch.ts';

/** Further from the end than this many pixels counts as reading back. */
const endPx = 8;

export const Captions = watched(({ state }: { state: WidgetState }) => {
  const { words } = state.tongue.value;
  const rows = state.rows.value;
  let scroller: HTMLElement | null = null;
  const look = () => {
    // From the end, a reversed scroller counts downwards.
    if (scroller) state.following.value = scroller.scrollTop > -endPx;
  };
  return (
    <div class="stage">
      <div
        class="log"
        role="region"
        tabIndex={0}
        aria-label={words.captionText}
        ref={(node) => {
          scroller = node;
          // A panel that was hidden and is shown again starts at its end.
          look();
        }}
        onScroll={look}
      >
        <div>
          {rows.map((row) => (
            <CaptionRow key={row.id} row={row} state={state} />
          ))}
          {rows.length === 0 && <p class="empty">{words.empty}</p>}
        </div>
      </div>
      {!state.following.value && (
        <button
          class="jump"
          onClick={() => {
            scroller?.scrollTo(0, 0);
            // The button goes away under the reader's focus; the arrow keys go on from here.
            scroller?.focus();
          }}
        >
          {words.jumpToLive} ↓ {state.unseen.value > 0 && words.newLines(state.unseen.value)}
        </button>
      )}
    </div>
  );
});
