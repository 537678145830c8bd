// Following a session: every record once and in order, or a snapshot instead; and never a text that no longer stands.
import { describe, expect, it } from 'vitest';

import { createFollow, type SessionView, type ViewChange } from '../../client/follow.ts';
import { clientLimits } from '../../protocol/limits.ts';
import type { LogRecord } from '../../protocol/records.ts';
import type { Interim } from '../../protocol/live.ts';
import { resumeOf, snapshotOf } from '../helpers/fake-relay.ts';
import { line } from '../helpers/records.ts';

function start() {
  const changes: ViewChange[] = [];
  const views: SessionView[] = [];
  const gaps: string[] = [];
  const follow = createFollow({
    onChange(change, view) {
      changes.push(change);
      views.push(view);
    },
    onGap: (reason) => gaps.push(reason),
  });
  return {
    ...follow,
    changes,
    views,
    gaps,
    texts: () => follow.view().transcript.lines.map(({ text }) => text),
    interims: () => [...follow.view().interims.values()].map(({ text }) => text),
    records: (from: number, ...records: LogRecord[]) =>
      follow.receive({ type: 'events', from, cursor: `e.${from + records.length}.1`, records }),
    interim: (...interims: Interim[]) => follow.receive({ type: 'events', interims }),
  };
}
const whole = (id: string, add: string, rev = 1): Interim => ({ id, rev, keep: 0, add });

describe('a snapshot', () => {
  it('is what the reader sees now, and where it stands', () => {
    const { receive, view, cursor, changes } = start();
    expect(cursor()).toBeUndefined();
    const status = { type: 'status', level: 'info', text: 'hi', seq: 2, at: 2 } as const;
    receive(
      snapshotOf({
        cursor: 'e.7.ab',
        lines: [line(6, 'six')],
        status,
        clearedSeq: 3,
        interims: [whole('i', 'se')],
        typing: [{ name: 'Ann', leftMs: 900 }],
      }),
    );
    expect(cursor()).toBe('e.7.ab');
    expect(view().transcript).toEqual({
      seq: 7,
      lines: [line(6, 'six')],
      status,
      clearedSeq: 3,
      ended: false,
    });
    expect([...view().interims.values()]).toEqual([{ id: 'i', rev: 1, text: 'se' }]);
    expect(view().typing).toEqual([{ name: 'Ann', leftMs: 900 }]);
    expect(changes).toEqual([{ type: 'snapshot', reset: undefined }]);
  });

  it('that says reset replaces everything', () => {
    const { receive, records, texts, interim, interims, changes, cursor } = start();
    receive(snapshotOf());
    records(0, line(1, 'old'));
    interim(whole('i', 'half'));
    receive(snapshotOf({ reset: 'epoch', cursor: 'f.1.2', lines: [line(1, 'new')] }));
    expect(texts()).toEqual(['new']);
    expect(interims()).toEqual([]);
    expect(changes.at(-1)).toEqual({ type: 'snapshot', reset: 'epoch' });
    expect(cursor()).toBe('f.1.2');
  });
});

describe('records', () => {
  it('reach the reader once and in order, each as a change of its own', () => {
    const { receive, records, changes, texts, cursor } = start();
    receive(snapshotOf());
    records(0, line(1, 'one'), line(2, 'two'));
    records(2, line(3, 'ONE', { id: 'l1', rev: 2 }), { type: 'retract', id: 'l2', seq: 4, at: 4 });
    expect(changes.map(({ type }) => type)).toEqual(['snapshot', 'added', 'added', 'revised', 'retracted']);
    expect(texts()).toEqual(['ONE']);
    expect(cursor()).toBe('e.4.1');
  });

  it('that do not follow on are not taken: the place stays and a gap is told', () => {
    const { receive, records, texts, gaps, cursor } = start();
    receive(snapshotOf());
    records(0, line(1, 'one'));
    records(2, line(3, 'three'));
    records(0, line(1, 'one'));
    expect(gaps).toHaveLength(2);
    expect(texts()).toEqual(['one']);
    expect(cursor()).toBe('e.1.1');
  });

  it('of other tracks only move the place', () => {
    const { receive, gaps, records, cursor, texts } = start();
    receive(snapshotOf());
    receive({ type: 'events', from: 0, cursor: 'e.3.9', records: [] });
    expect(cursor()).toBe('e.3.9');
    records(3, line(4, 'four'));
    expect(gaps).toEqual([]);
    expect(texts()).toEqual(['four']);
  });

  it('are kept as a window of the last lines', () => {
    const { receive, records, view } = start();
    receive(snapshotOf());
    for (let seq = 1; seq <= clientLimits.clientLines + 5; seq++) records(seq - 1, line(seq, `t${seq}`));
    expect(view().transcript.lines).toHaveLength(clientLimits.clientLines);
    expect(view().transcript.lines[0]?.text).toBe('t6');
  });
});

describe('a beat', () => {
  it('that stands elsewhere tells a gap', () => {
    const { receive, gaps } = start();
    receive(snapshotOf({ cursor: 'e.4.1' }));
    receive({ type: 'beat', cursor: 'e.4.1', now: 1 });
    expect(gaps).toEqual([]);
    receive({ type: 'beat', cursor: 'e.5.1', now: 1 });
    expect(gaps).toEqual(['expected 4, got 5']);
  });
});

