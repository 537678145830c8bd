// Decides what assistive technology is told: finished lines once each, corrections as such, what was already said
// when joining and what is still being said never (a growing text takes a screen reader a minute to get through).
import type { SessionView, ViewChange } from '../client/follow.ts';
import type { Announcer } from './announcer.ts';
import { spokenLine } from './voice.ts';
import type { Tongue } from './words.ts';

export type NarratorOptions = {
  readonly announcer: Announcer;
  tongue(): Tongue;
  /** Whether things are announced by themselves. */
  enabled(): boolean;
};

export type Narrator = {
  change(change: ViewChange, view: SessionView): void;
  /** Everybody who is typing now. */
  typing(names: readonly string[]): void;
  /** A sentence of the widget's own. */
  say(text: string): void;
  stop(): void;
};

/** Typing is worth a word only when it lasts. */
const typingMs = 2_000;

export function createNarrator({ announcer, tongue, enabled }: NarratorOptions): Narrator {
  const bursts = new Map<string, ReturnType<typeof setTimeout>>();
  let joined = false;
  let speaker: string | undefined;

  const say = (text: string) => {
    if (enabled()) announcer.say('status', text, tongue().lang);
  };

  return {
    say,
    change(change, { transcript }) {
      if (!enabled()) return;
      const { words } = tongue();
      switch (change.type) {
        case 'snapshot':
          if (!joined) say(words.connected);
          joined = true;
          // The speaker of a line that was not announced is not known to the listener.
          speaker = undefined;
          break;
        case 'added': {
          const { line } = change;
          if (line.seq <= transcript.clearedSeq) break;
          announcer.line(spokenLine(line, line.speaker !== speaker), line.lang);
          speaker = line.speaker;
          break;
        }
        case 'revised': {
          const { line, before } = change;
          const text = spokenLine(line, line.speaker !== before.speaker);
          // A revision that changes nothing to hear is not one.
          if (text !== spokenLine(before, false)) announcer.line(words.correction(text), line.lang);
          break;
        }
        case 'status': {
          const { level, text } = change.status;
          if (level === 'alert') announcer.say(level, text);
          // Assistive technology says by itself that an alert is one; of a warning it knows nothing.
          else announcer.say('status', level === 'info' ? text : `${words.level[level]}: ${text}`);
        }
      }
    },
    typing(names) {
      for (const [name, timer] of bursts) {
        if (names.includes(name)) continue;
        clearTimeout(timer);
        bursts.delete(name);
      }
      for (const name of names) {
        if (bursts.has(name)) continue;
        bursts.set(
          name,
          setTimeout(() => {
            const { words } = tongue();
            say(words.typing([name || words.someone]));
          }, typingMs),
        );
      }
    },
    stop() {
      for (const timer of bursts.values()) clearTimeout(timer);
      bursts.clear();
      announcer.clear();
    },
  };
}
