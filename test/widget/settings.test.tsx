// The drawer of the reader's choices: what it shows, where choices are kept, and what they do beside looks.
import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { clearPage, leavePage, putOnPage, rendered } from './on-page.ts';
import { kept, openSettings, settled, startChosen } from './settings-page.ts';

beforeEach(clearPage);
afterEach(() => {
  vi.restoreAllMocks();
  clearPage();
});

describe('the settings', () => {
  it('show each choice at once, in the preview and in the captions, and keep it', async () => {
    const page = await openSettings();
    await page.choose('Size', '200');
    expect(page.look().fontSize).toBe('40px');
    expect(page.look('.preview p').fontSize).toBe('40px');
    await page.choose('Font', 'serif');
    expect(page.look().fontFamily).toBe('serif');
    expect(page.look('.preview p').fontFamily).toBe('serif');
    expect(kept()).toBe('font=serif;size=200');
  });

  it('have a control for every choice that is to be made in them, each with its name', async () => {
    const page = await openSettings();
    const inputs = [...page.root.querySelectorAll<HTMLInputElement>('.settings :is(input,select)')];
    const names = inputs.map((input) => {
      const group = input.closest('[role=radiogroup]')?.getAttribute('aria-labelledby');
      const ofGroup = group ? page.find(`#${group}`)?.textContent : '';
      return `${ofGroup} ${input.ariaLabel ?? input.labels?.[0]?.textContent}`;
    });
    // Twenty choices of one control; three colours of ten; the theme of four; the text of them all.
    expect(names).toHaveLength(20 + 3 * 10 + 4 + 1);
    expect(names.filter((name) => /^ *$|null|undefined/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('say how fast the screen reader speaks, and no line is left out for who wants none skipped', async () => {
    const page = await openSettings('speechRate=slow');
    await page.choose('Speed of the screen reader', 'never-skip');
    expect(kept()).toBe('speechRate=never-skip');
    for (let n = 0; n < 8; n++) page.relay.addLine(`${n} ${'word '.repeat(100)}`);
    const numbers = () => page.told('log').map((text) => text[0]);
    await vi.waitFor(() => expect(numbers().slice(-8).join('')).toBe('01234567'), 10_000);
  });

  it('tell a number as a reader says it', async () => {
    const page = await openSettings('lineHeight=200;speed=160');
    const text = (name: string) => page.labelled(name)?.getAttribute('aria-valuetext');
    expect(text('Size')).toBe('100%');
    expect(text('Line height')).toBe('200%');
    expect(text('Words per minute')).toBe('160');
    expect(text('Delay')).toBe('As the site');
    expect(text('Braille cells')).toBe('Off');
  });

  it('hold for a widget that was there, and for one that comes later', async () => {
    const other = await startChosen('font=sans');
    const page = await openSettings();
    await page.choose('Size', '150');
    expect(other.look().fontSize).toBe('30px');
    leavePage();
    expect((await startChosen()).look().fontSize).toBe('30px');
  });

  it('follow another window of the site', async () => {
    const page = await startChosen('font=sans');
    localStorage.setItem('captionwire', 'font=serif');
    dispatchEvent(new StorageEvent('storage', { key: 'captionwire' }));
    expect(page.look().fontFamily).toBe('serif');
  });

  it('are all gone after a reset', async () => {
    const page = await openSettings('font=serif;size=200;window=#ff0000;hidden=no;delay=3');
    page.button('Reset all')?.click();
    await rendered();
    expect(kept()).toBeNull();
    expect(page.look().fontSize).toBe('20px');
    expect(page.labelled('Size')?.value).toBe('100');
    await expect.poll(() => page.told('status')).toContain('Done');
  });

  it('stand in a text that carries them elsewhere', async () => {
    const page = await openSettings('font=serif;size=200;myWords=Maya, fire');
    const text = page.labelled('All choices')?.value as string;
    expect(text).toBe('font=serif;size=200;myWords=Maya, fire');
    page.button('Reset all')?.click();
    await rendered();
    expect(page.labelled('All choices')?.value).toBe('');
    (page.labelled('All choices') as HTMLInputElement).value = text;
    page.button('Use')?.click();
    await rendered();
    expect(kept()).toBe(text);
    expect(page.look().fontSize).toBe('40px');
  });

  it('take what they understand of a text, and name the rest', async () => {
    const page = await openSettings('edge=raised');
    (page.labelled('All choices') as HTMLInputElement).value =
      ' size=200; font=wingdings;colour=red;;size=999;toString=1;lines=2';
    page.button('Use')?.click();
    await rendered();
    expect(kept()).toBe('size=200;lines=2');
    const said = 'Not understood: font=wingdings; colour=red; size=999; toString=1';
    expect(page.find('.settings')?.textContent).toContain(said);
    await expect.poll(() => page.told('status')).toContain(said);
  });

  it('can be copied', async () => {
    const page = await openSettings('size=200');
    const copied: string[] = [];
    const copy = () => copied.push(`${(page.root.activeElement as HTMLInputElement | null)?.value}`);
    document.addEventListener('copy', copy);
    await userEvent.click(page.button('Copy') as HTMLElement);
    document.removeEventListener('copy', copy);
    expect(copied).toHaveLength(1);
    expect(page.find('.settings')?.textContent).toContain('Copied');
  });

  it('hold as long as the page where the device keeps nothing', async () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('', 'SecurityError');
    });
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('', 'SecurityError');
    });
    const page = await openSettings();
    await page.choose('Size', '200');
    expect(page.look().fontSize).toBe('40px');
  });

  it('are all reached and changed by keyboard', async () => {
    const page = await openSettings();
    for (const group of page.root.querySelectorAll('details')) group.open = false;
    page.button('Settings')?.focus();
    const passed = new Set<Element>();
    // A group of radio buttons is one stop: the one that is chosen.
    const controls = page.root.querySelectorAll(
      '.settings :is(summary,input:not([type=radio]),:checked[type=radio],select,button)',
    );
    for (let presses = 0; presses < 120 && passed.size < controls.length; presses++) {
      await userEvent.tab();
      const focused = page.root.activeElement as HTMLElement | null;
      if (!focused?.closest('.settings')) continue;
      passed.add(focused);
      if (focused.matches('summary')) await userEvent.keyboard('{Enter}');
      if (focused === page.labelled('Size')) await userEvent.keyboard('{ArrowRight}{ArrowRight}');
      if (focused === page.labelled('Vibrate')) await userEvent.keyboard(' ');
    }
    expect(passed.size).toBe(controls.length);
    expect(kept()).toBe('size=150;vibrate=yes');
    await userEvent.keyboard('{Escape}');
    expect(page.find('.settings')).toBeNull();
    expect(page.root.activeElement).toBe(page.button('Settings'));
  });
});

