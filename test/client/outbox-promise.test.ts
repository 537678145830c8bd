// The promise of the outbox over any sequence of losses, refusals and gaps, against a relay that keeps the protocol.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { createOutbox } from '../../client/outbox.ts';
import { scaled } from '../helpers/effort.ts';
import { draft } from '../helpers/records.ts';

it('whatever is lost, refused or cut off, the log has every good record once and in order', () => {
  const happening = fc.constantFrom('add', 'add bad', 'deliver', 'answer', 'cut', 'connect');
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 80 }), (happenings) => {
      const log: string[] = [];
      let toRelay: ({ n: number; id: string } | 'hello')[] = [];
      let toClient: (() => void)[] = [];
      const outbox = createOutbox({
        send: (n, record) => toRelay.push({ n, id: 'id' in record ? record.id : '' }) > 0,
        ask: () => void toRelay.push('hello'),
        onPublication() {},
      });
      const deliver = () => {
        const message = toRelay.shift();
        if (!message) return;
        const next = log.length + 1;
        if (message === 'hello') toClient.push(() => outbox.owe(next));
        else if (message.id.startsWith('bad')) toClient.push(() => outbox.refused(message.n, 'invalid', ''));
        else if (message.n > next) toClient.push(() => outbox.expected(next));
        else {
          if (message.n === next) log.push(message.id);
          toClient.push(() => outbox.acked(message.n, message.n));
        }
      };
      const cut = () => {
        [toRelay, toClient] = [[], []];
        outbox.offline();
      };
      const connect = () => {
        cut();
        toRelay.push('hello');
      };
      let count = 0;
      const steps = {
        add: () => outbox.add(draft(`good${++count}`, 'x')),
        'add bad': () => outbox.add(draft(`bad${++count}`, 'x')),
        deliver,
        answer: () => toClient.shift()?.(),
        cut,
        connect,
      };
      const good: string[] = [];
      for (const step of happenings) {
        steps[step as keyof typeof steps]();
        if (step === 'add') good.push(`good${count}`);
      }
      connect();
      while (toRelay.length + toClient.length > 0) {
        deliver();
        toClient.shift()?.();
      }
      expect(log).toEqual(good);
      expect(outbox.pending()).toBe(0);
    }),
    { numRuns: scaled(2_000) },
  );
});
