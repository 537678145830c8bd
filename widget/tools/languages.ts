// The tables of words, one module each, loaded when a page asks for its language. English is there before the
// tools begin, and stays where a table is missing or does not come.
import type { Tongue } from '../words.ts';
import type { Desk } from './desk.ts';
import type { ToolWords } from './words/en.ts';

type Table = { readonly tongue: Tongue; readonly tools: ToolWords };
const tables: Record<string, (() => Promise<Table>) | undefined> = {
  ar: () => import('./words/ar.ts'),
  de: () => import('./words/de.ts'),
  es: () => import('./words/es.ts'),
  fr: () => import('./words/fr.ts'),
  ja: () => import('./words/ja.ts'),
};

/**
 * How to make the widget speak a language, given by its tag (BCP 47). The last one asked for wins.
 * @param english what it speaks where a table is missing
 */
export function createLanguages(
  { parts: { state }, words }: Desk,
  english: ToolWords,
): (lang: string) => void {
  const plain: Table = { tongue: state.tongue.peek(), tools: english };
  let wanted: string;
  const speak = ({ tongue, tools }: Table) => {
    words.value = tools;
    state.tongue.value = tongue;
  };
  return (lang) => {
    wanted = lang;
    const load = tables[lang.toLowerCase().split('-')[0] as string];
    if (!load) return speak(plain);
    load().then(
      (table) => wanted === lang && speak(table),
      () => speak(plain),
    );
  };
}
