// The transcript: every line so far, to scroll, search, copy and keep. Invariant: it moves only when the reader moves it;
// who reads further back is never taken to the end (the list runs from its end, as the panel's does).
import type { ComponentChild } from 'preact';

import type { Line } from '../../protocol/records.ts';
import type { Desk, Tool } from './desk.ts';
import { signal, spokenLine } from './kit.ts';
import { type Absence, watchAbsence } from './missed.ts';
import { createBookmarks } from './transcript-bookmarks.ts';
import { remembered, show, walk } from './transcript-keys.ts';
import type { TranscriptLog } from './transcript-log.ts';
import { TranscriptRow } from './transcript-row.tsx';
import { isFound, patternOf } from './transcript-search.tsx';

/** Nearer to the end than this many pixels counts as being there. */
const endPx = 8;
/** Lines with marked words before and after the one that was found. */
const mostMarked = 100;
/** Of a key that an input method takes (UI Events, 8.3.3). */
const composingKeyCode = 229;
/** How long a search must rest before what it found is told. */
const restMs = 1_000;
/** How long a browser may take to ask where a file goes. */
const offeredMs = 60_000;

export function createTranscript(desk: Desk, log: TranscriptLog): readonly Tool[] {
  const { parts, root, words, say } = desk;
  const absence = watchAbsence(desk, log);
  const { ids, toggle } = createBookmarks(parts.session);
  const pattern = signal<RegExp | undefined>(undefined);
  const foundId = signal<string | undefined>(undefined);
  /** What was bookmarked when the reader asked for nothing else. */
  const only = signal<ReadonlySet<string> | undefined>(undefined);
  /** The last line when the reader left the end. */
  const leftSeq = signal<number | undefined>(undefined);
  let list: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const attach = (node: HTMLElement | null) => {
    list = node;
    leftSeq.value = pattern.value = undefined;
    clearTimeout(timer);
    if (node) log.open();
    else log.close();
  };
  const shown = () => log.lines.value.filter(({ id }) => only.value?.has(id) ?? true);
  const matches = () => {
    const wanted = pattern.value;
    return wanted ? shown().filter((line) => isFound(spokenLine(line, true), wanted)) : [];
  };

  /** Goes to the next match, or with -1 to the one before; with 0 to the first. */
  function find(by: number): void {
    const all = matches();
    const from = all.findIndex(({ id }) => id === foundId.peek());
    const at = by && (from + by + all.length) % all.length;
    const line = all[at];
    foundId.value = line?.id;
    clearTimeout(timer);
    timer = setTimeout(
      () => say(`${words.peek().found(at + 1, all.length)} ${line ? spokenLine(line, true) : ''}`),
      by ? 0 : restMs,
    );
  }

  async function copy(): Promise<void> {
    // Chromium tells what is chosen in a shadow tree only by the tree's own method, which no standard has.
    const chosen = (root as unknown as Document).getSelection?.() ?? getSelection();
    const text =
      (list?.contains(chosen?.anchorNode ?? null) && `${chosen}`) ||
      shown()
        .map((line) => spokenLine(line, true))
        .join('\n');
    try {
      await navigator.clipboard.writeText(text);
      log.tell('copied');
    } catch {
      log.tell(copyByField(text) ? 'copied' : 'notCopied');
    }
  }

  /** Pages without encryption have no clipboard of their own, and frames are forbidden theirs. */
  function copyByField(text: string): boolean {
    const before = root.activeElement as HTMLElement | null;
    const field = document.createElement('textarea');
    field.value = text;
    root.append(field);
    field.select();
    const isCopied = document.execCommand('copy');
    field.remove();
    before?.focus();
    return isCopied;
  }

  /** A file that the relay writes, because it has every line; the page's policy needs to allow nothing more for it. */
  async function download(ending: string): Promise<void> {
    try {
      const href = URL.createObjectURL(await (await log.ask(ending)).blob());
      const file = { href, download: `${parts.session}.${ending}` };
      Object.assign(document.createElement('a'), file).click();
      setTimeout(() => URL.revokeObjectURL(href), offeredMs);
    } catch {
      log.tell('notLoaded');
    }
  }

  const draw = (line: Line, marked = false, current = false, wanted?: RegExp, found = false) => (
    <TranscriptRow
      key={line.id}
      pattern={wanted}
      onMark={toggle}
      {...{ desk, line, marked, current, found }}
    />
  );
  const plain = remembered((line) => draw(line));

  const drawer = (since?: Absence) => {
    const text = words.value;
    const own = parts.state.tongue.value.words;
    const lines = shown();
    const found = matches();
    const at = found.findIndex(({ id }) => id === foundId.value);
    // Those around it; who sees more than that at once sees no marks.
    const hits = new Set(found.slice(Math.max(0, at - mostMarked), at + mostMarked));
    const tabbed = found[at] ?? lines.at(-1);
    const marked = ids.value;
    const note = log.note.value;
    const left = leftSeq.value;
    const countSince = (seq: number, to = Infinity) =>
      lines.filter((line) => line.seq > seq && line.seq <= to).length;
    const firstMissed = since && lines.find(({ seq }) => seq > since[0]);
    const rows: ComponentChild[] = [];
    for (const line of lines) {
      const { id } = line;
      if (log.gaps.has(id)) {
        rows.push(
          <p class="gap" key={`#${id}`}>
            {own.gap}
          </p>,
        );
      }
      if (since && line === firstMissed) {
        rows.push(
          <p class="away" key="#" ref={show}>
            {text.lookedAway(countSince(...since))}
          </p>,
        );
      }
      const isMarked = marked.has(id);
      const isTabbed = line === tabbed;
      const wanted = hits.has(line) ? pattern.value : undefined;
      rows.push(
        isMarked || isTabbed || wanted
          ? draw(line, isMarked, isTabbed, wanted, line === found[at])
          : plain(line),
      );
    }
    return [
      <div class="tray">
        <input
          type="search"
          aria-label={text.search}
          placeholder={text.search}
          onInput={({ currentTarget }) => {
            pattern.value = patternOf(currentTarget.value);
            find(0);
          }}
          onKeyDown={({ key, shiftKey, isComposing, keyCode }) => {
            // Enter of an input method accepts its word. Safari reports it by the key code alone.
            if (key === 'Enter' && !isComposing && keyCode !== composingKeyCode) find(shiftKey ? -1 : 1);
          }}
        />
        {pattern.value && <button onClick={() => find(1)}>{text.found(at + 1, found.length)}</button>}
        <button
          aria-pressed={!!only.value}
          onClick={() => {
            only.value = only.peek() ? undefined : marked;
          }}
        >
          {text.bookmarks}
        </button>
        <button onClick={copy}>{text.copy}</button>
        {['txt', 'vtt', 'srt'].map((ending) => (
          <button
            key={ending}
            dir="ltr"
            aria-label={text.download(`.${ending}`)}
            onClick={() => download(ending)}
          >
            .{ending}
          </button>
        ))}
        {note && text[note]}
        {note === 'notLoaded' && <button onClick={log.open}>{text.tryAgain}</button>}
      </div>,
      <div class="stage">
        <div
          class="lines"
          role="region"
          tabIndex={0}
          aria-label={text.transcript}
          aria-keyshortcuts="b"
          ref={attach}
          onKeyDown={walk}
          onScroll={() => {
            // From the end, a reversed scroller counts downwards.
            const isAtEnd = !list || list.scrollTop > -endPx;
            leftSeq.value = isAtEnd ? undefined : (left ?? lines.at(-1)?.seq);
          }}
        >
          <div>{rows[0] ? rows : own.empty}</div>
        </div>
        {left && (
          <button
            class="jump"
            onClick={() => {
              list?.scrollTo(0, 0);
              // The button goes away under the reader's focus; the arrow keys go on from here.
              list?.focus();
            }}
          >
            {own.jumpToLive} ↓ {countSince(left) > 0 && own.newLines(countSince(left))}
          </button>
        )}
      </div>,
    ];
  };

  return [
    { id: 'transcript', name: (text) => text.transcript, drawer: () => drawer() },
    {
      id: 'missed',
      name: (text) => text.missed,
      drawer: () => [!absence.value && words.value.nothingMissed, drawer(absence.value)],
    },
  ];
}
