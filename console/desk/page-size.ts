// The room that the page has: that of the window, or what an on-screen keyboard leaves of it. A keyboard does not change the window on
// every phone (CSSOM View, "The VisualViewport Interface").
import { type ReadonlySignal, signal } from '@preact/signals';

/** Below these the tools have no room beside the lines, in CSS pixels. */
const compactBelow = { width: 700, height: 500 };
/** Below this only the field and its state have room, in CSS pixels. */
const lowBelow = 300;
/** From here on the preview has room without being asked for, in CSS pixels. */
const roomyFrom = 1600;

export type PageSize = {
  /** Too small for tools beside the lines. */
  readonly isSmall: ReadonlySignal<boolean>;
  /** Too low for anything but the field. */
  readonly isLow: ReadonlySignal<boolean>;
  readonly isRoomy: ReadonlySignal<boolean>;
  /** Ends what it listens to. */
  stop(): void;
};

export function followPageSize(): PageSize {
  const isSmall = signal(false);
  const isLow = signal(false);
  const isRoomy = signal(false);
  const listening = new AbortController();
  const view = globalThis.visualViewport;
  const { style } = document.documentElement;

  function measure(): void {
    // Who pinches looks closer at the same page.
    const isWhole = view !== null && Math.abs(view.scale - 1) < 0.01;
    const height = isWhole ? view.height : innerHeight;
    isSmall.value = innerWidth < compactBelow.width || height < compactBelow.height;
    isLow.value = height < lowBelow;
    isRoomy.value = innerWidth >= roomyFrom;
    style.setProperty('--page-height', `${height}px`);
    style.setProperty('--page-top', `${isWhole ? view.offsetTop : 0}px`);
  }

  measure();
  addEventListener('resize', measure, listening);
  view?.addEventListener('resize', measure, listening);
  view?.addEventListener('scroll', measure, listening);
  return {
    isSmall,
    isLow,
    isRoomy,
    stop() {
      listening.abort();
      style.removeProperty('--page-height');
      style.removeProperty('--page-top');
    },
  };
}
