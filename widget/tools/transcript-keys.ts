// What both lists of lines need. Walking through one by keyboard: one of the lines is in the tab order, the keys move the
// focus from line to line; each has `data-line`, and in it one thing or several that can have the focus.
import type { ComponentChild } from 'preact';

import type { Line } from '../../protocol/records.ts';

const line = '[data-line]';
const stop = '[tabindex]';
const keys: Record<string, readonly [string, number]> = {
  ArrowUp: [line, -1],
  ArrowDown: [line, 1],
  PageUp: [line, -10],
  PageDown: [line, 10],
  Home: [line, -Infinity],
  End: [line, Infinity],
  ArrowLeft: [stop, -1],
  ArrowRight: [stop, 1],
  b: ['.marked,.line:focus-within', 1],
};

/** As a reference: brings what gets it into view. */
export const show = (node: Element | null) => node?.scrollIntoView({ block: 'nearest' });

/** The line that an event happened in. */
export const lineOf = ({ target }: Event) => (target as Element).closest<HTMLElement>(line)?.dataset['line'];

/** Moves the focus by lines; left and right by what stands in them; with "b" to the next bookmark. */
export function walk(event: KeyboardEvent): void {
  const list = event.currentTarget as Element;
  const [selector, by] = keys[event.key] ?? [];
  // The list itself is scrolled by the same keys.
  if (
    !selector ||
    !by ||
    event.ctrlKey ||
    event.altKey ||
    event.metaKey ||
    (event.target === list && event.key !== 'b')
  )
    return;
  event.preventDefault();
  const all = [...list.querySelectorAll<HTMLElement>(selector)];
  const at = all.findIndex((one) => one.contains(event.target as Node)) + by;
  const to = all[Math.max(0, Math.min(at, all.length - 1))];
  // There is no further line: the finger stays where it is in this one.
  if (selector === line && to?.contains(event.target as Node) && Math.abs(by) === 1) return;
  (to?.querySelector<HTMLElement>(stop) ?? to)?.focus();
}

/** Gives the same node for the same line, so that of ten thousand only those are compared that changed. */
export function remembered(draw: (line: Line) => ComponentChild): (line: Line) => ComponentChild {
  const drawn = new WeakMap<Line, ComponentChild>();
  return (line) => {
    const node = drawn.get(line) ?? draw(line);
    drawn.set(line, node);
    return node;
  };
}
