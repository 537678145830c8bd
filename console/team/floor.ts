// Who of several captioners is live, as the relay tells it, and what this console makes of it: whether its lines go out.
// Invariant: a console that is on standby stays so until its captioner takes over; that somebody vanished makes nobody
// speak unasked. What two consoles disagree about is decided by the relay's last word.
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';

import type { FloorChange } from '../../client/presenter.ts';
import type { Captioner } from '../../protocol/live.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';

type Stand =
  /** Nobody has the floor: everybody's lines go out. */
  | 'open'
  | 'live'
  /** Somebody else is live, or was when they vanished. */
  | 'standby';

export type FloorOptions = {
  /** This console's own id. */
  readonly publisher: string;
  /** Who it was before the page was loaded anew. */
  readonly before: string | undefined;
  say(change: FloorChange): void;
};

export type Floor = {
  readonly own: string;
  /** Everybody who could be live, this console too. */
  readonly captioners: ReadonlySignal<readonly Captioner[]>;
  /** The id of who is live. */
  readonly live: ReadonlySignal<string | null>;
  readonly stand: ReadonlySignal<Stand>;
  readonly offRecord: ReadonlySignal<boolean>;
  /** Whether lines go out from here. */
  readonly onAir: ReadonlySignal<boolean>;
  /** What others write on standby, by their ids. */
  readonly standby: ReadonlySignal<ReadonlyMap<string, string>>;
  hear(message: ServerMessage): void;
  take(): void;
  handTo(id: string): void;
  setOffRecord(offRecord: boolean): void;
  /** Takes part in the hand-over: asked before this console's lines stop going out because another took over. */
  beforeStandby(finish: () => void): void;
};

export function createFloor({ publisher, before, say }: FloorOptions): Floor {
  const captioners = signal<readonly Captioner[]>([]);
  const live = signal<string | null>(null);
  const stand = signal<Stand>('open');
  const offRecord = signal(false);
  const standby = signal<ReadonlyMap<string, string>>(new Map());
  const finishers = new Set<() => void>();
  /** Off the record by this console's captioner. */
  let isOwnSilence = false;
  /** The relay knows this console on the line that stands; before, it speaks to what was left behind by others. */
  let isKnown = false;
  /** The next word about the floor is the first on its line: a relay that was restarted knows nothing. */
  let isFirst = true;

  function hearFloor(message: Extract<ServerMessage, { type: 'floor' }>): void {
    const wasLive = stand.peek() === 'live' || (message.live !== null && message.live === before);
    const goesOn = isFirst && isOwnSilence && !message.offRecord;
    const takesUp = wasLive && (message.live === before || (isFirst && message.live === null));
    if (takesUp) say({ live: publisher });
    if (goesOn) say({ offRecord: true });
    isFirst = false;
    if (wasLive && !takesUp && message.live !== publisher && message.live !== null) {
      for (const finish of finishers) finish();
    }
    batch(() => {
      // Until the relay has missed it, the page that this one was before is no other captioner.
      captioners.value = message.presenters.filter(({ id }) => id !== before);
      live.value = message.live;
      offRecord.value = message.offRecord || goesOn;
      if (!offRecord.peek()) isOwnSilence = false;
      if (takesUp || message.live === publisher) stand.value = 'live';
      else if (message.live !== null) stand.value = 'standby';
    });
  }

  function hearStandby({ publisher: from, text }: Extract<ServerMessage, { type: 'standby' }>): void {
    const next = new Map(standby.peek());
    if (text) next.set(from, text);
    else next.delete(from);
    standby.value = next;
  }

  return {
    own: publisher,
    captioners,
    live,
    stand,
    offRecord,
    onAir: computed(() => stand.value !== 'standby' && !offRecord.value),
    standby,
    hear(message) {
      switch (message.type) {
        case 'snapshot':
        case 'resume':
          isKnown = false;
          break;
        case 'welcome':
          if (message.publisher !== publisher) break;
          isKnown = true;
          isFirst = true;
          standby.value = new Map();
          break;
        case 'floor':
          if (isKnown) hearFloor(message);
          break;
        case 'standby':
          hearStandby(message);
      }
    },
    take: () => say({ live: publisher }),
    handTo: (id) => say({ live: id }),
    setOffRecord(next) {
      isOwnSilence = next;
      say({ offRecord: next });
    },
    beforeStandby(finish) {
      finishers.add(finish);
    },
  };
}
