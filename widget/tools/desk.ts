// What the tools share: the session, the reader's choices, the words, and which tool is open.
import type { ComponentChild } from 'preact';

import type { SessionView, ViewChange } from '../../client/follow.ts';
import type { Parts } from '../on-demand.ts';
import type { Sheet } from '../sheet.ts';
import type { Signal } from '../signal.ts';
import type { Hold } from './hold.ts';
import type { PreferenceStore } from './preferences.ts';
import type { ToolWords } from './words/en.ts';

export type Desk = {
  readonly parts: Parts;
  readonly root: ShadowRoot;
  readonly preferences: PreferenceStore;
  readonly hold: Hold;
  /** The tools' words in the language that is spoken now. */
  readonly words: Signal<ToolWords>;
  /** The panel is in a window of its own. */
  readonly isElsewhere: Signal<boolean>;
  /** The tool whose drawer is open. */
  readonly opened: Signal<string | undefined>;
  /** Tells assistive technology a sentence of the widget's own, whatever it is told by itself. */
  say(text: string): void;
  /** One more style sheet of the panel, empty, after all that are there. */
  addSheet(): Sheet;
  /** Hears of each change right after it was shown. */
  onChange(listener: (change: ViewChange, view: SessionView) => void): void;
  /** Calls `use` now and at each change of a signal that it reads, until the session stops. */
  follow(use: () => void): void;
  /** Hears events until the session stops. */
  listen(target: EventTarget, type: string, listener: (event: Event) => void, capture?: boolean): void;
  /** Is done when the session stops. */
  onStop(cleanUp: () => void): void;
};

/** A tool in the bar. */
export type Tool = {
  /** Also its class in the style sheet. */
  readonly id: string;
  name(words: ToolWords): string;
  /** What is said beside it. */
  note?(words: ToolWords): string | false;
  /** Whether it is there now; always by default. */
  isHere?(): boolean;
  /** What is shown under the bar while it is open. Without it, `press` is all that it does. */
  drawer?(): ComponentChild;
  press?(): void;
  /** Whether it stays in sight when the bar is not shown. */
  stays?(): boolean;
  /** For a tool that is on or off. */
  isOn?(): boolean;
};
