// What the head of the page says: how the connection stands, whether the session is over, and whether what is typed here
// goes out. The one place where they are weighed against each other.
import { type ConnectionWords, connectionWords } from './console-connection.ts';
import type { ConsoleState } from './console-state.ts';
import type { IconName } from './icons.tsx';
import { floorWords } from './team/floor-words.ts';

export type HeadWords = ConnectionWords & {
  readonly look: 'connecting' | 'live' | 'lost' | 'closed' | 'over' | 'off-air';
  readonly icon: IconName;
};

export function headWords({ connection, ended, floor }: ConsoleState): HeadWords {
  const { phase } = connection.value;
  const words = connectionWords(connection.value, ended.value);
  if (phase === 'closed') return { ...words, look: phase, icon: phase };
  const { title, detail } = floorWords(floor);
  if (!floor.onAir.value) return { title, detail, look: 'off-air', icon: 'stopped' };
  if (phase !== 'live') return { ...words, look: phase, icon: phase };
  if (ended.value) return { ...words, look: 'over', icon: 'stopped' };
  // One captioner alone has no floor to think of.
  return {
    title: words.title,
    detail: floor.captioners.value.length > 1 ? detail : words.detail,
    look: 'live',
    icon: 'live',
  };
}
