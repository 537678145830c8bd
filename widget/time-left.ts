// The time that is left of a status, in words, by the relay's clock: what the reader's device says it is may be wrong.
// Invariant: it is seen and never told, for a clock in the ear would be louder than the captions.
import { watch } from './signal.ts';
import type { WidgetState } from './state.ts';

export type TimeLeft = {
  /** What the relay's clock says now. */
  heard(relayNowMs: number): void;
  stop(): void;
};

const minuteMs = 60_000;
/** Every step from one text to the next is at a multiple of it. */
const stepMs = 10_000;

function spelled(leftMs: number, lang: string): string {
  const [count, unit] =
    leftMs > 180 * minuteMs
      ? ([leftMs / (60 * minuteMs), 'hour'] as const)
      : leftMs > 1.5 * minuteMs
        ? ([leftMs / minuteMs, 'minute'] as const)
        : ([Math.ceil(leftMs / stepMs) * 10, 'second'] as const);
  return new Intl.RelativeTimeFormat(lang).format(Math.round(count), unit);
}

/** Keeps `state.timeLeft`. */
export function createTimeLeft({ status, timeLeft, tongue }: WidgetState): TimeLeft {
  let aheadMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopWatching: (() => void) | undefined;

  function stop(): void {
    clearTimeout(timer);
    stopWatching?.();
  }

  function look(): void {
    stop();
    stopWatching = watch(() => {
      const { lang, words } = tongue.value;
      const until = status.value?.until;
      if (until === undefined) return;
      const leftMs = until - aheadMs - Date.now();
      timeLeft.value = leftMs > 0 ? spelled(leftMs, lang) : words.timeUp;
      // A little later, so that the step is taken.
      if (leftMs > 0) timer = setTimeout(look, (leftMs % stepMs) + 1);
    }, look);
  }
  look();

  return {
    heard(relayNowMs) {
      aheadMs = relayNowMs - Date.now();
      look();
    },
    stop,
  };
}
