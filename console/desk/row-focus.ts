// Keeps the focus in a list whose rows are moved and removed by their own buttons: once the list is drawn anew, it is on
// the same button of the row that is meant, or where the list goes on when no row is left.
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Buttons say which they are with `data-action`. */
export function useRowFocus<Rows extends HTMLElement>(otherwise: RefObject<HTMLElement | null>) {
  const rows = useRef<Rows>(null);
  const wanted = useRef<{ at: number; action: string } | undefined>(undefined);
  useLayoutEffect(() => {
    if (!wanted.current) return;
    const { at, action } = wanted.current;
    wanted.current = undefined;
    const row = rows.current?.children[at];
    (row?.querySelector<HTMLElement>(`[data-action=${action}]`) ?? otherwise.current)?.focus();
  });
  return {
    rows,
    focusLater(at: number, action: string): void {
      wanted.current = { at, action };
    },
  };
}
