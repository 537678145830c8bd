// What stands between session and screen, alone, with a delay and a speed that a test sets, and all that it delivered.
import type { SessionView, ViewChange } from '../../client/follow.ts';
import { signal } from '../../widget/signal.ts';
import { createHold } from '../../widget/tools/hold.ts';
import { fill } from '../../widget/tools/kit.ts';
import type { Kit } from '../../widget/on-demand.ts';
import { line } from '../helpers/records.ts';

export const empty: SessionView = {
  transcript: { seq: 0, lines: [], status: null, clearedSeq: 0, ended: false },
  interims: new Map(),
  typing: [],
};

/** A hold, and what it was given and has delivered. */
export function hold(delayMs = 0, wordsPerMinute = 0) {
  fill({ signal } as Kit);
  const delivered: ViewChange[] = [];
  const views: SessionView[] = [];
  const asked = { delayMs, wordsPerMinute };
  const held = createHold({
    deliver(change, view) {
      delivered.push(change);
      views.push(view);
    },
    delayMs: () => asked.delayMs,
    wordsPerMinute: () => asked.wordsPerMinute,
  });
  let seq = 0;
  return {
    ...held,
    asked,
    delivered,
    views,
    texts: () => delivered.map((change) => (change.type === 'added' ? change.line.text : change.type)),
    say(text = `Line ${seq + 1}`) {
      held.receive({ type: 'added', line: line(++seq, text) }, empty);
    },
  };
}
