// A widget whose tools are open, with the form of replies, and what the relay is told by it.
import { vi } from 'vitest';

import type { ServerMessage } from '../../protocol/server-messages.ts';
import type { MountOptions } from '../../widget/index.ts';
import { putOnPage, rendered } from './on-page.ts';

export async function openTools(options: Partial<MountOptions> = { reply: true }, readOnly = false) {
  const page = putOnPage(options);
  page.relay.readOnly = readOnly;
  await vi.dynamicImportSettled();
  await rendered();
  page.relay.snapshot();
  await rendered();
  page.find('.head button')?.click();
  await vi.dynamicImportSettled();
  await rendered();
  return page;
}

export async function openForm(options?: Partial<MountOptions>, readOnly?: boolean) {
  const page = await openTools(options, readOnly);
  const { relay, root, find } = page;
  page.find('[data-tool=reply]')?.click();
  await rendered();
  const field = () => find('#reply') as HTMLInputElement;
  const write = async (text: string) => {
    field().value = text;
    field().dispatchEvent(new InputEvent('input', { bubbles: true }));
    await rendered();
  };
  /** The input method is at a text, and has not settled it. */
  const compose = async (text: string) => {
    field().value = text;
    field().dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
    await rendered();
  };
  const send = async (text: string) => {
    await write(text);
    find('.reply form')?.querySelector('button')?.click();
    await rendered();
  };
  const answer = async (message: ServerMessage) => {
    relay.say(message);
    await rendered();
  };
  return {
    ...page,
    field,
    write,
    compose,
    send,
    answer,
    replies: () => relay.allSent('reply'),
    /** Whether the reader writes, as the relay was told. */
    typing: () =>
      relay
        .allSent('reply-typing')
        // Behind the question whether replies are taken.
        .slice(1)
        .map(({ typing }) => typing),
    shown: () => Array.from(root.querySelectorAll('.reply li'), ({ textContent }) => textContent),
    problem: () => find('.reply b')?.textContent,
    /** What was said last, after the pace of the page. */
    heard: async () => {
      await vi.advanceTimersByTimeAsync(500);
      return page.told('status').at(-1);
    },
    /** The connection breaks and is back after a while. */
    comeBack: async () => {
      relay.drop();
      await vi.advanceTimersByTimeAsync(1_000);
      relay.resume();
      await rendered();
    },
  };
}
