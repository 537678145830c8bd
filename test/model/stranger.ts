// Somebody who comes with a cursor that it got from anywhere: it gets everything since and nothing else, or a snapshot
// that says why not (PROTOCOL.md, "Resuming").
import { formatCursor, parseCursor } from '../../protocol/cursor.ts';
import type { LogRecord } from '../../protocol/records.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';
import { readServerFrame } from '../../protocol/server-frame.ts';
import type { Frame } from '../../relay/sessions/frame.ts';
import type { ModelLog } from './log.ts';
import type { ModelRelay } from './relay.ts';
import { textOf } from '../helpers/frame-text.ts';

export type Stranger = { readonly which: number; readonly wrong: '' | 'epoch' | 'sum' | 'seq' | 'text' };

function cursorOf({ which, wrong }: Stranger, log: ModelLog): string {
  const known = log.cursors();
  const text = known[which % known.length] as string;
  const cursor = parseCursor(text);
  if (!cursor) return text;
  switch (wrong) {
    case 'epoch':
      return formatCursor({ ...cursor, epoch: 'elsewhere' });
    case 'sum':
      return formatCursor({ ...cursor, sum: (cursor.sum ^ 1) >>> 0 });
    case 'seq':
      return formatCursor({ ...cursor, seq: cursor.seq + 1 });
    case 'text':
      return `${text}.`;
    case '':
      return text;
  }
}

/** Joins, reads until it is level, and leaves. */
export async function meetStranger(
  stranger: Stranger,
  log: ModelLog,
  relay: ModelRelay,
  fail: (what: string) => void,
): Promise<void> {
  const offered = cursorOf(stranger, log);
  const from = stranger.wrong === 'text' ? undefined : log.at(offered);
  const messages: ServerMessage[] = [];
  /** What was true when the relay decided. */
  let decided: { isHere: boolean; trimmedSeq: number } | undefined;
  const take = (frame: Frame) => {
    const place = from && log.way(from, log.head());
    decided ??= { isHere: place !== undefined, trimmedSeq: log.trimmedSeq() };
    messages.push(readServerFrame(textOf(frame)));
  };
  let open = true;
  await relay.meet(
    {
      role: 'viewer',
      name: undefined,
      beatSlot: 0,
      expiresAtMs: () => undefined,
      push: take,
      deliver: async (frame) => take(frame),
      backlogBytes: () => 0,
      open: () => open,
      close: () => {
        open = false;
      },
    },
    undefined,
    offered,
  );
  open = false;
  const [first] = messages;
  // A relay that ended meanwhile answers nobody.
  if (!decided || (first?.type !== 'resume' && first?.type !== 'snapshot')) return;
  const wrong = (what: string) => fail(`a stranger with ${offered}: ${what}`);
  if (first.type === 'snapshot') {
    if (from && decided.isHere && from.seq >= decided.trimmedSeq) wrong(`cannot resume: ${first.reset}`);
    if (stranger.wrong === 'text' && first.reset) wrong(`is told ${first.reset} for what is no cursor`);
    if (stranger.wrong !== 'text' && !first.reset) wrong('is not told why it cannot resume');
    return;
  }
  if (!from || !decided.isHere) return wrong('resumes');
  const all = messages.flatMap((message) => ('records' in message ? (message.records as LogRecord[]) : []));
  // Trimmed while it was on its way: the snapshot that came then says all.
  if (messages.some(({ type }) => type === 'snapshot')) return;
  const last = messages.findLast((message) => 'cursor' in message) as { cursor: string };
  const place = log.at(last.cursor);
  const due = place && log.way(from, place)?.map(({ record }) => record);
  if (JSON.stringify(all) !== JSON.stringify(due))
    wrong(`got ${JSON.stringify(all)}, not ${JSON.stringify(due)}`);
}
