// The widget's own words, one table per language. A language is added by one more table with the same keys;
// whole sentences are functions of their parts, because languages order and count differently.
import type { Level } from '../protocol/records.ts';

const english = {
  captions: 'Captions',
  captionText: 'Caption text',
  hide: 'Hide',
  empty: 'Captions will appear here.',
  jumpToLive: 'Jump to live',
  readLastLine: 'Read last line',
  corrected: 'corrected',
  correction: (text: string) => `Correction: ${text}`,
  gap: 'Some captions may be missing here',
  level: { info: 'Note', warning: 'Warning', alert: 'Alert' } satisfies Record<Level, string>,
  someone: 'Someone',
  typing: (names: readonly string[]) =>
    names.length > 2
      ? `${names.length} people are typing…`
      : `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} typing…`,
  skipped: (lines: number) => `${count(lines)} skipped`,
  connected: 'Captions connected',
  reconnecting: 'Reconnecting…',
  back: (missed: number) => `Captions are back${missed ? `, with ${count(missed)} that you missed` : ''}`,
  backWithGap: 'Captions are back; some lines may be missing',
  ended: 'The captions have ended',
  expired: 'This link has expired: ask for a new one',
  faulty: 'Something went wrong: reload this page',
  refused: 'These captions are private: this page needs a valid link or token',
  stopped: (reason: string) => `The captions were stopped${reason ? `: ${reason}` : ''}`,
};

function count(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}

export type Words = typeof english;

const tables: Readonly<Record<string, Words>> = { en: english };

/** A table and the language it is in: what the `lang` of the widget's own text must say. */
export type Tongue = { readonly lang: string; readonly words: Words };

/** The words for a language tag (BCP 47); English where there is no table for it. */
export function tongueFor(tag: string): Tongue {
  const primary = tag.toLowerCase().split('-')[0] as string;
  const lang = Object.hasOwn(tables, primary) ? primary : 'en';
  return { lang, words: tables[lang] as Words };
}
