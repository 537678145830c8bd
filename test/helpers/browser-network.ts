// The two things of a browser that tell a client when its network is back: without them, as in Node, a client waits for
// its backoff. Clients that are created before this is set up never hear of it.
import { setMaxListeners } from 'node:events';

import { onTestFinished, vi } from 'vitest';

export type BrowserNetwork = {
  /** Says that the network is back. */
  online(): void;
  /** Clients that are created from now on hear nothing either. */
  remove(): void;
};

export function stubBrowserNetwork(): BrowserNetwork {
  const window = new EventTarget();
  setMaxListeners(0, window);
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window));
  vi.stubGlobal('document', { hidden: false, addEventListener() {}, removeEventListener() {} });
  const remove = () => void vi.unstubAllGlobals();
  onTestFinished(remove);
  return { online: () => void window.dispatchEvent(new Event('online')), remove };
}
