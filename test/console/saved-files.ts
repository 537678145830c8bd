// Files that the console gives the captioner, and the keys that ask for them.
import { vi } from 'vitest';
import { userEvent } from 'vitest/browser';

/** What the page gives the captioner as a file when this is pressed. */
export async function savedBy(press: () => Promise<void>): Promise<{ name: string; content: Blob }> {
  const makeUrl = vi.spyOn(URL, 'createObjectURL');
  // The browser of the test must not open a window that asks where to save.
  const saved = new Promise<string>((resolve) => {
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      resolve(this.download);
    });
  });
  await press();
  const name = await saved;
  const content = makeUrl.mock.calls.at(-1)?.[0] as Blob;
  vi.restoreAllMocks();
  return { name, content };
}

/** Goes to a control by the keyboard alone. */
export async function pressByKey(element: HTMLElement): Promise<void> {
  element.focus();
  await userEvent.keyboard('{Enter}');
}
