// All outboxes of one presenter: those that were left behind, and then its own. They take turns on the connection, each
// under its own publisher: the relay knows by its numbers what it has, so a record goes once, whoever sent it before.
// What is handed in is sent and kept at the same time. A program that dies in between has left a record that the relay has
// and nobody kept as settled, or one that is sent again under the same number; neither is lost or doubled.
import type { Draft } from '../protocol/records.ts';
import { createOutbox, type Outbox, type Publication } from './outbox.ts';
import type { KeptRecord, LeftOutbox, OutboxKeeper } from './outbox-keeper.ts';

export type OutboxesOptions = {
  readonly publisher: string;
  readonly keeper: OutboxKeeper | undefined;
  /** Says who publishes from now on; `welcome` answers. */
  hello(publisher: string): void;
  send(n: number, draft: Draft): boolean;
  onPublication(publication: Publication): void;
  /** Something could not be kept, or not be read. */
  onKeeperError(error: unknown): void;
};

export type Outboxes = Pick<Outbox, 'add' | 'pending'> & {
  /** There is a line to send on. */
  online(): void;
  offline(): void;
  /** The relay owes `next` to a publisher. Says whether this presenter's own turn has come. */
  welcome(publisher: string, next: number): boolean;
  /** Hands an answer of the relay to the outbox whose turn it is. */
  answered(tell: (outbox: Outbox) => void): void;
};

type Turn = { readonly publisher: string; readonly outbox: Outbox };

export function createOutboxes(options: OutboxesOptions): Outboxes {
  const { publisher, keeper, hello, send, onPublication, onKeeperError } = options;
  let keys = 0;
  let isOnline = false;
  /** Whose `hello` was answered on this line. */
  let bound: Turn | undefined;

  const loading = keeper?.load(publisher);
  let isLoaded = !loading;
  loading?.then(begin, (error: unknown) => {
    onKeeperError(error);
    begin([]);
  });
  const keep = (write: (kept: OutboxKeeper) => Promise<void>) => {
    if (keeper) write(keeper).catch(onKeeperError);
  };

  const turnOf = (who: string, left: readonly KeptRecord[]): Turn => ({
    publisher: who,
    outbox: createOutbox({
      send,
      ask: () => hello(who),
      onPublication,
      nextKey: () => ++keys,
      left,
      onKeep: (record) => keep((kept) => kept.put(who, record)),
      onSettled: (key) => keep((kept) => kept.remove(who, key)),
    }),
  });
  const own = turnOf(publisher, []);
  let turns: readonly Turn[] = [own];
  const sayHello = () => hello((turns[0] as Turn).publisher);

  function begin(left: readonly LeftOutbox[]): void {
    turns = [...left.map((one) => turnOf(one.publisher, one.records)), own];
    isLoaded = true;
    if (isOnline) sayHello();
  }

  /** Those that are through make way: what was handed in later waits until all before it is settled. */
  function turn(): void {
    if (bound === own || !bound || bound.outbox.pending() > 0) return;
    bound = undefined;
    turns = turns.slice(1);
    sayHello();
  }

  return {
    add: own.outbox.add,
    pending: () => turns.reduce((sum, { outbox }) => sum + outbox.pending(), 0),
    online() {
      isOnline = true;
      if (isLoaded) sayHello();
    },
    offline() {
      isOnline = false;
      bound?.outbox.offline();
      bound = undefined;
    },
    welcome(who, next) {
      const [first] = turns as readonly [Turn];
      // An answer to one whose turn is over says nothing about the next.
      if (who === first.publisher) {
        bound = first;
        bound.outbox.owe(next);
        turn();
      }
      return bound === own;
    },
    answered(tell) {
      if (!bound) return;
      tell(bound.outbox);
      turn();
    },
  };
}
