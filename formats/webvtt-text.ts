// The text of a WebVTT cue: who says which words, in which language (W3C WebVTT, 6.4, "WebVTT cue text parsing rules").
// Where a browser loses words, they are kept: a `<` that begins no tag, and a tag that nothing closes, are text.
import { decodeHTML } from 'entities/decode';

import { languageOf } from '../protocol/language-tag.ts';
import type { Spoken } from './caption-file.ts';

export type CueText = {
  readonly spoken: readonly Spoken[];
  readonly hasWordTimes: boolean;
  /** Names of tags that neither WebVTT nor HTML has; a browser leaves them out, and so does this. */
  readonly unknownTags: readonly string[];
};

/** What opens a scope: the tags of WebVTT. */
const scopes = new Set(['c', 'i', 'b', 'u', 'ruby', 'rt', 'v', 'lang']);
/** Tags that converters leave in; only their words count. */
const htmlTags = new Set('a big code div em font li p s small span strike strong sub sup tt ul'.split(' '));

/** A tag: a slash, letters, classes, an annotation; or the time of a word. */
const tag = /<(?:(\/?)([a-z][a-z0-9]*)?((?:\.[^\s<>.]*)*)((?:[\s/][^>]*)?)|(\d+:[\d:.]*))>/giy;
const beginsTag = /^<(?:\/?[a-z]|\/>|\d+:)/i;

type Scope = {
  readonly name: string;
  readonly speaker?: string | undefined;
  readonly lang?: string | undefined;
};

const annotationOf = (text: string) => decodeHTML(text).replace(/\s+/g, ' ').trim();

/** A scope has the speaker and the language of the one around it, unless it says otherwise. */
function openScope(name: string, annotation: string, around: Scope | undefined): Scope {
  if (name === 'v') return { ...around, name, speaker: annotationOf(annotation) || undefined };
  if (name === 'lang') return { ...around, name, lang: languageOf(annotationOf(annotation)) };
  return { ...around, name };
}

/** Closes the innermost scope if it is of this name; `</ruby>` also closes the text above it. */
function closeScope(open: Scope[], name: string): void {
  if (open.at(-1)?.name === name) open.pop();
  else if (name === 'ruby' && open.at(-1)?.name === 'rt') open.splice(-2);
}

/** Reads the text of a cue, its rows with `\n` between them. Linear in its length. */
export function readCueText(text: string): CueText {
  const spoken: Spoken[] = [];
  const unknownTags: string[] = [];
  const open: Scope[] = [];
  let hasWordTimes = false;
  let words = '';

  const finishWords = () => {
    if (!words) return;
    const { speaker, lang } = open.at(-1) ?? {};
    spoken.push({ text: decodeHTML(words), ...(speaker && { speaker }), ...(lang && { lang }) });
    words = '';
  };
  const readTag = ([, slash, rawName = '', , annotation = '', time]: RegExpExecArray) => {
    if (time !== undefined) return void (hasWordTimes = true);
    const name = rawName.toLowerCase();
    if (name === 'br') return void (words += '\n');
    if (!scopes.has(rawName)) {
      if (name && !htmlTags.has(name) && !scopes.has(name)) unknownTags.push(rawName);
      return;
    }
    finishWords();
    if (slash) closeScope(open, name);
    else if (name !== 'rt' || open.at(-1)?.name === 'ruby')
      open.push(openScope(name, annotation, open.at(-1)));
  };

  const lastClose = text.lastIndexOf('>');
  for (let at = 0; at < text.length;) {
    const next = text.indexOf('<', at);
    const to = next < 0 ? text.length : next;
    words += text.slice(at, to);
    at = to;
    if (next < 0) break;
    tag.lastIndex = at;
    const found = at < lastClose && beginsTag.test(text.slice(at, at + 24)) ? tag.exec(text) : null;
    if (found) {
      readTag(found);
      at = tag.lastIndex;
    } else {
      words += '<';
      at++;
    }
  }
  finishWords();
  return { spoken, hasWordTimes, unknownTags };
}
