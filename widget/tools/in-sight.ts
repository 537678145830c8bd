// Keeps a docked panel at the edge of the visual viewport: over full-screen elements, in transformed pages, above on-screen keyboards, and
// under pinch zoom.
import type { Desk } from './desk.ts';

/** The panel takes at most this share of the visual viewport. */
const mostHeight = 0.45;

export function keepInSight({ parts: { element }, addSheet, listen, onStop }: Desk): void {
  if (element.matches('[target]')) return;
  const sheet = addSheet();

  /** Moves the panel to the end of the top layer if it could not reach the window's edge, or would be covered, otherwise. */
  function raise(): void {
    const full = document.fullscreenElement;
    // Leaves the top layer, where offsetParent is always null.
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
