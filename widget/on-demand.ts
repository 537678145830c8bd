// What most readers never open is not in the script: it is one module, loaded when it is first needed, and handed what
// the script has already. Here is when, and what the two know of each other.
import { h as createElement, render } from 'preact';

import type { SessionView, ViewChange } from '../client/follow.ts';
import type { Viewer, ViewerOptions } from '../client/viewer.ts';
import type { Announcer } from './announcer.ts';
import type { CaptionWireEvents } from './events.ts';
import { keptKey } from './kept.ts';
import type { Narrator } from './narrator.ts';
import { Panel } from './panel.tsx';
import type { Regions } from './regions.ts';
import { addSheet } from './sheet.ts';
import { type Signal, signal, watch } from './signal.ts';
import type { WidgetState } from './state.ts';
import { styles } from './styles.ts';
import { languageAttributes, spokenLine } from './voice.ts';
import { watched } from './watch.ts';

/** What assistive technology is told by itself: finished phrases, only what is asked for, or nothing. */
export type Announce = 'phrases' | 'on-demand' | 'off';

/** What the page's author chose; may change while the session runs. */
export type Manner = {
  /** Language of the widget's own words (BCP 47). */
  readonly lang: string;
  readonly announce: Announce;
};

/** What would otherwise be in both files, or would be two instead of one. */
export type Kit = typeof kit;
const kit = {
  h: createElement,
  render,
  signal,
  watch,
  watched,
  addSheet,
  spokenLine,
  languageAttributes,
  Panel,
  styles,
};

/** A running session, as the tools may look at it and change it. */
export type Parts = Pick<ViewerOptions, 'session' | 'relay' | 'token'> & {
  readonly element: HTMLElement;
  readonly regions: Regions;
  readonly state: WidgetState;
  readonly announcer: Announcer;
  readonly narrator: Narrator;
  /** Not there yet while the tools start from the beginning: they say first which tracks it asks for. */
  viewer?: Viewer;
  /** Tracks to be sent, if not the relay's own choice: read at each connection. */
  readonly tracks: string[];
  /** Every track of the session that was spoken in, as far as it was told. */
  spoken?: readonly string[];
  readonly open: Signal<boolean>;
  /** Shows and tells a change, and lets the page know. */
  deliver(change: ViewChange, view: SessionView): void;
  /** Gets each change as it comes; `deliver` until the tools put something between. */
  receive(change: ViewChange, view: SessionView): void;
  /** Each message as it came, after the view has it. */
  onMessage?: ViewerOptions['onMessage'];
  emit<Name extends keyof CaptionWireEvents>(name: Name, detail: CaptionWireEvents[Name]): void;
};

export type Tools = {
  /** Shows or hides the bar with the tools. */
  toggle(): void;
  /** Hears what the author chose. */
  manner(manner: Manner): void;
  /** What assistive technology is told by itself: the reader's choice, or else the author's. */
  announce(): Announce;
  stop(): void;
};

type ToolsModule = { prepareTools(kit: Kit): Promise<(parts: Parts) => Tools> };

/** Whether a session cannot begin as it should without the tools: for the page's attributes, or the reader's choices. */
export function needsTools(element: HTMLElement, { lang, announce }: Manner): boolean {
  let kept: unknown;
  try {
    kept = localStorage[keptKey];
  } catch {
    // A frame without storage has nothing kept.
  }
  return (
    !!kept ||
    announce === 'on-demand' ||
    !/^(en|$)/i.test(lang) ||
    element.matches('[video],[delay],[position=float]') ||
    isOutOfSight(element)
  );
}

/**
 * Whether a docked panel is not at the edge of the visual viewport: something is full screen, the reader has zoomed in, an on-screen
 * keyboard is open, or an ancestor is transformed (CSS Transforms 1, 3: it contains fixed elements then).
 */
const isOutOfSight = (element: HTMLElement) =>
  !element.matches('[target]') &&
  (!!document.fullscreenElement ||
    !!element.offsetParent ||
    (window.visualViewport?.height ?? innerHeight) < innerHeight * 0.9);

let loading: Promise<(parts: Parts) => Tools> | undefined;

/** Loads the tools, once for the page; what it gives starts them for a session. */
export function loadTools(): Promise<(parts: Parts) => Tools> {
  loading ??= import('./tools/tools.tsx').then(({ prepareTools }: ToolsModule) => prepareTools(kit));
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}
