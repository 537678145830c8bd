import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createAnnouncer } from '../../widget/announcer.ts';
import { createRegions, type RegionName } from '../../widget/regions.ts';

function createHearing(isUnheard?: () => boolean) {
  const heard: { region: RegionName; text: string; atMs: number; lang: string | undefined }[] = [];
  const startMs = performance.now();
  const announcer = createAnnouncer({
    regions: {
      append: (region, text, lang) => heard.push({ region, text, lang, atMs: performance.now() - startMs }),
    },
    skipped: (lines) => ({ text: `${lines} skipped`, lang: 'en' }),
    ...(isUnheard && { isUnheard }),
  });
  return { heard, announcer, texts: () => heard.map(({ text }) => text) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  // The pace is the page's: it comes to rest before the clock is put back.
  vi.runAllTimers();
  vi.useRealTimers();
});

describe('the announcer', () => {
  it('says the first text at once and the next ones at least 150 ms apart, over all regions, in order', () => {
    const { announcer, heard } = createHearing();
    announcer.line('one');
    announcer.say('status', 'two');
    announcer.line('three');
    announcer.say('log', 'four');
    vi.advanceTimersByTime(2_000);
    expect(heard.map(({ text }) => text)).toEqual(['one', 'two', 'three', 'four']);
    expect(heard[0]?.atMs).toBe(0);
    heard.slice(1).forEach(({ atMs }, before) => {
      expect(atMs - (heard[before]?.atMs ?? 0)).toBeGreaterThanOrEqual(150);
    });
  });

  it('keeps the pace also towards a text that comes after a rest shorter than 150 ms', () => {
    const { announcer, texts } = createHearing();
    announcer.line('one');
    vi.advanceTimersByTime(100);
    announcer.line('two');
    expect(texts()).toEqual(['one']);
    vi.advanceTimersByTime(50);
    expect(texts()).toEqual(['one', 'two']);
  });

  it('puts alerts before everything else that waits, and leaves them in order', () => {
    const { announcer, texts } = createHearing();
    announcer.line('one');
    announcer.line('two');
    announcer.say('alert', 'leave the room');
    announcer.say('alert', 'all clear');
    vi.advanceTimersByTime(1_000);
    expect(texts()).toEqual(['one', 'leave the room', 'all clear', 'two']);
  });

  it('shares its pace with every other in the page, and forgets only its own', () => {
    const [one, other] = [createHearing(), createHearing()];
    one.announcer.line('a');
    other.announcer.line('b');
    one.announcer.line('c');
    other.announcer.say('alert', 'd');
    one.announcer.clear();
    vi.advanceTimersByTime(149);
    expect([...one.texts(), ...other.texts()]).toEqual(['a']);
    vi.advanceTimersByTime(1_000);
    expect(one.texts()).toEqual(['a']);
    expect(other.heard.map(({ text, atMs }) => [text, atMs])).toEqual([
      ['d', 150],
      ['b', 300],
    ]);
  });

  it('hands the language of a line on', () => {
    const { announcer, heard } = createHearing();
    announcer.line('مرحبا', 'ar');
    expect(heard[0]?.lang).toBe('ar');
  });

  it('skips lines while more than 15 s of speech wait, says how many, and goes on', () => {
    const { announcer, texts } = createHearing();
    const tenSeconds = 'x'.repeat(250);
    for (const start of ['a', 'b', 'c', 'd', 'e']) announcer.line(start + tenSeconds);
    vi.advanceTimersByTime(1_000);
    expect(texts().map((text) => text[0])).toEqual(['a', 'b']);
    vi.advanceTimersByTime(30_000);
    expect(texts().at(-1)).toBe('3 skipped');
    announcer.line('f');
    vi.advanceTimersByTime(150);
    expect(texts().at(-1)).toBe('f');
  });

  it('skips on until it has said how many, so that what is spoken stays in order', () => {
    const { announcer, texts } = createHearing();
    const tenSeconds = 'x'.repeat(250);
    for (const start of ['a', 'b', 'c']) announcer.line(start + tenSeconds);
    // By now there would be room again, but the word about the third line has not been said.
    vi.advanceTimersByTime(7_000);
    announcer.line('d');
    vi.advanceTimersByTime(30_000);
    expect(texts().map((text) => text[0])).toEqual(['a', 'b', '2']);
    expect(texts().at(-1)).toBe('2 skipped');
  });

  it('never lets its queue grow with a flood of lines', () => {
    const { announcer, heard } = createHearing();
    for (let index = 0; index < 10_000; index++) announcer.line(`line number ${index} of a flood`);
    vi.advanceTimersByTime(60_000);
    expect(heard.length).toBeLessThan(20);
    expect(heard.at(-1)?.text).toMatch(/^99\d\d skipped$/);
  });

  it.each([
    ['slow', 12, 1],
    ['fast', 45, 3],
    ['never late', Infinity, 5],
  ])('takes more lines before it skips one, the faster speech is: %s', (_, charactersPerSecond, taken) => {
    const { announcer, texts } = createHearing();
    announcer.charactersPerSecond = charactersPerSecond;
    for (const start of ['a', 'b', 'c', 'd', 'e']) announcer.line(start + 'x'.repeat(299));
    vi.advanceTimersByTime(1_000);
    expect(texts()).toHaveLength(taken);
  });

  it('bounds a flood also for who wants no line skipped', () => {
    const { announcer, heard } = createHearing();
    announcer.charactersPerSecond = Infinity;
    for (let index = 0; index < 10_000; index++) announcer.line(`line number ${index} of a flood`);
    vi.advanceTimersByTime(90_000);
    expect(heard.length).toBeLessThan(500);
    expect(heard.at(-1)?.text).toMatch(/^9\d\d\d skipped$/);
  });

  it('counts what nobody can hear, and says the count and the newest news when somebody can', () => {
    let isUnheard = false;
    const { announcer, texts } = createHearing(() => isUnheard);
    announcer.line('before');
    isUnheard = true;
    announcer.say('status', 'Reconnecting');
    for (let n = 0; n < 150; n++) {
      announcer.line(`line ${n}`);
      vi.advanceTimersByTime(2_000);
    }
    announcer.say('status', 'Connected');
    expect(texts()).toEqual(['before']);
    isUnheard = false;
    vi.advanceTimersByTime(1_500);
    expect(texts()).toEqual(['before', '150 skipped', 'Connected']);
    announcer.line('after');
    vi.advanceTimersByTime(500);
    expect(texts().at(-1)).toBe('after');
  });

  it('takes nothing for a line that nobody could hear, but for the news', () => {
    let isUnheard = true;
    const { announcer, texts } = createHearing(() => isUnheard);
    announcer.say('alert', 'Leave the room');
    isUnheard = false;
    vi.advanceTimersByTime(1_500);
    expect(texts()).toEqual(['Leave the room']);
  });

  it('forgets what waits when cleared', () => {
    const { announcer, texts } = createHearing();
    announcer.line('one');
    announcer.line('two');
    announcer.clear();
    vi.advanceTimersByTime(10_000);
    expect(texts()).toEqual(['one']);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the regions', () => {
  const setUp = () => {
    const regions = createRegions();
    const [log, status, alert] = regions.nodes as [HTMLElement, HTMLElement, HTMLElement];
    return { ...regions, log, status, alert };
  };

  it('are a polite log, a polite status and an assertive alert, and nothing more', () => {
    const { log, status, alert } = setUp();
    expect([log, status, alert].map((node) => node.getAttribute('role'))).toEqual(['log', 'status', 'alert']);
    expect([log, status, alert].map((node) => node.ariaLive)).toEqual(['polite', 'polite', 'assertive']);
    expect(log.getAttribute('aria-relevant')).toBe('additions');
    for (const node of [log, status, alert]) {
      expect(node.childNodes).toHaveLength(0);
      for (const name of ['tabindex', 'aria-label', 'aria-atomic', 'aria-busy']) {
        expect(node.hasAttribute(name)).toBe(false);
      }
    }
  });

  it('hold each text as one appended paragraph in its language, for 7 s', () => {
    const { append, log } = setUp();
    append('log', 'Hello');
    append('log', 'Hola', 'es');
    expect(
      Array.from(log.children, (block) => [block.tagName, block.textContent, block.getAttribute('lang')]),
    ).toEqual([
      ['P', 'Hello', document.documentElement.lang],
      ['P', 'Hola', 'es'],
    ]);
    vi.advanceTimersByTime(6_900);
    expect(log.childElementCount).toBe(2);
    vi.advanceTimersByTime(200);
    expect(log.childElementCount).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('alternate a no-break space when the same text comes again, so that it is said again', () => {
    const { append, log } = setUp();
    for (let time = 0; time < 3; time++) append('log', 'Yes.');
    expect(Array.from(log.children, (block) => block.textContent)).toEqual(['Yes.', 'Yes.\u00a0', 'Yes.']);
  });

  it('take a text for the same when another region of the page said it last', () => {
    const [one, other] = [setUp(), setUp()];
    one.append('log', 'Welcome.');
    other.append('log', 'Welcome.');
    other.append('status', 'Welcome.');
    one.append('log', 'Thank you.');
    other.append('log', 'Welcome.');
    expect(
      [one.log, other.log, other.status].map((node) => [...node.children].map((b) => b.textContent)),
    ).toEqual([['Welcome.', 'Thank you.'], ['Welcome.\u00a0', 'Welcome.'], ['Welcome.']]);
  });

  it('hold a bounded number of texts', () => {
    const { append, log } = setUp();
    for (let index = 0; index < 100; index++) append('log', `text ${index}`);
    expect(log.childElementCount).toBe(20);
    expect(log.lastElementChild?.textContent).toBe('text 99');
  });
});
