// The panel alone, without element, regions and connection: its state follows messages as the widget's does.
import { act, configure, render } from '@testing-library/preact';
import { vi } from 'vitest';

import { createFollow } from '../../client/follow.ts';
import type { Interim } from '../../protocol/live.ts';
import type { Line, LogRecord } from '../../protocol/records.ts';
import { Panel } from '../../widget/panel.tsx';
import { signal } from '../../widget/signal.ts';
import { createState } from '../../widget/state.ts';

// A machine that does other things too gets to it later; what is waited for comes all the same.
configure({ asyncUtilTimeout: 5_000 });

/** Shows a panel that joined when these lines were there. */
export function showPanel(lines: Line[] = [], clearedSeq = 0) {
  const state = createState();
  const onTools = vi.fn();
  const open = signal(true);
  const follow = createFollow({
    onChange: state.apply,
    onGap(reason) {
      throw new Error(reason);
    },
  });
  let seq = lines.at(-1)?.seq ?? 0;
  const cursor = () => `e.${seq}.1`;
  const snapshot = (some: Line[], more = {}) => {
    follow.receive({
      type: 'snapshot',
      session: 'talk',
      role: 'viewer',
      cursor: cursor(),
      now: 0,
      heartbeatMs: 1,
      retry: { minMs: 0, maxMs: 0 },
      interims: [],
      typing: [],
      lines: some,
      status: null,
      clearedSeq,
      ended: false,
      tracks: [],
      ...more,
    });
  };
  snapshot(lines);
  const { container } = render(<Panel state={state} open={open} onTools={onTools} />);
  return {
    state,
    open,
    onTools,
    snapshot,
    rows: () => [...container.querySelectorAll<HTMLElement>('.log p')],
    texts: () => Array.from(container.querySelectorAll('.log p'), (row) => row.textContent),
    send: (...records: object[]) =>
      act(() => {
        const from = seq;
        const numbered = records.map(
          (record) => Object.assign({ at: 0 }, record, { seq: ++seq }) as LogRecord,
        );
        follow.receive({ type: 'events', from, cursor: cursor(), records: numbered });
      }),
    say: (...interims: (Partial<Interim> & { id: string })[]) =>
      act(() =>
        follow.receive({
          type: 'events',
          interims: interims.map((one) => Object.assign({ rev: 1, keep: 0, add: '' }, one)),
        }),
      ),
  };
}
