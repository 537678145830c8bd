// Words that a reader wants to be called for, and words after silence.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { keptKey } from '../../widget/kept.ts';
import { line } from '../helpers/records.ts';
import { clearPage, putOnPage, rendered } from './on-page.ts';

const vibrated = vi.fn(() => true);
const vibrate = navigator.vibrate;

beforeEach(() => {
  vi.useFakeTimers();
  navigator.vibrate = vibrated;
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
  vibrated.mockClear();
  navigator.vibrate = vibrate;
});

/** A reader who chose this before. */
async function start(kept: string) {
  localStorage.setItem(keptKey, kept);
  const page = putOnPage();
  await vi.dynamicImportSettled();
  await rendered();
  return {
    ...page,
    /** After a line was shown and what it means was painted. */
    async settled() {
      await rendered();
      await vi.advanceTimersByTimeAsync(1_000);
    },
    calls: () => page.told('status').filter((text) => text.startsWith('Your word')),
  };
}

/** What is highlighted in the page, in order. */
const highlighted = () =>
  [...(CSS.highlights.get('captionwire-word') ?? [])].map((range) => String(range as Range)).filter(Boolean);

describe('a word of mine', () => {
  it('is highlighted where it stands, and said once', async () => {
    const { relay, calls, settled } = await start('myWords=Maya,Müller');
    relay.snapshot();
    relay.addLine('Good morning, Maya!');
    await settled();
    expect(calls()).toEqual(['Your word: Maya']);
    expect(highlighted()).toEqual(['Maya']);
    relay.addLine('And herr MULLER too; MAYA.');
    await settled();
    expect(calls()).toEqual(['Your word: Maya', 'Your word: MULLER']);
    expect(highlighted()).toEqual(['Maya', 'MULLER', 'MAYA']);
  });

  it.each([
    ['Ana', 'Ana is here', ['Ana']],
    ['Ana', 'Banana, Anaïs and Ana1', []],
    ['Ana', 'ana, ÁNA; Ãnà', ['ana', 'ÁNA', 'Ãnà']],
    ['José Luis', 'with jose luis today', ['jose luis']],
    ['ΟΔΟΣ', 'στην οδός', ['οδός']],
    ['山田', 'では山田さんお願いします', ['山田']],
    ['Maya', 'Mayaさん、どうぞ', ['Maya']],
    ['ครู', 'สวัสดีครูมาลี', ['ครู']],
    ['마야', '마야가 왔다', ['마야']],
    ['محمد', 'قال مُحَمَّد نعم', ['مُحَمَّد']],
    ['राम', 'रामायण और राम', ['राम']],
    ['C++', 'we use C++ (a lot)', ['C++']],
    ['.*', 'nothing special', []],
  ])('%s in “%s” is found as a word, whatever its case and accents', async (word, text, found) => {
    const { relay, calls, settled } = await start(`myWords=${word}`);
    relay.snapshot();
    relay.addLine(text);
    await settled();
    expect(highlighted()).toEqual(found);
    expect(calls()).toHaveLength(found.length > 0 ? 1 : 0);
  });

  it('is no alert in what was said before, in interim text, or in a correction', async () => {
    const { relay, calls, settled } = await start('myWords=Maya');
    relay.snapshot({ lines: [line(1, 'Maya said so')] });
    relay.interim('l9', 'Maya is');
    await settled();
    expect(calls()).toEqual([]);
    expect(highlighted()).toEqual(['Maya']);
    relay.addRecords({ type: 'line', id: 'l1', rev: 2, text: 'Mara said so' });
    await settled();
    expect(calls()).toEqual([]);
    expect(highlighted()).toEqual([]);
  });

  it('is highlighted again when the panel was hidden and is shown', async () => {
    const { relay, settled, open, close } = await start('myWords=Maya');
    relay.snapshot();
    relay.addLine('Hello Maya');
    close();
    await settled();
    open();
    await settled();
    expect(highlighted()).toEqual(['Maya']);
  });

  it('leaves nothing behind when the widget goes', async () => {
    const { relay, settled, destroy } = await start('myWords=Maya');
    relay.snapshot();
    relay.addLine('Hello Maya');
    await settled();
    destroy();
    await settled();
    expect(highlighted()).toEqual([]);
    expect(CSS.highlights.has('captionwire-word')).toBe(false);
  });

  it('is felt, where that was chosen', async () => {
    const { relay, settled } = await start('myWords=Maya;vibrate=yes');
    relay.snapshot();
    relay.addLine('Hello');
    await settled();
    expect(vibrated).not.toHaveBeenCalled();
    relay.addLine('Hello Maya');
    await settled();
    expect(vibrated).toHaveBeenCalledTimes(1);
  });
});

describe('words after silence', () => {
  it('are felt when nothing was said for 10 s', async () => {
    const { relay, settled } = await start('vibrate=yes');
    relay.snapshot();
    await vi.advanceTimersByTimeAsync(9_000);
    relay.interim('l1', 'Well');
    await settled();
    expect(vibrated).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(10_000);
    relay.interim('l1', 'Well then', 2);
    await settled();
    expect(vibrated).toHaveBeenCalledTimes(1);
    relay.addLine('Well then.');
    await settled();
    expect(vibrated).toHaveBeenCalledTimes(1);
  });

  it('are not felt unless that was chosen', async () => {
    const { relay, settled } = await start('myWords=x');
    relay.snapshot();
    await vi.advanceTimersByTimeAsync(20_000);
    relay.addLine('Hello');
    await settled();
    expect(vibrated).not.toHaveBeenCalled();
  });
});
