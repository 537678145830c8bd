// The promise of a presenter's outboxes over any sequence of losses, refusals and ends of programs, with a keeper that is as
// fast as they are, and with one whose last writes a program takes with it when it dies.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import type { Publication } from '../../client/index.ts';
import { createOutboxes } from '../../client/outboxes.ts';
import { scaled } from '../helpers/effort.ts';
import { createMemoryShelf } from '../helpers/memory-keeper.ts';
import { draft } from '../helpers/records.ts';

async function play(happenings: readonly string[], isSlow: boolean) {
  const shelf = createMemoryShelf();
  const log: string[] = [];
  const owed = new Map<string, number>();
  const handedIn: string[] = [];
  const kept = new Set<string>();
  const finished = new Set<string>();
  let programs = 0;
  let toRelay: ({ n: number; id: string } | { hello: string })[] = [];
  let toClient: (() => void)[] = [];
  let writes: (() => Promise<void>)[] = [];
  let bound = '';

  function start() {
    const keeper = shelf.keeper();
    // A program that dies takes with it what it had not written yet.
    const later = (write: () => Promise<void>) => {
      if (!isSlow) return write();
      writes.push(write);
      return Promise.resolve();
    };
    const outboxes = createOutboxes({
      publisher: `program${++programs}`,
      keeper: {
        ...keeper,
        put: (publisher, record) =>
          later(() => {
            if ('id' in record.draft) kept.add(record.draft.id);
            return keeper.put(publisher, record);
          }),
        remove: (publisher, key) => later(() => keeper.remove(publisher, key)),
      },
      hello: (hello) => void toRelay.push({ hello }),
      send: (n, record) => toRelay.push({ n, id: 'id' in record ? record.id : '' }) > 0,
      onPublication({ state, draft: record }: Publication) {
        if (state === 'acked' && 'id' in record) finished.add(record.id);
      },
      onKeeperError(error) {
        throw error;
      },
    });
    return { keeper, outboxes };
  }
  let { keeper, outboxes } = start();
  const deliver = () => {
    const message = toRelay.shift();
    if (!message) return;
    if ('hello' in message) bound = message.hello;
    const publisher = bound;
    const next = owed.get(publisher) ?? 1;
    if ('hello' in message) {
      toClient.push(() => outboxes.welcome(publisher, next));
      return;
    }
    const { n, id } = message;
    if (id.startsWith('bad')) {
      toClient.push(() => outboxes.answered((outbox) => outbox.refused(n, 'invalid', '')));
    } else if (n > next) {
      toClient.push(() => outboxes.answered((outbox) => outbox.expected(next)));
    } else {
      if (n === next) {
        log.push(id);
        owed.set(publisher, n + 1);
      }
      toClient.push(() => outboxes.answered((outbox) => outbox.acked(n, n)));
    }
  };
  const cut = () => {
    [toRelay, toClient] = [[], []];
    outboxes.offline();
  };
  const add = (name: string) => {
    handedIn.push(`${name}${handedIn.length}`);
    outboxes.add(draft(handedIn.at(-1) as string, 'x'));
  };
  const steps: Record<string, () => unknown> = {
    add: () => add('good'),
    bad: () => add('bad'),
    deliver,
    answer: () => toClient.shift()?.(),
    cut,
    connect() {
      cut();
      outboxes.online();
    },
    keep: () => writes.shift()?.(),
    die() {
      cut();
      writes = [];
      keeper.close();
      ({ keeper, outboxes } = start());
    },
  };
  for (const step of happenings) await steps[step]?.();
  steps.connect?.();
  // What was left behind is told a few turns later.
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  while (toRelay.length + toClient.length > 0) {
    deliver();
    toClient.shift()?.();
  }
  expect(outboxes.pending()).toBe(0);
  return { log, handedIn, kept, finished };
}

const isGood = (id: string) => id.startsWith('good');
const happening = fc.constantFrom('add', 'bad', 'deliver', 'answer', 'cut', 'connect', 'keep', 'die');
const check = (claim: (happenings: readonly string[]) => Promise<void>) =>
  fc.assert(fc.asyncProperty(fc.array(happening, { maxLength: 80 }), claim), { numRuns: scaled(2_000) });

it('whenever a program dies, the log has every good record once and in order', () =>
  check(async (happenings) => {
    const { log, handedIn } = await play(happenings, false);
    expect(log).toEqual(handedIn.filter(isGood));
  }));

it('whenever one dies that had not kept its last records, no other is lost, and readers see none twice', () =>
  check(async (happenings) => {
    const { log, handedIn, kept, finished } = await play(happenings, true);
    // What stands twice has the same id and revision; the fold shows the first.
    const seen = [...new Set(log)];
    expect(seen).toEqual(handedIn.filter((id) => seen.includes(id)));
    for (const id of [...kept, ...finished].filter(isGood)) expect(seen).toContain(id);
  }));
