// The widget in the page, as the audit uses it: by its parts and their states, never by words, which are in the page's language.
// Buttons are pressed from script, so that a panel that lies under something else can be looked at too.
import type { Locator, Page } from 'playwright-core';

export type Panel = {
  readonly host: Locator;
  /** A part inside of the panel, by CSS. */
  part(selector: string): Locator;
  /** Whether such a part comes into the page within the patience of an audit. */
  has(selector: string, text?: string): Promise<boolean>;
  /** Shows the panel where it is hidden. */
  show(): Promise<void>;
  hide(): Promise<void>;
  /** Opens the tools, and one of their drawers. */
  openTool(id: string): Promise<boolean>;
  pressTool(id: string): Promise<void>;
  closeTools(): Promise<void>;
  attribute(name: string): Promise<string | null>;
  /** Scrolls a panel that stands in the page into the window. */
  reveal(): Promise<void>;
};

const patienceMs = 5_000;
const press = (part: Locator) => part.evaluate((node) => (node as HTMLElement).click());

export function createPanel(page: Page): Panel {
  const host = page.locator('caption-wire').first();
  const part = (selector: string) => host.locator(selector);
  const isOpen = async () => (await part('section.open').count()) > 0;
  const tools = part('.head button[aria-expanded]');

  async function has(selector: string, text?: string): Promise<boolean> {
    const wanted = text === undefined ? part(selector) : part(selector).filter({ hasText: text });
    try {
      await wanted.last().waitFor({ state: 'attached', timeout: patienceMs });
      return true;
    } catch {
      // Not there in time: whoever asks says what that means.
      return false;
    }
  }
  async function openTools(): Promise<void> {
    await panel.show();
    if ((await tools.getAttribute('aria-expanded')) === 'false') await press(tools);
    await has('.bar button');
  }

  const panel: Panel = {
    host,
    part,
    has,
    async show() {
      if (!(await isOpen())) await press(part('.toggle'));
    },
    async hide() {
      if (await isOpen()) await press(part('.toggle'));
    },
    async openTool(id) {
      await openTools();
      const button = part(`[data-tool="${id}"]`);
      if ((await button.count()) === 0) return false;
      if ((await button.getAttribute('aria-expanded')) !== 'true') await press(button);
      return has(`.drawer.${id}`);
    },
    async pressTool(id) {
      await openTools();
      await press(part(`[data-tool="${id}"]`));
    },
    async closeTools() {
      const opened = part('.bar [aria-expanded=true]');
      if ((await opened.count()) > 0) await press(opened);
      if ((await tools.getAttribute('aria-expanded')) === 'true') await press(tools);
    },
    attribute: (name) => host.getAttribute(name),
    // Of all there are, because asking one would wait for a widget that never comes.
    reveal: () =>
      host.evaluateAll(([node]) =>
        node?.shadowRoot?.querySelector('section')?.scrollIntoView({ block: 'nearest', behavior: 'instant' }),
      ),
  };
  return panel;
}
