// Contrast of the real pixels: each text's colour against what is truly behind it, page, picture or film. axe looks at style
// sheets and gives up where something lies below; here the text is taken away for one screenshot.
import type { Page } from 'playwright-core';

import type { Check, Finding, Stage, ViewName } from '../contract.ts';
import { withSheet } from '../own-sheet.ts';
import { notesKey, type NotesWindow, type PageNotes } from '../page-notes.ts';
import { type Pixels, readPng } from '../png.ts';

/** The ring of what has the focus goes too: a line that scrolls lies under it for a moment. */
const without =
  '*,*::placeholder{color:transparent!important;-webkit-text-fill-color:transparent!important;text-shadow:none!important;text-decoration-color:transparent!important;caret-color:transparent!important;outline-color:transparent!important;transition:none!important}';
/** With forced colours text has the reader's own; the other views show the same pixels as these. */
const views: ReadonlySet<ViewName> = new Set(['wide', 'narrow', 'dark']);
const least = 4.5;
const leastOfLarge = 3;
/** A part this small of what is behind a text may be too like it: an edge, or one bright spot. */
const sparedShare = 0.1;
const stridePx = 2;

type Corner = { readonly x: number; readonly y: number };
type Box = Corner & { readonly width: number; readonly height: number };
type Text = {
  readonly where: string;
  readonly color: readonly number[];
  readonly isLarge: boolean;
  readonly box: Box;
};

/** Every text of the panel that is in sight, and its colour. */
const textsOf = (page: Page): Promise<Text[]> =>
  page.evaluate((key) => {
    const { where } = (window as unknown as NotesWindow)[Symbol.for(key)] as PageNotes;
    const root = document.querySelector('caption-wire')?.shadowRoot;
    const texts: Text[] = [];
    const host = root?.host;
    // What lies over the panel is told by its own check; captions over a film let every pointer through.
    const isCovered = (part: Element, x: number, y: number) => {
      const met = document.elementFromPoint(x, y);
      return part.localName === 'section' && met !== null && host !== undefined && !met.contains(host);
    };
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const rgba = (color: string) => {
      canvas?.clearRect(0, 0, 1, 1);
      Object.assign(canvas ?? {}, { fillStyle: color });
      canvas?.fillRect(0, 0, 1, 1);
      return [...(canvas?.getImageData(0, 0, 1, 1).data ?? [])];
    };
    for (const part of root?.querySelectorAll('section, .over') ?? []) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!parent || !node.textContent?.trim() || !parent.checkVisibility({ opacityProperty: true }))
          continue;
        if (parent.closest(':disabled,option')) continue;
        let [left, top, right, bottom] = [0, 0, innerWidth, innerHeight];
        for (let at: Element | null = parent; at; at = at.parentElement) {
          if (getComputedStyle(at).overflowY === 'visible') continue;
          const clip = at.getBoundingClientRect();
          [left, top] = [Math.max(left, clip.left), Math.max(top, clip.top)];
          [right, bottom] = [Math.min(right, clip.right), Math.min(bottom, clip.bottom)];
        }
        const range = document.createRange();
        range.selectNodeContents(node);
        const { color, fontSize, fontWeight } = getComputedStyle(parent);
        const size = parseFloat(fontSize);
        for (const rect of range.getClientRects()) {
          const [x, y] = [Math.ceil(Math.max(left, rect.left)), Math.ceil(Math.max(top, rect.top))];
          const width = Math.floor(Math.min(right, rect.right)) - x;
          const height = Math.floor(Math.min(bottom, rect.bottom)) - y;
          if (width < 2 || height < 2 || isCovered(part, x + width / 2, y + height / 2)) continue;
          const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
          texts.push({ where: where(parent), color: rgba(color), isLarge, box: { x, y, width, height } });
        }
      }
    }
    return texts;
  }, notesKey);

/** Relative luminance, WCAG 2.2. */
function luminance(rgb: readonly number[]): number {
  const [r, g, b] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast of a text's colour to one that is behind it. */
function ratioOf([r = 0, g = 0, b = 0, alpha = 255]: readonly number[], behind: readonly number[]): number {
  const opacity = alpha / 255;
  const shown = [r, g, b].map((value, at) => value * opacity + (behind[at] ?? 0) * (1 - opacity));
  const [one, other] = [luminance(shown), luminance(behind)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** The contrast that all but the spared part of what is behind a text has at least. */
function contrastOf({ color, box }: Text, pixels: Pixels, corner: Corner): number {
  const counts = new Map<number, number>();
  let all = 0;
  const [left, top] = [box.x - corner.x, box.y - corner.y];
  for (let y = top; y < Math.min(top + box.height, pixels.height); y += stridePx) {
    for (let x = left; x < Math.min(left + box.width, pixels.width); x += stridePx) {
      const [r, g, b] = pixels.at(x, y);
      const rgb = (r << 16) | (g << 8) | b;
      counts.set(rgb, (counts.get(rgb) ?? 0) + 1);
      all++;
    }
  }
  const ratios = [...counts].map(([rgb, count]) => ({
    ratio: ratioOf(color, [rgb >> 16, (rgb >> 8) & 255, rgb & 255]),
    count,
  }));
  ratios.sort((one, other) => one.ratio - other.ratio);
  let spared = Math.floor(all * sparedShare);
  for (const { ratio, count } of ratios) {
    if (spared < count) return ratio;
    spared -= count;
  }
  return Infinity;
}

/** The part of the window that has all of these in it. */
function around(boxes: readonly Box[]): Box {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** The places of texts that do not stand out, each with its least contrast. */
async function tooLike(page: Page): Promise<ReadonlyMap<string, number>> {
  const worst = new Map<string, number>();
  const texts = await textsOf(page);
  if (texts.length === 0) return worst;
  const clip = around(texts.map(({ box }) => box));
  // The sheet hides the caret already.
  const picture = () => page.screenshot({ scale: 'css', caret: 'initial', clip });
  const pixels = readPng(await withSheet(page, without, picture));
  for (const text of texts) {
    const ratio = contrastOf(text, pixels, clip);
    if (ratio >= (text.isLarge ? leastOfLarge : least)) continue;
    worst.set(text.where, Math.min(ratio, worst.get(text.where) ?? Infinity));
  }
  return worst;
}

async function look({ page, view }: Stage): Promise<Finding[]> {
  if (!views.has(view)) return [];
  const found = await tooLike(page);
  if (found.size === 0) return [];
  // A browser under load gives a picture of a moment ago, with the text still in it or elsewhere: what is so stays so.
  const again = await tooLike(page);
  return [...found]
    .filter(([where]) => again.has(where))
    .map(([where, ratio]) => ({
      what: `text has a contrast below ${Math.ceil(ratio + 0.01)} : 1 to the pixels behind it`,
      where,
    }));
}

export const contrast: Check = {
  id: 'contrast',
  title: 'Text stands out from the pixels that are truly behind it',
  why: 'People with low vision, and everybody in bright light, cannot read the captions.',
  fix: 'Leave text a background: no transparent --captionwire-background over pictures or film, and a --captionwire-text that fits it.',
  clause: 'WCAG 2.2 1.4.3',
  look,
};
