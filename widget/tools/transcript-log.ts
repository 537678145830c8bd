// Every finished line so far, for the tools that show more than the panel: what the client holds, and before it what the
// relay has. Kept only while one of them is open. Invariant: in the order of the log, each line once, as it stands now.
import type { Line } from '../../protocol/records.ts';
import type { Signal } from '../signal.ts';
import type { Desk } from './desk.ts';
import { signal } from './kit.ts';
import type { ToolWords } from './words/en.ts';

/** Lines that are kept and shown; of more, the last. The relay's files have all. */
const mostLines = 10_000;

/** A word about the transcript, by its name. */
type Note = keyof ToolWords & ('loading' | 'notLoaded' | 'tooMany' | 'copied' | 'notCopied');

export type TranscriptLog = {
  readonly lines: Signal<readonly Line[]>;
  readonly note: Signal<Note | undefined>;
  /** Ids of lines before which others may be missing. */
  readonly gaps: ReadonlySet<string>;
  /** Number of the last line that was shown. */
  lastSeq(): number;
  /** Asks the relay for the transcript as a file with this ending. */
  ask(ending: string): Promise<Response>;
  /** Shows a note, and tells it. */
  tell(note: Note): void;
  /** Begins with the lines that are held, and asks for the ones of before; also to ask again. */
  open(): void;
  close(): void;
};

export function createTranscriptLog({ parts, words, say, onChange }: Desk): TranscriptLog {
  const { relay, session, token, tracks } = parts;
  const lines = signal<readonly Line[]>([]);
  const note = signal<Note | undefined>(undefined);
  const gaps = new Set<string>();
  let held = parts.viewer?.view().transcript.lines ?? [];
  /** The request whose answer is wanted; none while nobody looks. */
  let asked: object | undefined;

  const keep = (all: readonly Line[]) => {
    if (all.length > mostLines) note.value = 'tooMany';
    lines.value = all.slice(-mostLines);
  };
  const tell = (name: Note) => {
    note.value = name;
    say(words.peek()[name]);
  };

  async function ask(ending: string): Promise<Response> {
    const bearer = typeof token === 'function' ? token() : token;
    const answer = await fetch(
      `${relay.replace(/\/$/, '')}/v1/sessions/${session}/transcript.${ending}?tracks=${tracks.join() || 'main'}`,
      bearer ? { headers: { authorization: `Bearer ${bearer}` } } : {},
    );
    if (!answer.ok) throw answer;
    return answer;
  }

  async function open(): Promise<void> {
    const mine = (asked = {});
    const from = held[0]?.seq ?? 0;
    note.value = undefined;
    keep(held);
    // Nothing is before the first record, nor before nothing.
    if (from < 2) return;
    note.value = 'loading';
    try {
      const { lines: all }: { lines: Line[] } = await (await ask('json')).json();
      if (asked !== mine) return;
      note.value = undefined;
      keep([...all.filter(({ seq }) => seq < from), ...lines.peek()]);
    } catch {
      if (asked === mine) tell('notLoaded');
    }
  }

  onChange((change, { transcript }) => {
    if (held === transcript.lines) return;
    held = transcript.lines;
    if (!asked) return;
    // Other tracks than before, or the first words of all.
    if (change.type === 'snapshot' && !change.reset) return void open();
    const gone = change.type === 'retracted' && change.before.id;
    const known = lines.peek().filter(({ id }) => id !== gone);
    const first = held[0]?.id;
    const at = known.findIndex(({ id }) => id === first);
    if (first && at < 0 && change.type === 'snapshot') gaps.add(first);
    keep([...known.slice(0, at < 0 ? mostLines : at), ...held]);
  });

  return {
    lines,
    note,
    gaps,
    lastSeq: () => held.at(-1)?.seq ?? 0,
    ask,
    tell,
    open,
    close() {
      asked = undefined;
      lines.value = [];
      gaps.clear();
    },
  };
}
