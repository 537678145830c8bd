// Lines for fingers: stable blocks that a braille display's reader walks through at their own pace. Invariants: nothing
// moves by itself, and the line under the finger stays as it was read until the finger leaves it: corrected, it is marked
// so; taken back, it stands until then. Plain blocks in reading order, so that a screen reader's own keys work as well.
import type { Line } from '../../protocol/records.ts';
import type { Desk, Tool } from './desk.ts';
import { languageAttributes, signal, spokenLine, watched } from './kit.ts';
import { lineOf, remembered, show, walk } from './transcript-keys.ts';
import type { TranscriptLog } from './transcript-log.ts';

/** A text in pages of so many cells, broken between words where that can be; whole for 0. */
export function pagesOf(text: string, cells: number): readonly string[] {
  const page = cells && new RegExp(`\\S.{0,${cells - 1}}(?=\\s|$)|\\S{1,${cells}}`, 'gsu');
  return (page && text.match(page)) || [text];
}

type BlockProps = {
  readonly desk: Desk;
  readonly line: Line;
  /** Whether it is in the tab order. */
  readonly current: boolean;
  /** Whether there are other words for it by now. */
  readonly corrected: boolean;
};

const Block = watched(({ desk, line, current, corrected }: BlockProps) => {
  const { words } = desk.parts.state.tongue.value;
  const text = spokenLine(line, true) + (corrected ? ` (${words.corrected})` : '');
  return (
    <div data-line={line.id}>
      {pagesOf(text, desk.preferences.now.value.cells).map((page, at) => (
        <p
          key={at}
          {...languageAttributes(line.lang)}
          tabIndex={current && !at ? 0 : -1}
          ref={current && !at ? show : null}
        >
          {page}
        </p>
      ))}
    </div>
  );
});

export function createReader(desk: Desk, log: TranscriptLog): Tool {
  /** The line under the finger, as it was when the finger came. */
  const touched = signal<Line | undefined>(undefined);

  const touch = (id: string | undefined) => {
    const now = log.lines.peek().find((line) => line.id === id);
    if (now) touched.value = now;
  };
  const attach = (node: HTMLElement | null) => {
    if (!node) return log.close();
    log.open();
    touch((touched.peek() ?? log.lines.peek().at(-1))?.id);
  };

  const draw = (line: Line, current = false, corrected = line.rev > 1) => (
    <Block key={line.id} {...{ desk, line, current, corrected }} />
  );
  const plain = remembered((line) => draw(line));

  const drawer = () => {
    const { reader, unread } = desk.words.value;
    const under = touched.value;
    const known = log.lines.value;
    const now = known.find(({ id }) => id === under?.id);
    const lines = !under || now ? known : [...known, under].sort((one, other) => one.seq - other.seq);
    const tabbed = now ?? under ?? lines[0];
    return [
      <div class="tray">{unread(known.filter(({ seq }) => seq > (under?.seq ?? 0)).length)}</div>,
      <div
        class="blocks"
        role="group"
        aria-label={reader}
        ref={attach}
        onKeyDown={walk}
        onFocusIn={(event) => {
          const id = lineOf(event);
          if (id !== under?.id) touch(id);
        }}
      >
        {lines.map((line) => (line === tabbed ? draw(under ?? line, true, line.rev > 1) : plain(line)))}
        {!tabbed && desk.parts.state.tongue.value.words.empty}
      </div>,
    ];
  };
  return { id: 'reader', name: (text) => text.reader, drawer };
}
