// Keys that are typed into the widget's fields get there: the page has no shortcut that takes them away. The widget keeps them to
// itself, but a listener of the page that captures comes first, and sees the widget itself as the target, not the field: "not while
// typing" has to look at composedPath().
import type { Check } from '../contract.ts';

const typed = 'abcdefghijklmnopqrstuvwxyz /?0123456789';

export const shortcuts: Check = {
  id: 'shortcuts',
  title: 'The page’s shortcuts leave keys that are typed into the widget alone',
  why: 'Who searches the transcript, by voice input above all, sets off commands of the page instead of typing.',
  fix: 'In the page’s key listener look at event.composedPath()[0] instead of event.target, and do nothing where that is a field; offer a way to turn single-key shortcuts off.',
  clause: 'WCAG 2.2 2.1.4',
  async act({ page, panel, state }) {
    if (state !== 'transcript-open') return [];
    const field = panel.part('.drawer.transcript input').first();
    await field.evaluate((node: HTMLInputElement) => node.focus());
    await page.keyboard.type(typed);
    const arrived = await field.inputValue();
    const isFocused = await field.evaluate(
      (node) => (node.getRootNode() as ShadowRoot).activeElement === node,
    );
    await field.fill('');
    const missing = [...typed].filter((key) => !arrived.includes(key));
    if (arrived === typed && isFocused) return [];
    const what = isFocused
      ? `keys typed into the search field do not arrive: ${missing.map((key) => (key === ' ' ? 'Space' : key)).join(' ')}`
      : 'a key typed into the search field takes the focus out of it';
    return [{ what, where: 'caption-wire >> .drawer.transcript input' }];
  },
};
