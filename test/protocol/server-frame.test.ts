// How messages are spelled in frames: as they are, and the growth of one interim text as its four fields.
import { describe, expect, it } from 'vitest';

import { growthJson, readServerFrame } from '../../protocol/server-frame.ts';
import type { Logged } from '../../relay/engines/contract.ts';
import { flushFrames } from '../../relay/sessions/event-frames.ts';
import type { InterimChange } from '../../relay/sessions/interim-store.ts';
import { textOf } from '../helpers/frame-text.ts';

const grown = { id: 'l1', rev: 12, keep: 40, add: '😀 "words"\n' };

describe('a frame', () => {
  it('that spells a growth is read as the events that it stands for', () => {
    expect(growthJson(grown)).toBe('["l1",12,40,"😀 \\"words\\"\\n"]');
    expect(readServerFrame(growthJson(grown))).toEqual({ type: 'events', interims: [grown] });
  });

  it('that spells anything else is read as it is', () => {
    const beat = { type: 'beat', cursor: 'e.1.2', now: 3 };
    expect(readServerFrame(JSON.stringify(beat))).toEqual(beat);
  });

  it('that is no JSON cannot be read', () => {
    expect(() => readServerFrame('{')).toThrow(SyntaxError);
  });
});

describe('a flush', () => {
  const main = (interim: InterimChange['interim']): InterimChange => ({ track: 'main', interim });
  const logged: Logged = {
    record: { type: 'end', seq: 1, at: 1 },
    json: '{"type":"end","seq":1,"at":1}',
    cursor: { epoch: 'e', seq: 1, sum: 1 },
  };
  const jsonOf = (changes: InterimChange[], more: object = {}) => {
    const flush = { from: 0, records: [], changes, typing: undefined, whole: () => changes, ...more };
    const frame = flushFrames(flush, undefined).level();
    return frame && textOf(frame);
  };

  it('of one text that grew is the short spelling', () => {
    expect(jsonOf([main(grown)])).toBe(growthJson(grown));
  });

  it.each([
    ['a whole text', [main({ ...grown, keep: 0 })], {}],
    ['two texts', [main(grown), main({ ...grown, id: 'l2' })], {}],
    ['a record beside it', [main(grown)], { records: [logged] }],
    ['typing beside it', [main(grown)], { typing: [] }],
  ])('with %s is spelled out', (_, changes, more) => {
    const json = jsonOf(changes, more) as string;
    expect(json).toMatch(/^\{"type":"events"/);
    expect(readServerFrame(json)).toMatchObject({ interims: changes.map(({ interim }) => interim) });
  });
});
