// Sends finished words as lines of their own, past the field: what is in the making there stays as it is.
import type { Voice } from '../../client/outgoing-interims.ts';
import { newId } from '../../client/new-id.ts';
import { limits } from '../../protocol/limits.ts';
import { cleanText } from '../../protocol/text.ts';
import { whyNotTaken } from '../team/floor-words.ts';
import { splitText } from '../../protocol/line-splitter.ts';
import type { Desk } from './desk.ts';

/** Words and what they say about themselves. */
export type ReadyLine = Voice & { readonly text: string };

/** Sends a line; several where it is too long for one. False, and said aloud, when no more are taken. */
export function sendLine({ state, announcer }: Desk, { text, ...voice }: ReadyLine): boolean {
  for (const piece of splitText(cleanText(text).trim(), limits.textCodePoints)) {
    const draft = {
      type: 'line',
      id: newId(),
      rev: 1,
      text: piece.trim(),
      at: Date.now(),
      ...voice,
    } as const;
    if (state.publish(draft)) continue;
    announcer.alarm(whyNotTaken(state));
    return false;
  }
  return true;
}
