// Names of properties that only the widget's own files write and read: the builds give each a short one, the same in all of
// them. Invariant: nothing that travels, that is kept, that a page's script can touch, or that is reached by a text is in the
// list; a build fails where it sees one, and so does test/package/internal-names.test.ts.
import { minify, type MinifyOptions } from 'terser';

export const internalNames: readonly string[] = `
  addSheet advise announcer ask asText atMs backWithGap behindMs besideIt bookmark bursts captionText change
  componentDidMount componentWillUnmount correction cue delayed delayMs deliver desk drawer everyMs expired fate faulty
  firstMs follow following forceUpdate gaps grip hold ids isElsewhere isHere isOn jumpToLive lastSeq look
  lookedAway mainTrack manner moveHere moveWays named narrator newLines nextMs nodes nothingMissed notice notSent
  notUnderstood noWindow onConnection onGap onMark onState onStop onTools overVideo owner Panel parts pausedWith
  peek popOut preferences press putBack readLastLine receive reconnecting refused resizeHere resizeWays resync
  retime say sent setManner shouldComponentUpdate since someone spokenLine stays styles tell timeLeft timeUp toolsOpen tryAgain
  unread unseen urgent viewer waitMs watched watchWake ways wordsPerMinute yourWord
`
  .trim()
  .split(/\s+/);

/** Preact's own are told by how they begin: see lean-preact.ts. */
const shape = new RegExp(`^(_[a-z]\\w*|${internalNames.join('|')})$`);

/** Spells each name once, for terser to choose a short one that no browser knows. */
async function chooseNames(): Promise<Record<string, string>> {
  const nameCache: { props?: { props: Record<string, string> } } = {};
  const mangle = { properties: { regex: shape } };
  const once = `({${internalNames.map((name) => `${name}:0`).join()}}).all`;
  await minify(once, { compress: false, mangle, nameCache });
  const chosen = nameCache.props?.props ?? {};
  const known = internalNames.filter((name) => !chosen[`$${name}`]);
  if (known.length > 0) throw new Error(`no internal names, browsers know them: ${known.join()}`);
  return chosen;
}
const chosen = chooseNames();

/** For terser, file by file. */
export async function shortNames(): Promise<Pick<MinifyOptions, 'mangle' | 'nameCache'>> {
  return {
    mangle: { properties: { regex: shape, keep_quoted: true } },
    nameCache: { props: { props: { ...(await chosen) } } },
  };
}

/** The listed names that a built file spells as texts, or exports: reached in a way that a short name is not. */
export function spelledNames(code: string, exports: readonly string[]): readonly string[] {
  return internalNames.filter(
    (name) => exports.includes(name) || new RegExp(`(["'\`])${name}\\1`).test(code),
  );
}
