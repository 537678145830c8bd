// The lines of the session as the captioner sees them: everybody's transcript, and over it what was handed in here and is
// not yet in the log. Only the row that something happened to changes.
// Invariant: what was handed in here and is neither in the log nor refused is always among the rows.
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';

import type { ViewChange } from '../../client/follow.ts';
import type { Publication } from '../../client/outbox.ts';
import { clientLimits } from '../../protocol/limits.ts';
import type { Draft, Line } from '../../protocol/records.ts';
import type { Transcript } from '../../protocol/transcript.ts';
import type { LineDraft } from './line-draft.ts';
import { eventOf, sameEvent } from './log-events.ts';
import type { OwnLines } from './own-lines.ts';
import { endPause } from './pauses.ts';

/** What a row can say. */
export type Shown = Exclude<Draft, { type: 'retract' }>;

/** How far what was handed in last about a row has come. */
export type Progress = Pick<Publication, 'state' | 'error'>;

export type Look = {
  readonly shown: Shown;
  readonly mark: 'said' | 'corrected' | 'taken-back';
  /** Undefined where nothing was handed in from here. */
  readonly progress?: Progress | undefined;
};

export type Row = {
  /** Of this list alone. */
  readonly key: number;
  /** The line's; undefined for what is no line. */
  readonly id: string | undefined;
  /** When it was finished, or came here; of what was there before, when it was first said. UTC milliseconds. */
  readonly at: number;
  /** Said from here. */
  readonly isOwn: boolean;
  readonly look: ReadonlySignal<Look>;
};

export type LineRows = {
  /** Oldest first: the last clientLimits.clientLines that are in the log, then all that is not yet. */
  readonly rows: ReadonlySignal<readonly Row[]>;
  /** The correction made here last that another one came before, so that it changed nothing. */
  readonly overtaken: ReadonlySignal<LineDraft | undefined>;
  /** A line as it stands, with what waits to change it; undefined when it was taken back, refused, or is not known. */
  find(id: string): LineDraft | undefined;
  /** Ids of the lines said from here that stand, also before the page was loaded anew, oldest first. */
  own(): string[];
  /** Ids of everybody's lines that stand, oldest first. */
  standing(): string[];
  /** Whether viewers have the line before their eyes, and the log has all that was handed in about it. */
  isOnScreens(id: string): boolean;
  /** A record was handed in, or has come further. */
  tell(publication: Publication): void;
  /** The transcript changed. */
  follow(change: ViewChange, transcript: Transcript): void;
};

type Entry = {
  readonly row: Row;
  readonly look: Signal<Look>;
  logged?: Line;
  isTakenBack: boolean;
  /** What was handed in here about the line and is not in the log yet, oldest first. */
  pending: { readonly key: number; readonly draft: Extract<Draft, { id: string }> }[];
  progress?: Progress;
  /** Of the publication that `progress` is about. */
  publication?: number;
};

/** So many of the last lines are surely on viewers' screens. */
const onScreenLines = 10;

/** What stands of a line, and whether it is taken back. */
function fold({ logged, isTakenBack, pending }: Entry) {
  let line: LineDraft | undefined = logged;
  let taken = isTakenBack;
  for (const { draft } of pending) {
    if (draft.type === 'retract') taken = true;
    else if (draft.rev > (line?.rev ?? 0)) line = draft;
  }
  return { line, taken };
}

function draw(entry: Entry): void {
  const { line, taken } = fold(entry);
  const shown = line ?? entry.look.peek().shown;
  const said = shown.type === 'line' && shown.rev > 1 ? 'corrected' : 'said';
  entry.look.value = { shown, mark: taken ? 'taken-back' : said, progress: entry.progress };
}

