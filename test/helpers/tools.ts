// The widget's tools in a page: the bar, and each drawer in turn, as a reader opens them.
import type { Page } from 'playwright';

export const openBar = async (page: Page) => {
  await page.getByRole('button', { name: 'Tools' }).click();
  await page.locator('caption-wire .bar button').first().waitFor();
};

/** Opens the drawer of a tool, where it is not open. */
export async function openDrawer(page: Page, tool: string): Promise<void> {
  const button = page.locator(`caption-wire [data-tool="${tool}"]`);
  if ((await button.getAttribute('aria-expanded')) === 'false') {
    // In a small window an open drawer stands in the place of the bar.
    const back = page.locator('caption-wire .back');
    if (await back.isVisible()) await back.click();
    await button.click();
  }
  await page.locator(`caption-wire [data-tool="${tool}"][aria-expanded=true]`).waitFor({ state: 'attached' });
  await page.locator('caption-wire .drawer').waitFor();
}

/** Opens each drawer by its button, and says which is open. @returns their names, in order. */
export async function eachDrawer(page: Page, visit: (tool: string) => Promise<void>): Promise<string[]> {
  const buttons = page.locator('caption-wire .bar button[aria-expanded]');
  await buttons.first().waitFor();
  const tools = await buttons.evaluateAll((all) =>
    all.map((button) => (button as HTMLElement).dataset.tool ?? ''),
  );
  for (const tool of tools) {
    await openDrawer(page, tool);
    await visit(tool);
  }
  return tools;
}
