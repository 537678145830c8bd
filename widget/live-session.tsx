// One session as the element shows and tells it: the client's changes go to the state, the notices, the narrator
// and, as events, to the page. Nothing of it outlives `stop()`.
import { render } from 'preact';

import type { ConnectionState } from '../client/connection.ts';
import type { SessionView, ViewChange } from '../client/follow.ts';
import { createViewer, type ViewerOptions } from '../client/viewer.ts';
import { createAnnouncer, isUnheard } from './announcer.ts';
import { complain } from './complaint.ts';
import { createNarrator } from './narrator.ts';
import { createNotices } from './notices.ts';
import { loadTools, type Manner, needsTools, type Parts, type Tools } from './on-demand.ts';
import { Panel } from './panel.tsx';
import { watch } from './signal.ts';
import { createState } from './state.ts';
import { createTimeLeft } from './time-left.ts';
import { createTypists } from './typists.ts';

export type LiveSessionOptions = Pick<ViewerOptions, 'relay' | 'session' | 'token' | 'transport'> &
  Pick<Parts, 'element' | 'regions' | 'open' | 'emit'> & {
    readonly manner: Manner;
    /** Where the panel is rendered. */
    readonly mount: Element;
    /** Starts the tools from the beginning. */
    readonly tools: ((parts: Parts) => Tools) | undefined;
  };

export type LiveSession = {
  setManner(manner: Manner): void;
  /** Ends the connection, takes the panel away and empties the regions. */
  stop(): void;
};

/** Tries go on for ever; this long without a first answer the author of the page is told. */
const unansweredMs = 10_000;

/** @throws TypeError as createViewer does. */
export function createLiveSession(options: LiveSessionOptions): LiveSession {
  const { element, session, relay, regions, mount, open, emit } = options;
  let { manner } = options;
  let stopped = false;
  let ready = false;
  let unanswered: ReturnType<typeof setTimeout> | undefined;
  let tools: Tools | undefined;

  const state = createState();
  const timeLeft = createTimeLeft(state);
  const announcer = createAnnouncer({
    regions,
    skipped(lines) {
      const { lang, words } = state.tongue.peek();
      return { text: words.skipped(lines), lang };
    },
    isUnheard: () => isUnheard(element),
  });
  const isAnnounced = () => (tools ? tools.announce() : manner.announce) === 'phrases';
  const narrator = createNarrator({
    announcer,
    tongue: state.tongue.peek,
    enabled: isAnnounced,
  });
  const notices = createNotices((notice) => {
    state.notice.value = notice;
    if (notice) narrator.say(notice(state.tongue.peek().words));
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

  /** A browser does not say why it got no answer; the author of the page is told of the likeliest reason. */
  function tellUnanswered(): void {
    if (ready) return;
    const message = `${relay} does not answer this page; it must run, and allow it: captionwire serve --origin ${location.origin}`;
    complain(message);
    notices.unreachable();
    emit('error', { message });
  }

  function onConnection(connection: ConnectionState): void {
    if (stopped) return;
    notices.connection(connection);
    // Whoever was typing may have stopped; nobody would tell.
    if (connection.phase === 'lost') typists.update([]);
    if (connection.phase === 'lost' && !ready) unanswered ??= setTimeout(tellUnanswered, unansweredMs);
    emit('connection', connection);
    if (connection.phase === 'closed') {
      emit('error', { code: connection.code, message: connection.reason });
    }
  }

  function deliver(change: ViewChange, view: SessionView): void {
    state.apply(change, view);
    if (change.type === 'typing' || change.type === 'snapshot' || change.type === 'resumed') {
      typists.update(view.typing);
    }
    notices.change(change, view);
    narrator.change(change, view);
    tellPage(change, view);
  }

  /** The words come also where the tools cannot start. */
  function begin(start: ((parts: Parts) => Tools) | undefined): void {
    try {
      tools ??= start?.(parts);
    } catch {
      parts.receive = deliver;
      state.notice.value = (words) => words.faulty;
    }
  }

  const parts: Parts = {
    ...options,
    state,
    announcer,
    narrator,
    tracks: [],
    deliver,
    receive: deliver,
  };
  begin(options.tools);
  const viewer = createViewer({
    ...options,
    tracks: parts.tracks,
    onConnection,
    onChange: (change, view) => parts.receive(change, view),
    onMessage(message) {
      if (message.type === 'snapshot') parts.spoken = message.tracks;
      if ('now' in message) timeLeft.heard(message.now);
      parts.onMessage?.(message);
    },
  });

  parts.viewer = viewer;
  notices.connection(viewer.connection());

  /** With the tools, once they are here. */
  async function withTools(use?: (tools: Tools) => void): Promise<void> {
    try {
      const start = await loadTools();
      if (stopped) return;
      begin(start);
      tools?.manner(manner);
      if (tools) use?.(tools);
    } catch {
      state.notice.value = (words) => words.faulty;
    }
  }

  function setManner(next: Manner): void {
    manner = next;
    if (!tools && needsTools(element, next)) void withTools();
    tools?.manner(next);
    if (!isAnnounced()) announcer.clear();
  }
  setManner(manner);
  const look = () => setManner(manner);
  document.addEventListener('fullscreenchange', look);
  window.visualViewport?.addEventListener('resize', look);
  // Who hides the panel wants that kept, and the tools keep it.
  const unwatch = watch(
    () => open.value,
    () => withTools(),
  );
  render(<Panel state={state} open={open} onTools={() => withTools((all) => all.toggle())} />, mount);

  return {
    setManner,
    stop() {
      stopped = true;
      clearTimeout(unanswered);
      unwatch();
      document.removeEventListener('fullscreenchange', look);
      window.visualViewport?.removeEventListener('resize', look);
      tools?.stop();
      viewer.close();
      notices.stop();
      timeLeft.stop();
      typists.stop();
      narrator.stop();
      regions.clear();
      render(null, mount);
    },
  };
}
