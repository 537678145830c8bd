// The panel alone, without element, regions and connection: its state follows messages as the widget's does.
import { act, configure, render } from '@testing-library/preact';
import { vi } from 'vitest';

import { createFollow } from '../../client/follow.ts';
import type { Interim } from '../../protocol/live.ts';
import type { Draft, Line } from '../../protocol/records.ts';
import type { Snapshot } from '../../protocol/server-messages.ts';
import { Panel } from '../../widget/panel.tsx';
import { signal } from '../../widget/signal.ts';
import { createState } from '../../widget/state.ts';
import { cursorAt, recordsAfter, snapshotOf } from '../helpers/fake-relay.ts';

// A machine that does other things too gets to it later; what is waited for comes all the same.
configure({ asyncUtilTimeout: 60_000 });

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
  const snapshot = (some: Line[], more: Partial<Snapshot> = {}) => {
    follow.receive(snapshotOf({ cursor: cursorAt(seq), lines: some, clearedSeq, ...more }));
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
    send: (...drafts: Draft[]) =>
      act(() => {
        const from = seq;
        seq += drafts.length;
        const records = recordsAfter(from, drafts);
        follow.receive({ type: 'events', from, cursor: cursorAt(seq), records });
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
