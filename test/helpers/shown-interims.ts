// What a reader shows in the making, from the frames of a raw connection.
import { applyInterim, type InterimTexts } from '../../client/interim-texts.ts';
import type { Wire } from './wire.ts';

export function shownInterims(wire: Wire): string[] {
  let texts: InterimTexts = new Map();
  for (const frame of wire.frames) {
    if (frame.type === 'snapshot' || frame.type === 'resume') texts = new Map();
    const interims = 'interims' in frame ? (frame.interims ?? []) : [];
    for (const record of 'records' in frame ? (frame.records ?? []) : []) {
      if ('id' in record) texts = new Map([...texts].filter(([id]) => id !== record.id));
    }
    texts = interims.reduce(applyInterim, texts);
  }
  return [...texts.values()].map(({ text }) => text);
}
