// One session as the element shows and tells it: the client's changes go to the state, the notices, the narrator
// and, as events, to the page. Nothing of it outlives `stop()`.
import { render } from 'preact';

import type { ConnectionState } from '../client/connection.ts';
import type { SessionView, ViewChange } from '../client/follow.ts';
import { createViewer, type ViewerOptions } from '../client/viewer.ts';
import { createAnnouncer } from './announcer.ts';
import type { CaptionWireEvents } from './events.ts';
import { createNarrator } from './narrator.ts';
import { createNotices } from './notices.ts';
import { Panel } from './panel.tsx';
import type { Regions } from './regions.ts';
import type { Signal } from './signal.ts';
import { createState } from './state.ts';
import { createTypists } from './typists.ts';
import type { Tongue } from './words.ts';

/** What assistive technology is told by itself: finished phrases, only what is asked for, or nothing. */
export type Announce = 'phrases' | 'on-demand' | 'off';

/** How the widget speaks; may change while the session runs. */
export type Manner = { readonly tongue: Tongue; readonly announce: Announce };

export type LiveSessionOptions = Pick<ViewerOptions, 'relay' | 'session' | 'token' | 'transport'> & {
  readonly manner: Manner;
  readonly regions: Regions;
  /** Where the panel is rendered. */
  readonly mount: Element;
  readonly open: Signal<boolean>;
  emit<Name extends keyof CaptionWireEvents>(name: Name, detail: CaptionWireEvents[Name]): void;
};

export type LiveSession = {
  setManner(manner: Manner): void;
  /** Ends the connection, takes the panel away and empties the regions. */
  stop(): void;
};

/** @throws TypeError as createViewer does. */
export function createLiveSession(options: LiveSessionOptions): LiveSession {
  const { session, regions, mount, open, emit } = options;
  let { manner } = options;
  let stopped = false;
  let ready = false;

  const state = createState(manner.tongue);
  const announcer = createAnnouncer({
    regions,
    skipped(lines) {
      const { lang, words } = manner.tongue;
      return { text: words.skipped(lines), lang };
    },
  });
  const narrator = createNarrator({
    announcer,
    tongue: () => manner.tongue,
    enabled: () => manner.announce === 'phrases',
  });
  const notices = createNotices((notice) => {
    state.notice.value = notice;
    if (notice) narrator.say(notice(manner.tongue.words));
  });
  const typists = createTypists((names) => {
    state.typing.value = names;
    narrator.typing(names);
  });

  function tellPage(change: ViewChange, { transcript: { lines, status } }: SessionView): void {
    switch (change.type) {
      case 'snapshot':
        for (const line of lines) emit('line', { kind: 'speech', ...line, history: true });
        if (status) emit('status', status);
        if (!ready) emit('ready', { session });
        ready = true;
        break;
      case 'added':
      case 'revised':
        emit('line', { kind: 'speech', ...change.line, history: false });
        break;
      case 'status':
      case 'status-cleared':
        emit('status', status);
    }
  }

  function onConnection(connection: ConnectionState): void {
    if (stopped) return;
    notices.connection(connection);
    // Whoever was typing may have stopped; nobody would tell.
    if (connection.phase === 'lost') typists.update([]);
    emit('connection', connection);
    if (connection.phase === 'closed') {
      emit('error', { code: connection.code, message: connection.reason });
    }
  }

  const viewer = createViewer({
    ...options,
    onConnection,
    onChange(change, view) {
      state.apply(change, view);
      if (change.type === 'typing' || change.type === 'snapshot' || change.type === 'resumed') {
        typists.update(view.typing);
      }
      notices.change(change, view);
      narrator.change(change, view);
      tellPage(change, view);
    },
  });

  notices.connection(viewer.connection());

  function setManner(next: Manner): void {
    manner = next;
    state.tongue.value = next.tongue;
    state.onDemand.value = next.announce === 'on-demand';
    if (next.announce !== 'phrases') announcer.clear();
  }
  setManner(manner);
  render(<Panel state={state} open={open} onReadBack={() => narrator.readBack(viewer.view())} />, mount);

  return {
    setManner,
    stop() {
      stopped = true;
      viewer.close();
      notices.stop();
      typists.stop();
      narrator.stop();
      regions.clear();
      render(null, mount);
    },
  };
}
