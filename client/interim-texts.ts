// Interim texts as a client holds them: deltas applied, one whole text per line id, in the order they began.
// A delta whose base is not here is dropped: the relay sends the whole text to who lacks it (PROTOCOL.md, "Interim text").
import { applyDelta } from '../protocol/delta.ts';
import type { Interim } from '../protocol/live.ts';

/** One line in the making. */
export type InterimText = Omit<Interim, 'keep' | 'add'> & { readonly text: string };
export type InterimTexts = ReadonlyMap<string, InterimText>;

/** The texts after one more interim message; the same map when nothing changed. */
export function applyInterim(texts: InterimTexts, { keep, add, ...voice }: Interim): InterimTexts {
  const before = texts.get(voice.id);
  const fits = keep === 0 || before?.rev === voice.rev - 1;
  const text = fits ? applyDelta(before?.text ?? '', { keep, add }) : undefined;
  if (text === undefined) return texts;
  const next = new Map(texts);
  if (text === '') next.delete(voice.id);
  else next.set(voice.id, keep ? { ...before, ...voice, text } : { ...voice, text });
  return next;
}

/** The texts without the one that a finished line or a retraction ended. */
export function endInterim(texts: InterimTexts, id: string): InterimTexts {
  if (!texts.has(id)) return texts;
  const next = new Map(texts);
  next.delete(id);
  return next;
}
