// A style sheet of the audit's inside of the panel, for as long as something is looked at; set through the CSSOM, which the
// page's policy allows.
import type { Page } from 'playwright-core';

import { drawn } from './views.ts';

/** Looks while the sheet is on, and takes it off again. */
export async function withSheet<T>(page: Page, css: string, look: () => Promise<T>): Promise<T> {
  const sheet = await page.evaluateHandle((text) => {
    const added = new CSSStyleSheet();
    added.replaceSync(text);
    document.querySelector('caption-wire')?.shadowRoot?.adoptedStyleSheets.push(added);
    return added;
  }, css);
  await drawn(page);
  try {
    return await look();
  } finally {
    await sheet.evaluate((added) => {
      const root = document.querySelector('caption-wire')?.shadowRoot;
      if (root) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== added);
    });
    await sheet.dispose();
  }
}
