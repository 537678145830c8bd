// What the panel shows, as signals with one writer. A line keeps its row from its first interim word to its last
// correction: growing text changes one text signal, and the list only when rows come, go, or take their place in the log.
import type { ComponentChildren } from 'preact';

import type { InterimText } from '../client/interim-texts.ts';
import type { SessionView, ViewChange } from '../client/follow.ts';
import { marksOf } from '../protocol/marks.ts';
import type { Kind, Line, Status } from '../protocol/records.ts';
import type { Notice } from './notices.ts';
import { type Signal, signal } from './signal.ts';
import { differ } from './watch.ts';
import { english } from './words.ts';

/** Everything about a row but its text. */
export type Look = {
  /** `gap` marks a place where lines may be missing; the rest is for lines only. */
  readonly kind: Kind | 'gap';
  readonly phase: 'interim' | 'final' | 'corrected';
  readonly track?: string | undefined;
  readonly speaker?: string | undefined;
  readonly lang?: string | undefined;
  /** Which colour of the palette the speaker has. */
  readonly voice: number;
  /** Whether the name is shown: once per run of the same speaker. */
  readonly named: boolean;
  readonly before: string;
  readonly after: string;
};

export type Row = { readonly id: string; readonly text: Signal<string>; readonly look: Signal<Look> };

export type WidgetState = ReturnType<typeof createState>;

/** Colours in the palette. */
const voices = 6;
/** Names whose colour is remembered. */
const knownSpeakers = 60;
/** Rows on screen while it follows the words, and at most while somebody reads further back. */
const followingRows = 30;
const readingRows = 200;

export function createState() {
  const rows = signal<readonly Row[]>([]);
  /** Whether the newest words are in view. */
  const following = signal(true);
  const state = {
    rows,
    following,
    /** Lines that were said while the reader looks further back. */
    unseen: signal(0),
    status: signal<Status | null>(null),
    /** Until what the status says is over, in words. */
    timeLeft: signal(''),
    typing: signal<readonly string[]>([]),
    notice: signal<Notice | undefined>(undefined),
    /** Whether the bar of tools is shown, and what is shown of them: some stay when it is not. */
    toolsOpen: signal(false),
    tools: signal<ComponentChildren>(null),
    tongue: signal(english),
  };
  const colours = new Map<string, number>();
  let fromSeq = 0;
  let gaps = 0;

  function voiceOf(speaker: string): number {
    if (!colours.has(speaker)) {
      if (colours.size >= knownSpeakers) colours.clear();
      colours.set(speaker, colours.size % voices);
    }
    return colours.get(speaker) as number;
  }

  function lookOf(said: Line | InterimText, named: boolean): Look {
    const { kind = 'speech', track, speaker, lang, rev } = said;
    const phase = !('seq' in said) ? 'interim' : rev > 1 ? 'corrected' : 'final';
    const [before, after] = marksOf(said);
    return { kind, phase, track, speaker, lang, voice: speaker ? voiceOf(speaker) : 0, named, before, after };
  }

  function createRow(id: string, text: string, look: Look): Row {
    return { id, text: signal(text), look: signal(look) };
  }

  function visible({ lines, clearedSeq }: SessionView['transcript']): readonly Line[] {
    const most = following.peek() ? followingRows : readingRows;
    // Never backwards: a line that has left does not come back when a later one is retracted.
    fromSeq = Math.max(fromSeq, lines.at(-most)?.seq ?? 0, clearedSeq + 1);
    return lines.slice(-readingRows).filter(({ seq }) => seq >= fromSeq);
  }

  function arrange(change: ViewChange, { transcript, interims }: SessionView): void {
    const old = rows.peek();
    const fresh = change.type === 'snapshot';
    if (fresh) fromSeq = 0;
    const said = new Map<string, Line | InterimText>();
    for (const line of visible(transcript)) said.set(line.id, line);
    for (const [id, interim] of interims) {
      // A correction being typed does not make a finished line one in the making: who hides those still sees it.
      const line = said.get(id);
      said.set(id, line ? { ...line, text: interim.text } : interim);
    }

    const known = new Map(old.map((row) => [row.id, row]));
    // A gap stays before the row that it stood before, or at the end.
    const gapBefore = new Map<string | undefined, Row>();
    let after: string | undefined;
    for (const row of fresh ? [] : [...old].reverse()) {
      if (row.look.peek().kind === 'gap') gapBefore.set(after, row);
      else if (said.has(row.id)) after = row.id;
    }
    // Finished lines stand in the order of the log, below them what is still being said: as for one who joins later.
    const next: Row[] = [];
    // A place in the log that could not be resumed; other tracks alone are no gap.
    let gap = fresh && change.reset;
    for (const [id, { text }] of said) {
      const row = known.get(id);
      const stood = gapBefore.get(id) ?? (gap && !row ? createGap() : undefined);
      if (stood) {
        next.push(stood);
        gap = false;
      }
      next.push(row ?? createRow(id, text, {} as Look));
    }
    const last = gapBefore.get(undefined) ?? (gap ? createGap() : undefined);
    if (last) next.push(last);
    if (next.length > followingRows && next[0]?.look.peek().kind === 'gap') next.shift();

    let speaker: string | undefined;
    next.forEach(({ id, text, look }, index) => {
      const now = said.get(id);
      const shown = look.peek();
      // The first row keeps its name or the lack of it when the rows before it have merely left.
      const keeps = index === 0 && change.type !== 'retracted' && !fresh && shown.kind;
      const named = keeps ? shown.named : now?.speaker !== speaker || index === 0;
      speaker = now?.speaker;
      if (!now) return;
      const dressed = lookOf(now, named);
      text.value = now.text;
      if (differ(shown, dressed)) look.value = dressed;
    });
    if (next.length !== old.length || next.some((row, index) => row !== old[index])) rows.value = next;
  }

  function createGap(): Row {
    // `#` cannot stand in the id of a line.
    return createRow(`#${gaps++}`, '', { kind: 'gap' } as Look);
  }

  return {
    ...state,
    /** Takes in one change. */
    apply(change: ViewChange, view: SessionView) {
      if (change.type === 'typing') return;
      state.status.value = view.transcript.status;
      if (following.peek()) state.unseen.value = 0;
      else if (change.type === 'added') state.unseen.value++;
      arrange(change, view);
    },
  };
}
