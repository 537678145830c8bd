// The widget's own words in English: what the script itself says. Other languages, and the words of the tools, are
// loaded on demand (tools/words/). Whole sentences are functions of their parts, because languages order and count
// differently.
import type { Level } from '../protocol/records.ts';

const words = {
  captions: 'Captions',
  captionText: 'Caption text',
  hide: 'Hide',
  empty: 'Captions will appear here.',
  jumpToLive: 'Jump to live',
  newLines: (count: number) => `${count} new`,
  tools: 'Tools',
  corrected: 'corrected',
  correction: (text: string) => `Correction: ${text}`,
  gap: 'Some lines may be missing here',
  level: { info: 'Note', warning: 'Warning', alert: 'Alert' } satisfies Record<Level, string>,
  timeUp: 'time is up',
  someone: 'The captioner',
  typing: (names: readonly string[]) =>
    names.length > 2
      ? `${names.length} people are typing…`
      : `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} typing…`,
  skipped: (lines: number) => `${count(lines)} skipped`,
  connected: 'Captions connected',
  reconnecting: 'Reconnecting…',
  unreachable: 'Captions cannot be reached',
  back: (missed: number) => `Captions are back${missed ? `, with ${count(missed)} that you missed` : ''}`,
  backWithGap: 'Captions are back. Some lines may be missing',
  ended: 'The captions have ended',
  expired: 'This link has expired: ask for a new one',
  faulty: 'Something went wrong: reload this page',
  refused: 'These captions are private: ask for a link',
  stopped: (reason: string) => `The captions were stopped${reason ? `: ${reason}` : ''}`,
};

function count(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}

export type Words = typeof words;

/** A table, and the language it is in: what the `lang` and `dir` of the widget's own text must say. */
export type Tongue = { readonly lang: string; readonly dir: 'ltr' | 'rtl'; readonly words: Words };

export const english: Tongue = { lang: 'en', dir: 'ltr', words };
