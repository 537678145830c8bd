// The lines of a text that was written for a terminal, as they come: LF, CR LF and CR end a line, colours are left out, and
// what a program erases to write it anew (ECMA-48, EL) was never a line. What has no end yet is there to be shown.

/** Longest line; what goes on beyond that is a line of its own. */
export const longestLineChars = 64 * 1024;

// oxlint-disable-next-line no-control-regex -- this is what is looked for
const mark = /\x1b\[[0-9;:?]*[ -/]*[@-~]|\x1b[@-Z\\^_]|\r\n|\r|\n/g;
/** May go on with the next piece. */
// oxlint-disable-next-line no-control-regex -- this is what is looked for
const unfinishedMark = /(?:\r|\r?\x1b(?:\[[0-9;:?]*[ -/]*)?)$/;
// oxlint-disable-next-line no-control-regex -- this is what is looked for
const erasure = /^\x1b\[[0-3]?K$/;
// oxlint-disable-next-line no-control-regex -- this is what is looked for
const erasesNext = /^\x1b\[[0-3]?K/;

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

  function* read(text: string): Generator<string> {
    let from = 0;
    for (const match of text.matchAll(mark)) {
      line += text.slice(from, match.index);
      from = match.index + match[0].length;
      if (erasure.test(match[0])) {
        line = '';
        continue;
      }
      if (match[0].startsWith('\x1b')) continue;
      // Back to the line's beginning, where it is empty or will be: not its end.
      if (match[0] === '\r' && (line === '' || erasesNext.test(text.slice(from, from + 4)))) continue;
      yield line;
      line = '';
    }
    line += text.slice(from);
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
