// Puts the console into a page and keeps it true to the link in the address: a fresh token of the same session
// continues it, another session starts another. A console that is left stays until what waits in it is sent.
import { render } from 'preact';

import { type ConsoleLink, readConsoleLink } from './console-link.ts';
import { ConsolePage } from './console-page.tsx';
import { type ConsoleState, createConsoleState } from './console-state.ts';
import type { DeskOptions } from './desk/desk.ts';
import type { CreateKeeper } from './keeping/console-keeper.ts';
import { LinkHelp } from './link-help.tsx';
import { isConfirmed, OtherRelay } from './other-relay.tsx';

export type MountOptions = DeskOptions & {
  readonly root: Element;
  /** Keeps what is not sent beyond the page; by default nothing does. */
  readonly createKeeper?: CreateKeeper;
};

/** Shows the console that `location.hash` names; returns how to take it away. */
export function mountConsole({ root, ...parts }: MountOptions): () => void {
  const opened = new Set<ConsoleState>();
  /** Relays of others that the captioner agreed to, where the browser keeps nothing. */
  const confirmed = new Set<string>();
  let shown: ConsoleState | undefined;
  let pages = 0;

  function show(): void {
    const read = readConsoleLink(location.hash, location.origin);
    const isAsked = 'link' in read && !confirmed.has(read.link.relay) && !isConfirmed(read.link);
    const next = 'link' in read && !isAsked ? open(read.link) : undefined;
    if (next && next === shown) return;
    shown?.leave();
    shown = next;
    pages++;
    if ('problem' in read) {
      document.title = 'Link needed · captionwire';
      render(<LinkHelp key={pages} {...read} />, root);
    } else if (isAsked) {
      const { link } = read;
      document.title = 'Another relay? · captionwire';
      const onConfirmed = () => {
        confirmed.add(link.relay);
        show();
      };
      render(<OtherRelay key={pages} link={link} onConfirmed={onConfirmed} />, root);
    } else {
      render(<ConsolePage key={pages} state={next as ConsoleState} options={parts} />, root);
    }
  }

  /** The console of a link; the same one again for the same session, since it may hold lines that wait. */
  function open(link: ConsoleLink): ConsoleState {
    for (const state of opened) {
      if (state.relay !== link.relay || state.session !== link.session) continue;
      state.reopen(link.token);
      return state;
    }
    const state = createConsoleState({ link, ...parts });
    opened.add(state);
    return state;
  }

  function warn(event: BeforeUnloadEvent): void {
    const waits = [...opened].some(({ sent }) => sent.waiting.peek() > 0);
    // The browser asks in its own words; older ones only when there is a value.
    if (waits) event.returnValue = true;
    if (waits) event.preventDefault();
  }

  root.replaceChildren();
  addEventListener('hashchange', show);
  addEventListener('beforeunload', warn);
  show();
  return () => {
    removeEventListener('hashchange', show);
    removeEventListener('beforeunload', warn);
    for (const state of opened) state.leave();
    render(null, root);
  };
}
