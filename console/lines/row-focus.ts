// The keyboard in the list: one stop for Tab, arrows between rows and between what can be done about one. Works on the
// page's own elements, because a row must not be drawn again when the focus passes it.
// Invariant: where there is anything to stop at, there is exactly one stop; and the focus never falls to nowhere.

/** What can be done about a row: `data-act` says what. */
const actions = '[data-row] [data-act]';

const rowOf = (action: Element) => action.closest<HTMLElement>('[data-row]') as HTMLElement;
const actionsOf = (row: Element) => [...row.querySelectorAll<HTMLElement>('[data-act]')];
const act = (row: Element, name: string) => row.querySelector<HTMLElement>(`[data-act=${name}]`);

export type RowFocus = {
  /** Keeps the list in order from now on; returns how to stop. */
  attach(list: HTMLElement): () => void;
  /** Goes where Tab would go. */
  enter(): void;
};

export function createRowFocus(): RowFocus {
  let list: HTMLElement | undefined;
  /** Where Tab stops; and the row it was in, since what can be done about a row changes. */
  let stop: HTMLElement | undefined;
  let rowKey: string | undefined;
  let focused: HTMLElement | undefined;

  function stopAt(action: HTMLElement): void {
    stop?.setAttribute('tabindex', '-1');
    action.setAttribute('tabindex', '0');
    stop = action;
    rowKey = rowOf(action).dataset.row;
  }

  /** Rows came, went, or can be dealt with in another way. */
  function refresh(): void {
    if (!list) return;
    const isLost = focused?.isConnected === false;
    if (isLost && document.activeElement !== document.body) focused = undefined;
    // Who comes from elsewhere comes for what was said last.
    if (!focused || !stop?.isConnected) {
      const row = focused && list.querySelector(`[data-row="${rowKey}"]`);
      const last = [...list.querySelectorAll('[data-row]')].at(-1);
      const next = actionsOf(row ?? last ?? list)[0];
      if (next) stopAt(next);
    }
    if (isLost && focused) stop?.focus();
  }

  function go(to: HTMLElement | undefined): boolean {
    to?.focus();
    return to !== undefined;
  }

  function press(key: string, action: HTMLElement): boolean {
    const row = rowOf(action);
    const rows = [...(list as HTMLElement).querySelectorAll<HTMLElement>('[data-row]')];
    const here = rows.indexOf(row);
    const same = (other: HTMLElement | undefined) =>
      go(other && (act(other, action.dataset.act as string) ?? actionsOf(other)[0]));
    const beside = (step: number) => go(actionsOf(row)[actionsOf(row).indexOf(action) + step]);
    const does = (name: string) => {
      const button = act(row, name);
      button?.click();
      return button !== null;
    };
    switch (key) {
      case 'ArrowUp':
        return same(rows[here - 1]);
      case 'ArrowDown':
        return same(rows[here + 1]);
      case 'Home':
        return same(rows[0]);
      case 'End':
        return same(rows.at(-1));
      case 'ArrowLeft':
        return beside(-1);
      case 'ArrowRight':
        return beside(1);
      case 'Delete':
        return does('ask');
      case 'Escape':
        return does('keep');
      default:
        return false;
    }
  }

  const actionAt = (target: EventTarget | null) =>
    target instanceof Element ? (target.closest<HTMLElement>(actions) ?? undefined) : undefined;

  return {
    attach(element) {
      list = element;
      const listening = new AbortController();
      element.addEventListener(
        'focusin',
        ({ target }) => {
          focused = actionAt(target);
          if (focused) stopAt(focused);
        },
        listening,
      );
      element.addEventListener(
        'focusout',
        () => {
          const left = focused;
          // What is taken away loses the focus too, but has not been left.
          queueMicrotask(() => {
            if (left?.isConnected && left === focused) focused = undefined;
          });
        },
        listening,
      );
      element.addEventListener(
        'keydown',
        (event) => {
          const action = actionAt(event.target);
          const { key, ctrlKey, altKey, shiftKey, metaKey } = event;
          if (!action || ctrlKey || altKey || shiftKey || metaKey || !press(key, action)) return;
          event.preventDefault();
        },
        listening,
      );
      const observer = new MutationObserver(refresh);
      observer.observe(element, { childList: true, subtree: true });
      refresh();
      return () => {
        observer.disconnect();
        listening.abort();
      };
    },
    enter: () => stop?.focus(),
  };
}
