// The schemas of what clients send: every message that the design allows is taken, anything else is not.
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';

import { clientMessageRoles, clientMessageSchemas } from '../../protocol/client-messages.ts';
import { limits } from '../../protocol/limits.ts';
import { RecordSchema, trackOf } from '../../protocol/records.ts';
import { line } from '../helpers/records.ts';

const checks = new Map(Object.entries(clientMessageSchemas).map(([type, schema]) => [type, Compile(schema)]));
const takes = (message: { type: string }) => checks.get(message.type)?.Check(message);

const said = { type: 'line', id: 'l1', rev: 1, text: 'Hello' } as const;
const publish = (record: object, n: unknown = 1) => ({ type: 'publish', n, record });
const interim = (more: object) => ({ type: 'interim', id: 'i1', rev: 1, keep: 0, add: 'Hel', ...more });

const valid = [
  { type: 'hello', publisher: 'ann' },
  { type: 'hello', publisher: 'A.b:c-d_9', name: 'Ann Øre' },
  publish(said),
  publish({ ...said, speaker: 'Ann', lang: 'pt-BR', track: 'fr', kind: 'music', at: 1_700_000_000_000 }),
  publish({ ...said, rev: 7, text: '♪\nla la' }, 9_007_199_254_740_991),
  publish({ ...said, text: '😀'.repeat(limits.textCodePoints) }),
  publish({ type: 'retract', id: 'l1' }),
  publish({ type: 'status', level: 'alert', text: 'Fire' }),
  publish({ type: 'clear', scope: 'screen' }),
  publish({ type: 'clear', scope: 'status', at: 0 }),
  publish({ type: 'end' }),
  interim({}),
  interim({ rev: 2, keep: 3, add: 'lo' }),
  interim({ add: '', speaker: 'Ann', lang: 'zh-Hant-TW', track: 'zh', kind: 'speech' }),
  { type: 'typing', typing: true, name: 'Ann' },
  { type: 'typing', typing: false },
  { type: 'clock', sentAt: 0 },
  { type: 'tracks', tracks: ['main', 'fr'] },
  { type: 'signal', signal: 'fast' },
];

const invalid: [string, { type: string }][] = [
  ['an empty publisher', { type: 'hello', publisher: '' } as { type: string }],
  ['a publisher with a space', { type: 'hello', publisher: 'a b' } as { type: string }],
  ['an endless publisher', { type: 'hello', publisher: 'a'.repeat(65) } as { type: string }],
  ['a publisher with a line end', { type: 'hello', publisher: 'a\n' } as { type: string }],
  ['number 0', publish(said, 0)],
  ['a broken number', publish(said, 1.5)],
  ['a number as text', publish(said, '1')],
  ['no number', { type: 'publish', record: said } as { type: string }],
  ['no record', publish(null as unknown as object)],
  ['an unknown record', publish({ type: 'shout', text: 'x' })],
  ['revision 0', publish({ ...said, rev: 0 })],
  ['a line without id', publish({ type: 'line', rev: 1, text: 'x' })],
  ['a line that numbers itself', publish({ ...said, seq: 4 })],
  ['a text that is none', publish({ ...said, text: 7 })],
  ['a language that is none', publish({ ...said, lang: 'en us' })],
  ['an unknown kind', publish({ ...said, kind: 'noise' })],
  ['a time before 1970', publish({ ...said, at: -1 })],
  ['a time after the end of time', publish({ ...said, at: 8.65e15 })],
  ['an unknown level', publish({ type: 'status', level: 'panic', text: 'x' })],
  ['an unknown scope', publish({ type: 'clear', scope: 'all' })],
  ['a negative delta', interim({ keep: -1 })],
  ['a typing that is neither', { type: 'typing', typing: 'yes' } as { type: string }],
  ['an unknown signal', { type: 'signal', signal: 'boring' } as { type: string }],
  ['no tracks', { type: 'tracks', tracks: [] } as { type: string }],
  ['too many tracks', { type: 'tracks', tracks: Array(9).fill('a') } as { type: string }],
];

describe('client messages', () => {
  it.each(valid.map((message) => [JSON.stringify(message).slice(0, 90), message]))(
    'take %s',
    (_, message) => {
      expect(takes(message)).toBe(true);
    },
  );

  it.each(invalid)('refuse %s', (_, message) => {
    expect(takes(message)).toBe(false);
  });

  it('refuse a field that is not theirs, also inside a record', () => {
    for (const message of valid) {
      expect(takes(Object.assign({ extra: 1 }, message))).toBe(false);
      if (!('record' in message)) continue;
      expect(takes(publish({ ...(message.record as object), extra: 1 }))).toBe(false);
    }
  });

  it('each name the roles that may send them; a viewer may only choose its tracks, renew its token, signal and reply', () => {
    expect(Object.keys(clientMessageRoles).sort()).toEqual(Object.keys(clientMessageSchemas).sort());
    const viewers = Object.entries(clientMessageRoles).filter(([, roles]) =>
      roles.includes('viewer' as never),
    );
    expect(viewers.map(([type]) => type)).toEqual(['tracks', 'auth', 'signal', 'reply', 'reply-typing']);
  });
});

describe('records', () => {
  it('carry number and time, and nothing that is not theirs', () => {
    const record = Compile(RecordSchema);
    expect(record.Check(line(1, 'Hello'))).toBe(true);
    expect(record.Check({ ...line(1, 'Hello'), seq: 0 })).toBe(false);
    expect(record.Check({ ...line(1, 'Hello'), extra: true })).toBe(false);
    expect(record.Check(said)).toBe(false);
  });

  it('belong to the main track unless they name another; what is not a line concerns all', () => {
    expect(trackOf(line(1, 'x'))).toBe('main');
    expect(trackOf(line(1, 'x', { track: 'fr' }))).toBe('fr');
    expect(trackOf({ type: 'end', seq: 1, at: 1 })).toBeUndefined();
  });
});
