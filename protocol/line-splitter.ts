// Cuts a text that is too long for one line into pieces at paragraphs, sentences, clauses, or words.
// The pieces joined are the text, unchanged, and none is longer than asked for: nothing can get lost here.

const isSpace = (point: string | undefined) => point !== undefined && /\s/.test(point);
const endsSentence = (point: string | undefined) => point !== undefined && /[.!?…]/.test(point);
const closesQuote = (point: string | undefined) => point !== undefined && /["'”’»)\]]/.test(point);
// Scripts that write no space between sentences.
const endsWideSentence = (point: string | undefined) => point !== undefined && /[。！？]/.test(point);
const endsClause = (point: string | undefined) => point !== undefined && /[,;:–—]/.test(point);
const endsWideClause = (point: string | undefined) => point !== undefined && /[、，；：]/.test(point);
// Scripts that write no space between words.
const endsWideWord = (point: string) =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u.test(
    point,
  );
// A cut before one of these would tear a character that readers see as one.
const joiner = '\u200d';
const continuesCharacter = (point: string) => point === joiner || /[\p{M}\p{Emoji_Modifier}]/u.test(point);

/** The last point before a place that is no space, nor one of those to pass over. */
function lastBefore(
  points: readonly string[],
  at: number,
  passes: (point: string | undefined) => boolean = () => false,
): string | undefined {
  let last = at - 1;
  while (isSpace(points[last])) last--;
  while (passes(points[last])) last--;
  return points[last];
}

type Boundary = (points: readonly string[], at: number) => boolean;

const afterParagraph: Boundary = (points, at) => points[at - 1] === '\n';
const afterSentence: Boundary = (points, at) => {
  if (endsWideSentence(points[at - 1])) return !endsWideSentence(points[at]) && !closesQuote(points[at]);
  return afterWord(points, at) && endsSentence(lastBefore(points, at, closesQuote));
};
const afterClause: Boundary = (points, at) =>
  endsWideClause(points[at - 1]) || (afterWord(points, at) && endsClause(lastBefore(points, at)));
const afterWord: Boundary = (points, at) => isSpace(points[at - 1]) && !isSpace(points[at]);
const betweenCharacters: Boundary = (points, at) =>
  !continuesCharacter(points[at] as string) && points[at - 1] !== joiner;

/** The last place in (from, to] that the boundary allows. */
function lastBoundary(
  points: readonly string[],
  from: number,
  to: number,
  boundary: Boundary,
): number | undefined {
  for (let at = to; at > from; at--) if (boundary(points, at)) return at;
  return undefined;
}

function cutBetween(points: readonly string[], from: number, to: number): number {
  // A paragraph or sentence that would leave a piece less than half full is not worth it.
  const middle = from + Math.floor((to - from) / 2);
  return (
    lastBoundary(points, middle, to, afterParagraph) ??
    lastBoundary(points, middle, to, afterSentence) ??
    lastBoundary(points, middle, to, afterClause) ??
    lastBoundary(points, from, to, afterWord) ??
    lastBoundary(points, from, to, betweenCharacters) ??
    to
  );
}

/**
 * The pieces of a text, in order; one piece when it fits.
 * @param maxCodePoints most code points of a piece, at least 1
 */
export function splitText(text: string, maxCodePoints: number): [string, ...string[]] {
  const points = text.length > maxCodePoints ? [...text] : [];
  if (points.length <= maxCodePoints) return [text];
  const cut = cutBetween(points, 0, maxCodePoints);
  const piece = (from: number, to: number) => points.slice(from, to).join('');
  const pieces: [string, ...string[]] = [piece(0, cut)];
  let from = cut;
  while (points.length - from > maxCodePoints) {
    const to = cutBetween(points, from, from + maxCodePoints);
    pieces.push(piece(from, to));
    from = to;
  }
  return [...pieces, piece(from, points.length)];
}

/** The sentences of a text, in order; joined they are the text. */
export function splitSentences(text: string): string[] {
  const points = [...text];
  const pieces: string[] = [];
  let from = 0;
  for (let at = 1; at <= points.length; at++) {
    if (at < points.length && !afterSentence(points, at)) continue;
    pieces.push(points.slice(from, at).join(''));
    from = at;
  }
  return pieces;
}

/**
 * Where the last phrase of at most so many code points ends, in UTF-16 units; undefined while the text is no longer than
 * that, or is one word.
 */
export function phraseEnd(text: string, mostCodePoints: number): number | undefined {
  const points = [...text];
  if (points.length <= mostCodePoints) return undefined;
  const afterWideWord: Boundary = (points, at) =>
    endsWideWord(points[at - 1] as string) && betweenCharacters(points, at);
  const end =
    lastBoundary(points, 0, mostCodePoints, afterWord) ??
    lastBoundary(points, 0, mostCodePoints, afterWideWord);
  return end === undefined ? undefined : points.slice(0, end).join('').length;
}
