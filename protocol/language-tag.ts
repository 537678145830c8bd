// The languages that tools and files name, as language tags (RFC 5646).
import { isLang } from './records.ts';

/**
 * The language in its usual spelling; `en_us` is `en-US`, and `jp-JP`, as some tools say, is `ja-JP`. Of a list with commas
 * the first counts.
 * @returns undefined for text that is not a language tag, such as `English (auto-generated)`: the words matter more.
 */
export function languageOf(text: string | undefined): string | undefined {
  const tag = (text?.split(',')[0] ?? '')
    .trim()
    .replaceAll('_', '-')
    .replace(/^jp(?=-|$)/i, 'ja');
  // Every language that is in use has two or three letters; `English` would pass for a tag too.
  if (!/^[a-z]{2,3}(?:-|$)/i.test(tag)) return undefined;
  try {
    const [lang] = Intl.getCanonicalLocales(tag);
    return lang !== undefined && isLang(lang) ? lang : undefined;
  } catch {
    // Intl throws for text that is not a tag.
    return undefined;
  }
}
