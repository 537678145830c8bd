// A record that went twice on one line is answered twice: the second refusal is still its own, whatever record has its
// number by then.
import { expect, it } from 'vitest';

import { createOutbox, type Publication } from '../../client/outbox.ts';
import { draft } from '../helpers/records.ts';

function startOutbox() {
  const sent: string[] = [];
  const told: string[] = [];
  const outbox = createOutbox({
    ask: () => void sent.push('hello'),
    send: (n, record) => sent.push(`${n} ${'id' in record ? record.id : ''}`) > 0,
    onPublication: ({ draft, state }: Publication) =>
      void told.push(`${'id' in draft ? draft.id : ''} ${state}`),
  });
  return { outbox, sent, told, add: (id: string) => outbox.add(draft(id, 'x')) };
}

it('the next record is not refused for the one before it, which went twice and was refused twice', () => {
  const { outbox, sent, told, add } = startOutbox();
  outbox.owe(1);
  add('good');
  add('bad');
  outbox.expected(1);
  expect(sent).toEqual(['1 good', '2 bad', '1 good', '2 bad']);
  outbox.refused(2, 'text-empty', '');
  add('next');
  expect(sent.slice(4)).toEqual(['hello']);
  outbox.acked(1, 1);
  outbox.refused(2, 'text-empty', '');
  outbox.owe(2);
  outbox.acked(2, 2);
  expect(sent.slice(4)).toEqual(['hello', '2 next']);
  expect(told.filter((one) => /acked|refused/.test(one))).toEqual([
    'bad refused',
    'good acked',
    'next acked',
  ]);
  expect(outbox.pending()).toBe(0);
});

it('where nothing went twice, a refusal at the end needs no question', () => {
  const { outbox, sent, add } = startOutbox();
  outbox.owe(1);
  add('bad');
  outbox.refused(1, 'text-empty', '');
  add('next');
  expect(sent).toEqual(['1 bad', '1 next']);
});