/** @param ownLines which lines are the captioner's own */
export function createLineRows(ownLines: OwnLines): LineRows {
  const rows = signal<readonly Row[]>([]);
  const overtaken = signal<LineDraft | undefined>(undefined);
  /** What has its place, and what waits for one in the log. */
  let placed: Entry[] = [];
  let waiting: Entry[] = [];
  const byId = new Map<string, Entry>();
  /** What is neither acknowledged nor refused, by the key of its publication. */
  const open = new Map<number, Entry>();
  let lastKey = 0;
  let rowKeys = 0;
  let clearedSeq = 0;

  /** @param isFromHere it was handed in by this page */
  function create(shown: Shown, isFromHere: boolean, at = Date.now()): Entry {
    const id = shown.type === 'line' ? shown.id : undefined;
    if (isFromHere && id !== undefined) ownLines.add(id);
    const isOwn = isFromHere || (id !== undefined && ownLines.has(id));
    const look = signal<Look>({ shown, mark: 'said' });
    const row: Row = { key: ++rowKeys, id, at, isOwn, look };
    const entry: Entry = { row, look, isTakenBack: false, pending: [] };
    if (id !== undefined) byId.set(id, entry);
    return entry;
  }

  function list(): void {
    for (const entry of placed.splice(0, placed.length - clientLimits.clientLines)) {
      const { id } = entry.row;
      if (id !== undefined && byId.get(id) === entry) byId.delete(id);
    }
    rows.value = [...placed, ...waiting].map(({ row }) => row);
  }

  function place(entry: Entry): void {
    waiting = waiting.filter((one) => one !== entry);
    if (!placed.includes(entry)) placed.push(entry);
    list();
  }

  function log(entry: Entry, line: Line): void {
    entry.logged = line;
    entry.pending = entry.pending.filter(({ draft }) => {
      if (draft.type === 'retract' || draft.rev > line.rev) return true;
      if (draft.text !== line.text) overtaken.value = draft;
      return false;
    });
    draw(entry);
  }

  /** Everything was replaced; what is still on its way, and what was refused, stays. */
  function replace(lines: readonly Line[]): void {
    const known = new Map(byId);
    const refused = placed.filter(({ progress }) => progress?.state === 'refused');
    byId.clear();
    const listed = lines.map((line) => {
      const entry = known.get(line.id) ?? create(line, false, line.at);
      entry.isTakenBack = false;
      log(entry, line);
      return entry;
    });
    placed = [...listed, ...refused.filter((entry) => !listed.includes(entry))];
    waiting = waiting.filter((entry) => !listed.includes(entry) && entry.progress?.state !== 'acked');
    for (const entry of [...placed, ...waiting]) {
      if (entry.row.id !== undefined) byId.set(entry.row.id, entry);
    }
    list();
  }

  function drop(entry: Entry | undefined): void {
    waiting = waiting.filter((one) => one !== entry);
    list();
  }

  /** The row that a record handed in here is about; undefined when that is not among the rows. */
  function rowFor(draft: Draft): Entry | undefined {
    const known = 'id' in draft ? byId.get(draft.id) : undefined;
    if (known || draft.type === 'retract') return known;
    const entry = create(draft, true);
    waiting.push(entry);
    list();
    return entry;
  }

  function find(id: string): LineDraft | undefined {
    const entry = byId.get(id);
    if (!entry) return undefined;
    const { line, taken } = fold(entry);
    return taken ? undefined : line;
  }

  const idsOf = (isMeant: (row: Row) => boolean) =>
    rows.peek().flatMap((row) => (row.id !== undefined && isMeant(row) && find(row.id) ? [row.id] : []));

  return {
    rows,
    overtaken,
    find,
    own: () => idsOf(({ isOwn }) => isOwn),
    standing: () => idsOf(() => true),
    isOnScreens(id) {
      const standing = placed.filter(({ logged, isTakenBack }) => logged && !isTakenBack);
      const entry = standing.slice(-onScreenLines).find(({ row }) => row.id === id);
      return !!entry?.logged && entry.logged.seq > clearedSeq && entry.pending.length === 0;
    },
    tell({ key, draft, state, error }) {
      if (key > lastKey) {
        lastKey = key;
        const begun = rowFor(draft);
        if (!begun) return;
        open.set(key, begun);
        begun.publication = key;
        if ('id' in draft) begun.pending.push({ key, draft });
      }
      const entry = open.get(key);
      if (!entry) return;
      if (entry.publication === key) entry.progress = error ? { state, error } : { state };
      if (state === 'refused') entry.pending = entry.pending.filter((one) => one.key !== key);
      if (state === 'refused' || state === 'acked') open.delete(key);
      draw(entry);
      if (state === 'refused' && waiting.includes(entry)) place(entry);
    },
    follow(change, transcript) {
      ({ clearedSeq } = transcript);
      if (change.type === 'snapshot') return replace(transcript.lines);
      const event = eventOf(change);
      if (event) {
        const own = waiting.find(({ look }) => sameEvent(look.peek().shown, event));
        if (endPause(placed, event)) return drop(own);
        return place(own ?? create(event, false));
      }
      if (change.type === 'added') {
        const { line } = change;
        const known = byId.get(line.id);
        const entry = known && !known.logged ? known : create(line, false);
        log(entry, line);
        place(entry);
      } else if (change.type === 'revised') {
        const entry = byId.get(change.line.id);
        if (entry) log(entry, change.line);
      } else if (change.type === 'retracted') {
        const entry = byId.get(change.before.id);
        if (!entry) return;
        entry.isTakenBack = true;
        entry.pending = [];
        draw(entry);
      }
    },
  };
}