describe('a resume', () => {
  it('brings what was missed, says how many lines, and goes on from there', () => {
    const { receive, records, changes, texts, cursor, gaps } = start();
    receive(snapshotOf({ cursor: 'e.1.1', lines: [line(1, 'one')] }));
    receive(resumeOf({ cursor: 'e.3.1', records: [line(2, 'two'), { type: 'end', seq: 3, at: 3 }] }));
    expect(texts()).toEqual(['one', 'two']);
    expect(changes.slice(1).map(({ type }) => type)).toEqual(['resumed', 'added', 'ended', 'interim']);
    expect(changes[1]).toEqual({ type: 'resumed', missed: 1 });
    expect(cursor()).toBe('e.3.1');
    records(3, line(4, 'four'));
    expect(gaps).toEqual([]);
  });

  it('counts lines that are new, not their corrections', () => {
    const { receive, changes } = start();
    receive(snapshotOf({ cursor: 'e.1.1', lines: [line(1, 'one')] }));
    receive(resumeOf({ cursor: 'e.3.1', records: [line(2, 'ONE', { id: 'l1', rev: 2 }), line(3, 'three')] }));
    expect(changes).toContainEqual({ type: 'resumed', missed: 1 });
  });

  it('of several frames is told once all is here, with the number of all', () => {
    const { receive, records, interim, interims, changes, texts } = start();
    receive(snapshotOf());
    interim(whole('a', 'gone meanwhile'));
    receive(resumeOf({ more: true, cursor: 'e.2.1', records: [line(1, 'one'), line(2, 'two')] }));
    expect(interims()).toEqual([]);
    records(2, line(3, 'three'), line(4, 'ONE', { id: 'l1', rev: 2 }));
    expect(changes.map(({ type }) => type)).not.toContain('resumed');
    const live = { interims: [whole('b', 'lives')], whole: true as const, typing: [] };
    receive({ type: 'events', from: 4, cursor: 'e.5.1', records: [line(5, 'five')], ...live });
    expect(changes.filter(({ type }) => type === 'resumed')).toEqual([{ type: 'resumed', missed: 4 }]);
    expect(texts()).toEqual(['ONE', 'two', 'three', 'five']);
    expect(interims()).toEqual(['lives']);
  });

  it('that is cut off and goes on in the next counts what came before it too, and a snapshot ends it', () => {
    const { receive, changes } = start();
    receive(snapshotOf());
    receive(resumeOf({ more: true, cursor: 'e.1.1', records: [line(1, 'one')] }));
    receive(resumeOf({ cursor: 'e.2.1', records: [line(2, 'two')] }));
    expect(changes).toContainEqual({ type: 'resumed', missed: 2 });
    receive(resumeOf({ more: true, cursor: 'e.3.1', records: [line(3, 'three')] }));
    receive(snapshotOf({ reset: 'trimmed', cursor: 'e.3.1' }));
    receive({ type: 'events', from: 3, cursor: 'e.3.1', records: [], interims: [], whole: true });
    expect(changes.filter(({ type }) => type === 'resumed')).toHaveLength(1);
  });

  it('ends the interim texts of before, but those that live on', () => {
    const { receive, interim, interims, view } = start();
    receive(snapshotOf());
    interim(whole('a', 'gone meanwhile'), whole('b', 'stays'));
    receive(resumeOf({ interims: [whole('b', 'stays on', 9)], typing: [{ name: 'Ann', leftMs: 1 }] }));
    expect(interims()).toEqual(['stays on']);
    expect(view().typing).toEqual([{ name: 'Ann', leftMs: 1 }]);
  });
});

describe('interim text', () => {
  it('grows by deltas and keeps its voice', () => {
    const { receive, interim, view, changes } = start();
    receive(snapshotOf());
    interim({ ...whole('i', 'Good'), speaker: 'Ann' });
    interim({ id: 'i', rev: 2, keep: 4, add: ' mor' });
    interim({ id: 'i', rev: 3, keep: 5, add: 'day' });
    expect([...view().interims.values()]).toEqual([{ id: 'i', rev: 3, text: 'Good day', speaker: 'Ann' }]);
    expect(changes.slice(1)).toEqual([{ type: 'interim' }, { type: 'interim' }, { type: 'interim' }]);
  });

  it('whose base is not here is ignored until a whole text comes', () => {
    const { receive, interim, interims, changes } = start();
    receive(snapshotOf());
    interim({ id: 'i', rev: 5, keep: 3, add: 'x' });
    interim(whole('j', 'abc'));
    interim({ id: 'j', rev: 3, keep: 3, add: 'x' });
    interim({ id: 'j', rev: 2, keep: 4, add: 'x' });
    expect(interims()).toEqual(['abc']);
    expect(changes).toHaveLength(2);
    interim(whole('i', 'whole', 6));
    expect(interims()).toEqual(['abc', 'whole']);
  });

  it('is taken away by an empty text', () => {
    const { receive, interim, interims } = start();
    receive(snapshotOf());
    interim(whole('i', 'x'));
    interim(whole('i', '', 2));
    expect(interims()).toEqual([]);
  });

  it('ends in the same change in which its line is finished or retracted: nobody sees both', () => {
    const { receive, interim, records, views } = start();
    receive(snapshotOf());
    interim(whole('l1', 'one'), whole('l2', 'two'));
    records(0, line(1, 'one.'), { type: 'retract', id: 'l2', seq: 2, at: 2 });
    for (const { transcript, interims } of views) {
      for (const { id } of transcript.lines) expect(interims.has(id)).toBe(false);
    }
    expect(views.at(-1)?.interims.size).toBe(0);
  });
});

it('parts of the view that did not change keep their identity', () => {
  const { receive, records, interim, view } = start();
  receive(snapshotOf());
  const before = view();
  records(0, line(1, 'one'));
  expect(view().interims).toBe(before.interims);
  expect(view().typing).toBe(before.typing);
  const { transcript } = view();
  interim(whole('i', 'x'));
  receive({ type: 'events', typing: [] });
  expect(view().transcript).toBe(transcript);
});
