// The widget's tools in a page: the bar, and each drawer in turn, as a reader opens them.
import type { Page } from 'playwright';

export const openBar = async (page: Page) => {
  await page.getByRole('button', { name: 'Tools' }).click();
  await page.locator('caption-wire .bar button').first().waitFor();
};

/** Opens each drawer by its button, and says which is open. @returns their names, in order. */
export async function eachDrawer(page: Page, visit: (tool: string) => Promise<void>): Promise<string[]> {
  const buttons = page.locator('caption-wire .bar button[aria-expanded]');
  await buttons.first().waitFor();
  const tools = await buttons.evaluateAll((all) =>
    all.map((button) => (button as HTMLElement).dataset.tool ?? ''),
  );
  for (const tool of tools) {
    const button = page.locator(`caption-wire [data-tool="${tool}"]`);
    // A drawer may have changed which tools there are.
    if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
    await page.locator('caption-wire .drawer').waitFor();
    await visit(tool);
  }
  return tools;
}
