// What the console asks of a keeper: an outbox's records as any presenter does, and the text in the making.
import type { OutboxKeeper } from '../../client/outbox-keeper.ts';
import type { LineInTheMaking } from '../writing/composer.ts';

/** What stood in the field. */
export type KeptText = LineInTheMaking & { readonly text: string };

export type ConsoleKeeper = OutboxKeeper & {
  /** Keeps the text in the making in place of every one before; undefined when there is none. */
  putText(text: KeptText | undefined): Promise<void>;
  /** What was in the making when its page ended, the one begun first at the front, and given once; settles after `load`. */
  leftTexts(): Promise<readonly KeptText[]>;
};

export type KeeperPlace = {
  readonly relay: string;
  readonly session: string;
  /** The publisher that this tab was before it was loaded anew. */
  readonly before?: string | undefined;
  /** Something that was kept cannot be read any more, and was skipped. */
  onUnreadable(): void;
  /** Nothing is kept from now on: the browser took that away, or a newer version of this page needs it. */
  onLost(): void;
};

export type CreateKeeper = (place: KeeperPlace) => ConsoleKeeper;
