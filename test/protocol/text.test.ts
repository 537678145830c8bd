// Text hygiene: what a reader may rely on for every text, whatever a publisher typed or pasted.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cleanName, cleanText, codePointLength, hasVisibleText } from '../../protocol/text.ts';
import { scaled } from '../helpers/effort.ts';

const openers = ['\u202a', '\u202b', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068'];
const bidi = [...openers, '\u202c', '\u2069'];
const isolates = new Set(['\u2066', '\u2067', '\u2068']);

/** Text with everything that hygiene is about, far more often than chance would bring it. */
const wild = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...bidi,
        '\n',
        '\r',
        '\r\n',
        '\t',
        '\0',
        '\u0085',
        '\u2028',
        '\ufeff',
        '\ud800',
        '\udc00',
      ),
      fc.constantFrom('e', '\u0301', 'a', 'א', 'ع', 'が', '\u3099', '😀', 'ﬁ', '\u0344', '\uac00', '\u11a8'),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

/** What is open at the end of a paragraph, by the rules of the bidirectional algorithm (UAX 9, X1 to X8). */
function leftOpen(paragraph: string): { open: number; stray: number } {
  const stack: string[] = [];
  let stray = 0;
  for (const char of paragraph) {
    if (openers.includes(char)) {
      stack.push(char);
    } else if (char === '\u202c') {
      if (stack.length > 0 && !isolates.has(stack.at(-1) as string)) stack.pop();
      else stray++;
    } else if (char === '\u2069') {
      if (!stack.some((one) => isolates.has(one))) stray++;
      else while (!isolates.has(stack.pop() as string));
    }
  }
  return { open: stack.length, stray };
}

describe('cleanText', () => {
  it('composes letters and their accents', () => {
    expect(cleanText('cafe\u0301')).toBe('café');
  });

  it('gives every line end as one newline', () => {
    expect(cleanText('a\r\nb\rc\u2028d\u2029e\nf\vg\fh\u0085i')).toBe('a\nb\nc\nd\ne\nf\ng\nh\ni');
  });

  it('takes out control characters, byte order marks and half characters, and keeps words apart at tabs', () => {
    expect(cleanText('a\0b\u001b[31mc\u007fd\u0086e\ufefff\ud83dg\tx')).toBe('ab[31mcdefg x');
  });

  it('leaves emoji, joiners and scripts of every direction as they are', () => {
    for (const text of ['👩‍👩‍👧 🏳️‍🌈', 'مرحبا', 'שלום', '日本語', 'می‌خواهم', 'a\u200fb']) {
      expect(cleanText(text)).toBe(text.normalize('NFC'));
    }
  });

  it('closes a direction in the paragraph that opened it', () => {
    expect(cleanText('a \u202egnp.exe\nb')).toBe('a \u202egnp.exe\u202c\nb');
    expect(cleanText('\u2067one\ntwo\u2069')).toBe('\u2067one\u2069\ntwo');
    expect(cleanText('\u2066\u202eboth')).toBe('\u2066\u202eboth\u202c\u2069');
  });

  it('drops what closes nothing, also between a letter and its accent', () => {
    expect(cleanText('a\u202cb\u2069')).toBe('ab');
    expect(cleanText('e\u202c\u0301')).toBe('é');
  });

  it('lets a closed isolate close the embeddings inside it', () => {
    expect(cleanText('\u2067\u202ax\u2069y')).toBe('\u2067\u202ax\u202c\u2069y');
  });

  it('is idempotent and NFC for any text', () => {
    fc.assert(
      fc.property(wild, (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
        expect(clean.normalize('NFC')).toBe(clean);
      }),
      { numRuns: scaled(1_000) },
    );
  });

  it('leaves no direction open, no stray closer and no control character in any text', () => {
    fc.assert(
      fc.property(wild, (text) => {
        const clean = cleanText(text);
        expect(clean).not.toMatch(/(?!\n)\p{Cc}|\p{Cs}/u);
        for (const paragraph of clean.split('\n')) expect(leftOpen(paragraph)).toEqual({ open: 0, stray: 0 });
      }),
      { numRuns: scaled(1_000) },
    );
  });

  it('keeps every other character, in its order', () => {
    const kept = (text: string) => text.normalize('NFC').replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
    const plain = fc.string({ unit: fc.constantFrom('a', 'é', 'א', '😀', ' ', '\n', ...bidi) });
    fc.assert(
      fc.property(plain, (text) => {
        expect(kept(cleanText(text))).toBe(kept(text));
      }),
    );
  });
});

describe('cleanName', () => {
  it('is one line without spaces around it', () => {
    expect(cleanName('  Ana\n\tMaría \u2028 Ruiz ')).toBe('Ana María Ruiz');
    expect(cleanName('\u0000 \n')).toBe('');
  });
});

describe('codePointLength', () => {
  it('counts characters of two code units once', () => {
    expect(codePointLength('')).toBe(0);
    expect(codePointLength('a😀b')).toBe(3);
    expect(codePointLength('👩‍👩‍👧')).toBe(5);
  });
});

describe('hasVisibleText', () => {
  it('says whether a reader would see anything', () => {
    for (const text of ['a', '.', '😀', '♪', ' 見 ']) expect(hasVisibleText(text)).toBe(true);
    for (const text of ['', ' ', '\n\t', '\u200b', '\u2066\u2069', '\u00a0\u3000', '\u200d']) {
      expect(hasVisibleText(text)).toBe(false);
    }
  });
});

describe('what no writing system needs', () => {
  it.each(['\u0301', '\u0344'])('is cut: beyond 30 marks in a row, %j', (mark) => {
    const cleaned = cleanText(`q${mark.repeat(2_000)}x`);
    expect(cleaned.match(/\p{M}+/u)?.[0]).toHaveLength(30);
    expect(cleaned.endsWith('x')).toBe(true);
    expect(cleanText(cleaned)).toBe(cleaned);
  });

  it('is dropped: directions deeper than have an effect, with their closers', () => {
    const deep = `${'\u202a'.repeat(200)}${'\u2067'.repeat(200)}x${'\u2069'.repeat(200)}${'\u202c'.repeat(200)}y`;
    const cleaned = cleanText(deep);
    expect(cleaned).toBe(`${'\u202a'.repeat(125)}x${'\u202c'.repeat(125)}y`);
    expect(cleanText(cleaned)).toBe(cleaned);
  });

  it('leaves every mark that a language has: Hebrew with points and accents, Tibetan, Zalgo of two storeys', () => {
    for (const text of ['בְּרֵאשִׁ֖ית', 'བརྒྱད', 'e\u0301\u0327\u0330\u0308']) {
      expect(cleanText(text)).toBe(text.normalize('NFC'));
    }
  });
});
