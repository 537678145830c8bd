// How the floor reads to the captioner: who is live, and whether what is typed here reaches anybody.
import { clientLimits } from '../../protocol/limits.ts';
import type { Captioner } from '../../protocol/live.ts';
import type { ConsoleState } from '../console-state.ts';
import type { Floor } from './floor.ts';

/** A captioner's name; those without one have a number. */
export function nameOf({ id, name }: Captioner, all: readonly Captioner[]): string {
  return name || `Captioner ${all.findIndex((one) => one.id === id) + 1}`;
}

type FloorWords = { readonly title: string; readonly detail: string };

export function floorWords({ captioners, live, stand, offRecord }: Floor): FloorWords {
  if (offRecord.value) {
    return {
      title: 'Off the record',
      detail: 'Nothing that is typed goes out, from any console. Viewers are told.',
    };
  }
  const other = captioners.value.find(({ id }) => id === live.value);
  if (stand.value === 'standby') {
    const detail = other
      ? `${nameOf(other, captioners.value)} is live. What you type is shown to captioners only.`
      : 'Nobody is live. Take over to caption.';
    return { title: 'On standby', detail };
  }
  if (stand.value === 'live') return { title: 'Live', detail: 'You are live, the others are on standby.' };
  return {
    title: 'Live',
    detail:
      captioners.value.length > 1
        ? 'Viewers see every keystroke. The lines of all captioners go out.'
        : 'You are the only captioner here.',
  };
}

/** Why no new line is taken now, in a sentence. */
export function whyNotTaken({ floor }: Pick<ConsoleState, 'floor'>): string {
  if (floor.offRecord.peek()) return 'Off the record: nothing goes out.';
  if (floor.stand.peek() === 'standby') return 'You are on standby: take over to publish.';
  return `${clientLimits.outboxMessages} lines wait for the relay, no more are taken.`;
}
