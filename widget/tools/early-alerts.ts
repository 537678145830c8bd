// An alert does not wait for words that are held back: it is shown and told as it comes. In its turn it is not told again,
// and until then no older status takes its place.
import type { SessionView, ViewChange } from '../../client/follow.ts';
import type { Parts } from '../on-demand.ts';

type Take = (change: ViewChange, view: SessionView) => void;

export function createEarlyAlerts(parts: Parts): { deliver: Take; ahead(receive: Take): Take } {
  const { narrator, state } = parts;
  /** Alerts that were told ahead of their turn, the newest last. */
  const early = new Map<ViewChange, () => void>();
  let delivered: ViewChange | undefined;

  return {
    deliver(change, view) {
      delivered = change;
      const tell = narrator.change;
      if (early.delete(change)) narrator.change = () => {};
      parts.deliver(change, view);
      narrator.change = tell;
      [...early.values()].at(-1)?.();
    },
    ahead: (receive) => (change, view) => {
      receive(change, view);
      if (delivered === change || change.type !== 'status' || change.status.level !== 'alert') return;
      const show = () => {
        state.status.value = change.status;
      };
      early.set(change, show);
      narrator.change(change, view);
      show();
    },
  };
}
