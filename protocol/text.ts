// Text hygiene: what every text becomes before it is stored, sent or shown. `cleanText` is idempotent.
// NFC (Unicode Annex 15), no control characters but newline, and bidirectional controls closed in the
// paragraph that opened them (Unicode Annex 9, X8), so that no line can turn the text around it.

// What ends a line anywhere (Unicode Annex 14, BK, CR, LF and NL): Word and steno writers send the rarer ones.
const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
// Cc but newline, lone surrogates, and noncharacters that only serve to upset parsers.
const forbidden = /[\p{Cs}\ufeff\ufffe\uffff]|(?!\n)\p{Cc}/gu;
const bidiControl = /[\u202a-\u202e\u2066-\u2069]/;

const popFormatting = '\u202c';
const popIsolate = '\u2069';

/** Deeper directions have no effect (Unicode Annex 9, BD2), so a text need not carry them. */
const deepestDirection = 125;

function closerOf(char: string): string {
  return char >= '\u2066' ? popIsolate : popFormatting;
}

/**
 * Closes what a paragraph opens; drops closers that close nothing, and whatever opens too deep a direction, with its
 * closer. Linear: the stack of open directions is short.
 */
function isolateParagraph(paragraph: string): string {
  if (!bidiControl.test(paragraph)) return paragraph;
  const open: string[] = [];
  let openIsolates = 0;
  /** Closers of dropped openers, as counts in the order of Unicode Annex 9, X5 to X7. */
  let tooDeepIsolates = 0;
  let tooDeepEmbeddings = 0;
  let out = '';
  for (const char of paragraph) {
    if (!bidiControl.test(char)) {
      out += char;
    } else if (char === popFormatting) {
      if (tooDeepIsolates > 0) continue;
      if (tooDeepEmbeddings > 0) tooDeepEmbeddings--;
      else if (open.at(-1) === popFormatting) out += open.pop();
    } else if (char === popIsolate) {
      if (tooDeepIsolates > 0) {
        tooDeepIsolates--;
        continue;
      }
      if (openIsolates === 0) continue;
      openIsolates--;
      tooDeepEmbeddings = 0;
      // A closing isolate also closes every embedding opened inside it (UAX 9, X6a).
      out += open.splice(open.lastIndexOf(popIsolate)).reverse().join('');
    } else if (open.length >= deepestDirection) {
      if (closerOf(char) === popIsolate) tooDeepIsolates++;
      else if (tooDeepIsolates === 0) tooDeepEmbeddings++;
    } else {
      const closer = closerOf(char);
      if (closer === popIsolate) openIsolates++;
      open.push(closer);
      out += char;
    }
  }
  return out + open.reverse().join('');
}

/** Marks that a reader can tell apart on one letter; no writing system needs more (Unicode Annex 15, 13.2). */
const marksInARow = 30;
const manyMarks = new RegExp(`\\p{M}{${marksInARow + 1},}`, 'gu');

/** Normalising sorts the marks of one letter, which takes the square of their number, so a long run is cut first. */
const cutMarks = (text: string) => text.replace(manyMarks, (run) => [...run].slice(0, marksInARow).join(''));

/** The text as it may be stored and shown: NFC, `\n` line ends, no control characters, closed directions. */
export function cleanText(text: string): string {
  const plain = text.replace(lineEnds, '\n').replace(/\t/g, ' ').replace(forbidden, '');
  const closed = bidiControl.test(plain) ? plain.split('\n').map(isolateParagraph).join('\n') : plain;
  // Last, because a control that was taken out may have stood between a letter and its accent.
  // Some marks become two.
  return cutMarks(cutMarks(closed).normalize('NFC'));
}

/** A name on one line, without spaces around it. */
export function cleanName(name: string): string {
  return cleanText(name).replace(/\s+/g, ' ').trim();
}

/** Length in Unicode code points, the unit of every length on the wire. */
export function codePointLength(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** Whether a text has anything a reader would see. */
export function hasVisibleText(text: string): boolean {
  return /[^\s\p{Cf}]/u.test(text);
}
