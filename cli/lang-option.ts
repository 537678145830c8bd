// The language that a command publishes in.
import { InvalidArgumentError } from 'commander';

import { languageOf } from '../protocol/language-tag.ts';

/** `en_us` is `en-US`. @throws InvalidArgumentError for text that is not a language tag (BCP 47) */
export function parseLang(text: string): string {
  const lang = languageOf(text);
  if (lang === undefined)
    throw new InvalidArgumentError('Give a language tag, for example en, pt-BR or zh-Hant.');
  return lang;
}
