// Between the page's widget and the audit's relay: whatever relay the page names, its stream is answered by another one, and
// nothing of the page is changed for it. Invariant: no stream and no request of a session leaves for the page's own relay.
import type { Page, Route, WebSocketRoute } from 'playwright-core';
import { WebSocket } from 'ws';

import { closeCodes } from '../protocol/codes.ts';
import { bearerPrefix, subprotocol } from '../protocol/limits.ts';

export type Bridge = {
  /** Lets connections through. */
  open(): void;
  /** Breaks connections and keeps new ones waiting until it is opened again. */
  hold(): Promise<void>;
  /** Resolves when something has come through since the last `open()`; false when nothing did in time. */
  through(): Promise<boolean>;
  /** The address that the page's widget asked for first. */
  asked(): string | undefined;
  /** Ends what was bridged; from then on the page speaks with its own relay. */
  stop(): Promise<void>;
};

export type BridgeOptions = {
  readonly page: Page;
  /** The relay that answers. */
  readonly relay: string;
  /** The session there that the first one of the page becomes. */
  readonly session: string;
  readonly token?: string | undefined;
};

const live = /\/v1\/sessions\/([^/?#]+)\/live(\?|$)/;
const other = /\/v1\/sessions\/([^/?#]+)\/(?!live(\?|$))/;
/** Longer than this no connection takes on one machine. */
const patienceMs = 10_000;

/** MUST be made before the page is loaded. */
export async function createBridge({ page, relay, session, token }: BridgeOptions): Promise<Bridge> {
  const names = new Map<string, string>();
  const open = new Set<{ readonly route: WebSocketRoute; readonly far: WebSocket }>();
  let asked: string | undefined;
  let stopped = false;
  let gate = createGate();
  let news = createGate();

  /** Several sessions of one page stay several. */
  function nameOf(own: string): string {
    const name = names.get(own) ?? (names.size === 0 ? session : `${session}-${names.size}`);
    names.set(own, name);
    return name;
  }

  async function connect(route: WebSocketRoute): Promise<void> {
    const url = new URL(route.url());
    asked ??= url.href;
    const name = nameOf(live.exec(url.href)?.[1] ?? '');
    let isClosed = false;
    const early: string[] = [];
    route.onClose(() => {
      isClosed = true;
    });
    route.onMessage((message) => void early.push(String(message)));
    await gate.opened;
    if (isClosed) return;
    // The page comes back at once when its connection is taken away, and then it is its own relay's again. One that was made here
    // would keep the process alive with nobody to end it.
    if (stopped) return void route.connectToServer();
    const far = new WebSocket(
      `${relay.replace(/^http/, 'ws')}/v1/sessions/${name}/live${url.search}`,
      token ? [subprotocol, bearerPrefix + token] : [subprotocol],
    );
    const pair = { route, far };
    open.add(pair);
    // What went wrong is in the `close` that always follows.
    far.on('error', () => {});
    far.on('close', (code, reason) => {
      open.delete(pair);
      // Codes that stand for no code cannot be sent.
      void route.close({
        code: code === 1005 || code === 1006 ? closeCodes.restart : code,
        reason: `${reason}`,
      });
    });
    route.onClose(() => far.close());
    far.on('open', () => {
      for (const message of early) far.send(message);
      route.onMessage((message) => far.send(message));
    });
    far.on('message', (data) => {
      // The page's socket is open only after this handler has ended.
      setImmediate(() => {
        route.send(String(data));
        news.open();
      });
    });
  }

  async function answer(route: Route): Promise<void> {
    const url = new URL(route.request().url());
    const [, own = ''] = other.exec(url.href) ?? [];
    // A stream cannot be handed through piece by piece; the widget has its WebSocket.
    if (url.pathname.endsWith('/events')) return route.abort();
    const path = url.pathname.replace(/^.*?\/v1\//, '/v1/').replace(`/${own}/`, `/${nameOf(own)}/`);
    const { authorization: _, ...headers } = route.request().headers();
    const signed = token ? { ...headers, authorization: `Bearer ${token}` } : headers;
    const response = await route.fetch({ url: relay + path + url.search, headers: signed });
    return route.fulfill({
      response,
      headers: { ...response.headers(), 'access-control-allow-origin': '*' },
    });
  }

  await page.routeWebSocket(live, connect);
  await page.route(other, answer);
  return {
    open() {
      news = createGate();
      gate.open();
    },
    async hold() {
      gate = createGate();
      for (const { route, far } of open) {
        far.removeAllListeners('close');
        far.terminate();
        await route.close({ code: closeCodes.restart, reason: '' });
      }
      open.clear();
    },
    async through() {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<boolean>((resolve) => {
        timer = setTimeout(resolve, patienceMs, false);
      });
      const came = await Promise.race([news.opened.then(() => true), late]);
      clearTimeout(timer);
      return came;
    },
    asked: () => asked,
    async stop() {
      stopped = true;
      gate.open();
      for (const { far } of open) far.terminate();
      await page.unroute(other);
    },
  };
}

function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
