// A docked panel stays at the edge of what the reader sees: over what is full screen, in a page that is moved as a whole, above the
// keyboard of a phone, in the part that is zoomed into.
import type { Desk } from './desk.ts';

/** Share of what the reader sees that the panel may take. */
const mostHeight = 0.45;

export function keepInSight({ parts: { element }, addSheet, listen, onStop }: Desk): void {
  if (element.matches('[target]')) return;
  const sheet = addSheet();

  /** Into the top layer, and there over what came later, where the window's edge is out of reach otherwise. */
  function raise(): void {
    const full = document.fullscreenElement;
    // What is no popover is not in the top layer; and there every measure is right.
    element.popover = null;
    if (!element.showPopover || !(full ? full !== element : element.offsetParent)) return;
    element.popover = 'manual';
    element.showPopover();
  }

  function follow(): void {
    const view = window.visualViewport;
    if (!view) return;
    const { clientWidth, clientHeight } = document.documentElement;
    const { offsetLeft, offsetTop, width, height } = view;
    const edges = [
      offsetTop,
      clientWidth - offsetLeft - width,
      clientHeight - offsetTop - height,
      offsetLeft,
    ].map((px) => `${Math.max(0, Math.round(px))}px`);
    const isWhole = edges.every((edge) => edge === '0px');
    sheet.replaceSync(
      isWhole ? '' : `:host{margin:${edges.join(' ')}!important}.open{max-height:${height * mostHeight}px}`,
    );
  }

  raise();
  follow();
  listen(document, 'fullscreenchange', raise);
  if (window.visualViewport) {
    listen(visualViewport as VisualViewport, 'resize', follow);
    listen(visualViewport as VisualViewport, 'scroll', follow);
  }
  onStop(() => {
    element.popover = null;
  });
}
