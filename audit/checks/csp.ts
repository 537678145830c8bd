// The page's Content-Security-Policy lets the widget work. The audit's own way to the widget is not under the policy, so the
// connection that the widget asked for is begun once more as the page would, and given up at once.
import type { Check, Finding, Stage } from '../contract.ts';
import { notesKey, type NotesWindow, type PageNotes } from '../page-notes.ts';
import { drawn } from '../views.ts';

/** The policy is asked before anything is sent; nothing waits for the relay. */
async function tryConnection({ page, bridge }: Stage): Promise<string | undefined> {
  const asked = bridge.asked();
  if (asked === undefined) return undefined;
  const thrown = await page.evaluate(
    ([url, key]) => {
      const { webSocket: Socket } = (window as unknown as NotesWindow)[Symbol.for(key)] as PageNotes;
      try {
        new Socket(url).close();
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    },
    [asked, notesKey] as const,
  );
  await drawn(page);
  return thrown;
}

const sources = (url: URL) => `${url.origin.replace(/^ws/, 'http')} ${url.origin.replace(/^http/, 'ws')}`;

function describe(directive: string, blocked: string): Finding {
  const url = URL.canParse(blocked) ? new URL(blocked) : undefined;
  // Both elem and attr forms are written as the plain directive by most.
  const name = directive.replace(/-(elem|attr)$/, '');
  return {
    what: `the page’s policy forbids ${url ? url.origin : blocked} by ${name}`,
    where: `Content-Security-Policy: ${name}`,
    fix: url
      ? `Add ${name === 'connect-src' ? sources(url) : url.origin} to ${name} of the page’s Content-Security-Policy.`
      : `Allow ${blocked} in ${name}, or do without it; the widget itself does not need it.`,
  };
}

export const csp: Check = {
  id: 'csp',
  title: 'The page’s Content-Security-Policy lets the widget work',
  why: 'Browsers block the script or the connection: nobody who needs captions gets any.',
  fix: 'Name the relay in script-src, and in connect-src with https: and wss:.',
  clause: 'CSP 3, 6.1',
  async end(stage) {
    const thrown = await tryConnection(stage);
    const { policy } = await stage.watcher.notes();
    const own = new Set(stage.baseline.policy.map(({ directive, blocked }) => directive + blocked));
    const found = policy
      // The widget itself is kept out of the baseline; its script is not.
      .filter(({ directive, blocked }) => /widget\.js/.test(blocked) || !own.has(directive + blocked))
      .map(({ directive, blocked }) => describe(directive, blocked));
    if (thrown) {
      found.push({
        what: `the page cannot open the connection: ${thrown}`,
        where: stage.bridge.asked() ?? '',
        fix: 'A page on https needs a relay on https: put a proxy that ends TLS in front of it.',
      });
    }
    return found;
  },
};
