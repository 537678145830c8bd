// The lines of a text that was written for a terminal, as they come: LF, CR LF and CR end a line, colours are left out, and
// what a program erases to write it anew (ECMA-48, EL) was never a line. What has no end yet is there to be shown.

/** Longest line; what goes on beyond that is a line of its own. */
export const longestLineChars = 64 * 1024;

// oxlint-disable-next-line no-control-regex -- this is what is looked for
const mark = /\x1b\[[0-9;:?]*[ -/]*[@-~]|\x1b[@-Z\\^_]|\r\n|\r|\n/g;
/** May go on with the next piece. */
// oxlint-disable-next-line no-control-regex -- this is what is looked for
const unfinishedMark = /(?:\r|\r?\x1b(?:\[[0-9;:?]*[ -/]*)?)$/;
/** Erases to the line's end, or all of it (ECMA-48, 8.3.41). */
// oxlint-disable-next-line no-control-regex -- this is what is looked for
const erasure = /^\x1b\[([0-2]?)K/;

export type TerminalLines = {
  /** The lines that this piece of text ends. */
  take(piece: string): string[];
  /** What has no end yet. */
  open(): string;
  /** The last line, when nothing more comes; undefined when it is empty. */
  end(): string | undefined;
};

export function createTerminalLines(): TerminalLines {
  let line = '';
  let held = '';

  /** Whether what is written goes over what stands there. */
  let isBack = false;
  /** Whether the program erases: then CR goes back to the line's beginning, and is no line's end. */
  let erases = false;

  function write(text: string): void {
    if (text === '') return;
    if (isBack) line = '';
    isBack = false;
    line += text;
  }

  function* read(text: string): Generator<string> {
    let from = 0;
    for (const match of text.matchAll(mark)) {
      const [token] = match;
      write(text.slice(from, match.index));
      from = match.index + token.length;
      const erased = erasure.exec(token)?.[1];
      if (erased !== undefined) {
        erases = true;
        // From the caret on: behind words there is nothing to erase.
        if (isBack || erased === '1' || erased === '2') line = '';
      } else if (token === '\r' && (erases || line === '' || erasure.test(text.slice(from, from + 4)))) {
        isBack = true;
      } else if (!token.startsWith('\x1b')) {
        yield line;
        line = '';
        isBack = false;
      }
    }
    write(text.slice(from));
    while (line.length > longestLineChars) {
      yield line.slice(0, longestLineChars);
      line = line.slice(longestLineChars);
    }
  }

  return {
    take(piece) {
      const text = held + piece;
      held = unfinishedMark.exec(text)?.[0] ?? '';
      return [...read(text.slice(0, text.length - held.length))];
    },
    open: () => line,
    end() {
      const last = line;
      line = '';
      held = '';
      return last === '' ? undefined : last;
    },
  };
}
