// The captions as a page that never ends, for browsers without JavaScript: paragraphs that are sent as lines are finished.
// What was sent cannot be changed, so a correction is a paragraph of its own. Invariant: whatever was said is text.
import { marksOf } from '../../protocol/marks.ts';
import type { Line, Status } from '../../protocol/records.ts';
import { type Html, html, openPage } from './html.ts';

/** Everything up to the first line. What was said before the page was asked for is no news: the log begins after it. */
export function plainPageHead(session: string): string {
  return openPage(
    `${session} · captions as plain text`,
    html`<header class="plain-head">
        <h1>${session}</h1>
        <p>New lines appear at the end by themselves. <a href="/s/${session}">Captions with settings</a></p>
      </header>
      <main class="plain-log" tabindex="0" aria-label="Captions">
        <div><div>
       `,
  );
}

/** Stands between what was said before and what is said from now on. */
export const newsBegin = '</div><div role="log">\n';

/** @param cursor where a fresh page goes on. */
export function plainPageEnd(session: string, why: string, cursor: string): string {
  return html`<p class="mark">
        ${why} <a href="/s/${session}/plain?cursor=${cursor}">Go on reading</a>
      </p>
    </div></div></main></body></html>`.html;
}

export const pageIsFull = 'This page is full.';

/** Says nothing to who reads. */
export const plainPageComment = '<!-- -->\n';

function paragraph(kind: string, words: Html, lang = ''): string {
  return `${html`<p class="${kind}" dir="auto" lang="${lang}">${words}</p>`.html}\n`;
}

/** @param mark the page's own word about the line. */
export function plainLine(line: Line, mark?: string): string {
  const { speaker, text, lang } = line;
  const [before, after] = marksOf(line);
  const said = html`${mark ? html`<i lang="en">${mark}:</i> ` : html``}${
    speaker ? html`<b>${speaker}:</b> ` : html``
  }${before}${text}${after}`;
  return paragraph('line', said, lang);
}

/** A line that was taken back, by its first words: all of them are above. */
export function plainRetraction(line: Line): string {
  const words = Array.from(line.text.replace(/\s+/g, ' '));
  const text =
    words.length > retractedCodePoints ? `${words.slice(0, retractedCodePoints).join('')}…` : line.text;
  return plainLine({ ...line, text }, 'Taken back');
}
const retractedCodePoints = 40;

const levels = { info: 'Note', warning: 'Warning', alert: 'Alert' } as const;

export function plainStatus({ level, text }: Status): string {
  return paragraph(`status ${level}`, html`<b lang="en">${levels[level]}:</b> ${text}`);
}

/** A word of the page's own. */
export const plainMark = (text: string): string => `${html`<p class="mark">${text}</p>`.html}\n`;