describe('a reader who', () => {
  it('chose to hear nothing hears nothing, from that moment, whatever the page wants', async () => {
    const page = await openSettings();
    await page.choose('Read out', 'off');
    page.relay.addLine('Unheard');
    page.element.setAttribute('announce', 'phrases');
    await rendered();
    page.relay.addLine('Unheard too');
    await rendered();
    expect(page.told('log').filter((text) => text.startsWith('Unheard'))).toEqual([]);
    await page.choose('Read out', 'phrases');
    page.element.setAttribute('announce', 'off');
    await rendered();
    page.relay.addLine('Heard');
    await expect.poll(() => page.told('log')).toContain('Heard');
  });

  it('chose a delay meets the words that much later', async () => {
    const page = await openSettings();
    await page.choose('Delay', '180');
    page.relay.addLine('Later');
    await rendered();
    expect(page.texts()).not.toContain('Later');
    await page.choose('Delay', '0');
    expect(page.texts()).toContain('Later');
  });

  it('hid the panel finds it hidden, and hears as much as before', async () => {
    const first = await startChosen();
    first.button('Hide')?.click();
    await settled();
    expect(kept()).toBe('hidden=yes');
    leavePage();
    const again = await startChosen();
    expect(again.find('.open')).toBeNull();
    await expect.poll(() => again.told('log')).toEqual(['Maya: Hello there']);
    again.button('Captions')?.click();
    expect(kept()).toBeNull();
  });

  it('never hid the panel has nothing kept because the page begins with it closed', async () => {
    const page = putOnPage({ lang: 'de' });
    page.close();
    await settled();
    expect(page.find('.open')).toBeNull();
    expect(kept()).toBeNull();
    page.button('Untertitel')?.click();
    await rendered();
    page.button('Ausblenden')?.click();
    expect(kept()).toBe('hidden=yes');
  });

  it('chose a place has the panel there though it was moved before', async () => {
    const page = await openSettings('left=20;top=30');
    await page.choose('Place', 'top');
    expect(kept()).toBe('place=top');
  });
});
