// The transcript's drawer: every line so far, kept in step with what is said.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { line } from '../helpers/records.ts';
import { until } from '../helpers/until.ts';
import { rendered } from './on-page.ts';
import { answerForRelay, many, openTool } from './transcript-page.ts';

let http: ReturnType<typeof answerForRelay>;
beforeEach(() => {
  http = answerForRelay();
});
afterEach(() => http.stop());

describe('the transcript', () => {
  it('shows each line with its time, speaker, language and direction', async () => {
    const { lines, shown } = await openTool('Transcript', [
      line(1, 'Hello', { speaker: 'Maya', lang: 'en' }),
      line(2, 'applause', { kind: 'sound' }),
      line(3, 'مرحبا', { lang: 'ar' }),
    ]);
    expect(shown()).toEqual(['Maya: Hello', '[applause]', 'مرحبا']);
    const [first, , third] = lines().map((row) => row.querySelector('p') as HTMLElement);
    expect(first?.lang).toBe('en');
    expect(getComputedStyle(third as Element).direction).toBe('rtl');
    const time = new Date(1_700_000_000_001).toLocaleTimeString('en', { timeStyle: 'short' });
    expect(lines()[0]?.querySelector('time')?.textContent).toBe(time);
  });

  it.each([['ar'], [undefined]])(
    'puts a Latin name, its colon and a space at the right of Arabic words, language %s, also while it is searched',
    async (lang) => {
      const { lines, type } = await openTool('Transcript', [
        line(1, 'صباح الخير', { speaker: 'NADIA', lang }),
      ]);
      const lefts = () => {
        const row = lines()[0]?.querySelector('p') as HTMLElement;
        const name = row.querySelector('b') as HTMLElement;
        const colon = document.createRange();
        colon.setStart(name.nextSibling as Node, 0);
        colon.setEnd(name.nextSibling as Node, 1);
        const words = document.createRange();
        words.setStartAfter(name.nextSibling as Node);
        words.setEndAfter(row.lastChild as Node);
        const [after, said] = [colon.getBoundingClientRect(), words.getBoundingClientRect()];
        return { name: name.getBoundingClientRect().left, after, said };
      };
      for (const wanted of ['', 'nad', 'صباح']) {
        if (wanted) await type(wanted);
        await rendered();
        const { name, after, said } = lefts();
        expect(after.right).toBeLessThanOrEqual(name + 1);
        // With a space between.
        expect(said.right).toBeLessThan(after.left);
      }
    },
  );

  it('follows: new lines, corrections marked, retractions gone, cleared lines still there', async () => {
    const { relay, shown } = await openTool('Transcript', [line(1, 'We meat'), line(2, 'Oops')]);
    relay.addLine('Third');
    relay.addRecords({ type: 'line', id: 'l1', rev: 2, text: 'We meet' });
    relay.addRecords({ type: 'retract', id: 'l2' });
    relay.addRecords({ type: 'clear', scope: 'screen' });
    await rendered();
    expect(shown()).toEqual(['We meet corrected', 'Third']);
  });

  it('gets earlier lines from the relay, once, with the token, and says so meanwhile', async () => {
    let give: (response: Response) => void = () => {};
    http.answer = () => new Promise((resolve) => (give = resolve));
    const all = many(12);
    const { shown, note, relay } = await openTool('Transcript', all.slice(9), { token: 'secret' });
    expect(shown()).toEqual(['Line 10', 'Line 11', 'Line 12']);
    expect(note()).toContain('Earlier lines are loading…');
    relay.addLine('Line 13');
    give(Response.json({ session: 'talk', lines: all }));
    await until(() => expect(shown()).toHaveLength(13));
    expect(shown()[0]).toBe('Line 1');
    expect(new Set(shown()).size).toBe(13);
    expect(note()).not.toContain('loading');
    expect(http.asked).toHaveLength(1);
    expect(http.asked[0]?.url).toBe('https://relay.example/v1/sessions/talk/transcript.json?tracks=main');
    expect(http.asked[0]?.headers.get('authorization')).toBe('Bearer secret');
  });

  it('asks for nothing where it holds the first line', async () => {
    await openTool('Transcript', many(3));
    expect(http.asked).toEqual([]);
  });

  it('says that earlier lines could not be loaded, keeps the held ones, and tries again when asked', async () => {
    const { shown, note, button, told } = await openTool('Transcript', many(3, 10));
    await until(() => expect(note()).toContain('Not all lines could be loaded'));
    expect(shown()).toHaveLength(3);
    await until(() => expect(told('status')).toContain('Not all lines could be loaded'));
    http.answerWith(many(12));
    button('Try again')?.click();
    await until(() => expect(shown()).toHaveLength(12));
    expect(note()).not.toContain('Not all');
  });

  it('keeps the last 10,000 lines, and says that a download has all', async () => {
    http.answerWith(many(10_500));
    const { shown, note } = await openTool('Transcript', many(2, 10_501));
    await until(() => expect(shown()).toHaveLength(10_000));
    expect(shown().at(-1)).toBe('Line 10502');
    expect(note()).toContain('Only the newest lines');
  });

  it('marks a gap where the connection lost its place', async () => {
    const { relay, root } = await openTool('Transcript', many(2));
    relay.drop();
    await until(() => expect(relay.isConnected()).toBe(true));
    relay.snapshot({ lines: many(2, 900), reset: 'trimmed' });
    await rendered();
    const texts = Array.from(root.querySelectorAll('.lines p'), (p) => p.textContent?.trim());
    expect(texts).toEqual(['Line 1', 'Line 2', 'Some lines may be missing here', 'Line 900', 'Line 901']);
  });

  it('leaves a reader who has scrolled back alone, and counts what is new', async () => {
    const { relay, list, find } = await openTool('Transcript', many(100));
    list().scrollTop = -400;
    await until(() => expect(find('.stage:has(.lines) .jump')?.textContent).toBe('Jump to live ↓ '));
    const row = () =>
      [...list().querySelectorAll('.line')].find((one) => one.textContent?.includes('Line 90'));
    const before = row()?.getBoundingClientRect().top as number;
    relay.addLine('New one');
    relay.addLine('New two');
    await until(() => expect(find('.stage:has(.lines) .jump')?.textContent).toBe('Jump to live ↓ 2 new'));
    await new Promise(requestAnimationFrame);
    expect(Math.abs((row()?.getBoundingClientRect().top as number) - before)).toBeLessThan(2);
    find('.stage:has(.lines) .jump')?.click();
    await until(() => expect(list().scrollTop).toBe(0));
    await until(() => expect(find('.stage:has(.lines) .jump')).toBeNull());
  });

  it('is nothing that assistive technology is told by itself', async () => {
    const { list } = await openTool('Transcript', many(2));
    expect(list().closest('[aria-live],[role=log],[role=status]')).toBeNull();
    expect(list().querySelector('[aria-live],[role=log],[role=status]')).toBeNull();
    expect(list().getAttribute('aria-label')).toBe('Transcript');
    expect(list().getAttribute('role')).toBe('region');
  });
});
