// The widget's own words in other languages.
import { afterEach, describe, expect, it, vi } from 'vitest';

import * as ar from '../../widget/tools/words/ar.ts';
import * as de from '../../widget/tools/words/de.ts';
import { words as englishTools } from '../../widget/tools/words/en.ts';
import * as es from '../../widget/tools/words/es.ts';
import * as fr from '../../widget/tools/words/fr.ts';
import * as ja from '../../widget/tools/words/ja.ts';
import { english } from '../../widget/words.ts';
import { addBox, clearPage, putOnPage, rendered } from './on-page.ts';

const tables = { ar, de, es, fr, ja };
const counts = [0, 1, 2, 3, 11, 100];

/** Every text of a table by its path, with functions answered for each count. */
function textsOf(table: object, path = ''): [string, string][] {
  return Object.entries(table).flatMap(([key, entry]): [string, string][] => {
    const at = `${path}.${key}`;
    if (typeof entry === 'string') return [[at, entry]];
    if (typeof entry === 'object') return textsOf(entry as object, at);
    const answer = entry as (...parts: unknown[]) => string;
    if (key === 'typing') {
      return counts
        .slice(1)
        .map((count) => [`${at}(${count})`, answer(Array.from({ length: count }, () => 'Ana'))]);
    }
    return counts.map((count) => [`${at}(${count})`, answer(count, count)]);
  });
}

const start = async (options = {}) => {
  const page = putOnPage(options);
  await rendered();
  await vi.dynamicImportSettled();
  await rendered();
  return page;
};

afterEach(() => {
  clearPage();
  document.documentElement.removeAttribute('lang');
});

describe.for(Object.entries(tables))('the table of %s', ([lang, { tongue, tools }]) => {
  const texts = [...textsOf(tongue.words), ...textsOf(tools)];

  it('says everything that the English one says', () => {
    const wanted = [...textsOf(english.words), ...textsOf(englishTools)].map(([path]) => path);
    expect(texts.map(([path]) => path).sort()).toEqual(wanted.sort());
    expect(texts.filter(([, text]) => !text.trim() || /undefined|NaN|\[object/.test(text))).toEqual([]);
    expect(tongue.lang).toBe(lang);
  });

  it('is not left in English', () => {
    const same = new Map([...textsOf(english.words), ...textsOf(englishTools)]);
    const left = texts.filter(([path, text]) => same.get(path) === text && /[a-z]{4}/.test(text));
    // Words that are the same in both languages.
    expect(
      left
        .map(([, text]) => text)
        .filter((text) => !/^(Maya|Magenta|Text|Pause|Note|Transcript)$/.test(text)),
    ).toEqual([]);
  });
});

it('Japanese has no spaces between its words', () => {
  const texts = [...textsOf(ja.tongue.words), ...textsOf(ja.tools)].map(([, text]) => text);
  expect(texts.filter((text) => /[^ -~] [^ -~]/.test(text))).toEqual([]);
});

it('Arabic counts in six forms, in its own digits', () => {
  expect(counts.map(ar.tongue.words.skipped)).toEqual([
    'تم تخطي لا سطور',
    'تم تخطي سطر واحد',
    'تم تخطي سطرين',
    `تم تخطي ${new Intl.NumberFormat('ar').format(3)} أسطر`,
    `تم تخطي ${new Intl.NumberFormat('ar').format(11)} سطرًا`,
    `تم تخطي ${new Intl.NumberFormat('ar').format(100)} سطر`,
  ]);
});

describe('the widget', () => {
  it.for([
    [{ lang: 'es' }, '', 'Ocultar', 'es'],
    [{ lang: 'fr-CA' }, 'de', 'Masquer', 'fr'],
    [{}, 'DE-at', 'Ausblenden', 'de'],
    [{}, 'ja', '隠す', 'ja'],
    [{ lang: 'tlh' }, 'de', 'Hide', 'en'],
  ] as const)('with %o in a page in "%s" says "%s"', async ([options, pageLang, hide, lang]) => {
    document.documentElement.lang = pageLang;
    const page = await start(options);
    expect(page.find('.toggle')?.textContent).toBe(hide);
    expect(page.find('section')?.lang).toBe(lang);
  });

  it('changes its language with the attribute, its tools too, and back to English', async () => {
    const page = await start({ lang: 'de' });
    page.button('Werkzeuge')?.click();
    await rendered();
    expect(page.find('[data-tool=settings]')?.textContent).toBe('Einstellungen');
    for (const [lang, settings] of [
      ['ja', '設定'],
      ['en', 'Settings'],
      ['es', 'Ajustes'],
    ]) {
      page.element.lang = lang as string;
      await rendered();
      await vi.dynamicImportSettled();
      await rendered();
      expect(page.find('[data-tool=settings]')?.textContent).toBe(settings);
    }
  });

  it('in English takes up another language when it is told to', async () => {
    const page = await start();
    page.element.lang = 'fr';
    await expect.poll(() => page.find('.toggle')?.textContent).toBe('Masquer');
  });

  it('speaks the language that was asked for last, whichever comes first', async () => {
    const page = await start({ lang: 'ar' });
    for (const lang of ['de', 'fr', 'es']) page.element.lang = lang;
    page.element.lang = 'ja';
    await expect.poll(() => page.find('.toggle')?.textContent).toBe('隠す');
  });

  it('announces in it, and says so', async () => {
    const page = await start({ lang: 'fr' });
    page.relay.snapshot();
    await expect.poll(() => page.told('status')).toEqual(['Sous-titres connectés']);
    expect(page.region('status').querySelector('p')?.lang).toBe('fr');
  });

  it('in Arabic runs from right to left, while each line has its own direction', async () => {
    const box = addBox();
    const page = await start({ lang: 'ar', target: box });
    page.relay.snapshot();
    page.relay.addLine('Hello');
    page.relay.addLine('مرحبا');
    await rendered();
    const section = page.find('section') as HTMLElement;
    expect(section.dir).toBe('rtl');
    const toggle = page.find('.toggle') as HTMLElement;
    expect(toggle.getBoundingClientRect().left - section.getBoundingClientRect().left).toBeLessThan(20);
    expect(page.rows().map((row) => getComputedStyle(row).direction)).toEqual(['ltr', 'rtl']);
  });
});
