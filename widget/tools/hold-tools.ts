// What the reader has in hand for time: pause, resume, and back to what is said now. They stay in sight as long as the
// reader is behind, for words that do not come must never look like words that are not said.
import type { Desk, Tool } from './desk.ts';

export function holdTools({ hold, say, words, root, parts }: Desk): Tool[] {
  const { paused, waiting, behindMs } = hold;
  const isLate = () => paused.value || behindMs.value > 0;
  /** A button that goes away must not take the focus along. */
  const keepFocus = () => {
    const next = parts.state.toolsOpen.peek() ? '[data-tool=pause]' : '.head button';
    if (!isLate()) root.querySelector<HTMLElement>(next)?.focus();
  };
  return [
    {
      id: 'pause',
      name: ({ pause, resume }) => (paused.value ? resume : pause),
      note: ({ pausedWith, delayed }) =>
        paused.value
          ? pausedWith(waiting.value)
          : behindMs.value > 0 && delayed(Math.ceil(behindMs.value / 1000)),
      press() {
        if (paused.peek()) {
          hold.resume();
          return keepFocus();
        }
        hold.pause();
        say(words.peek().pausedWith(0));
      },
      stays: isLate,
    },
    {
      id: 'jump',
      name: ({ jumpToLive }) => jumpToLive,
      press() {
        hold.jumpToLive();
        keepFocus();
      },
      isHere: isLate,
      stays: isLate,
    },
  ];
}
