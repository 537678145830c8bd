// The connection as a captioner knows it: the client's states, and why it ended in terms of what helps now.
// Everything here is words and data; what is drawn is decided in connection-bar.tsx.
import { closeCodes } from '../protocol/codes.ts';
import { timeOfDay } from './draft-words.ts';

export type ClosedWhy =
  /** The relay does not take the token. */
  | 'forbidden'
  /** The token's time is over. */
  | 'expired'
  /** The token is good, but only for reading. */
  | 'viewer-link'
  /** Anything else. */
  | 'ended';

export type ConsoleConnection =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'live' }
  /** `sinceMs`: local UTC milliseconds. */
  | { readonly phase: 'lost'; readonly sinceMs: number }
  | { readonly phase: 'closed'; readonly why: ClosedWhy; readonly reason: string };

export type ConnectionWords = {
  readonly title: string;
  readonly detail: string;
  /** What the button does that starts again; no button without it. */
  readonly again?: string;
};

/** What a close code means here. */
export function whyClosed(code: number): ClosedWhy {
  if (code === closeCodes.forbidden) return 'forbidden';
  if (code === closeCodes.tokenExpired) return 'expired';
  return 'ended';
}

const closedWords: Record<ClosedWhy, (reason: string) => ConnectionWords> = {
  forbidden: () => ({
    title: 'Link not accepted',
    detail: 'The relay does not accept this link. Ask for a new presenter link and open it in this tab.',
    again: 'Try again',
  }),
  expired: () => ({
    title: 'Link has run out',
    detail: 'The time of this link is over. Ask for a new presenter link and open it in this tab.',
  }),
  'viewer-link': () => ({
    title: 'Reading only',
    detail: 'This link is for viewers and cannot send. Ask for a presenter link and open it in this tab.',
  }),
  ended: (reason) => ({
    title: 'Connection ended',
    detail: `The relay ended the connection${reason ? ` (${reason})` : ''}.`,
    again: 'Connect again',
  }),
};

/** `1 line waits`, `3 lines wait`. */
export function linesWait(count: number): string {
  return count === 1 ? '1 line waits' : `${count} lines wait`;
}

/** @param ended whether the session is over. */
export function connectionWords(connection: ConsoleConnection, ended: boolean): ConnectionWords {
  switch (connection.phase) {
    case 'connecting':
      return {
        title: 'Connecting…',
        detail: 'You can type already: lines are kept and sent once the relay answers.',
      };
    case 'live':
      return ended
        ? {
            title: 'Session ended',
            detail: 'Viewers are told that it is over. The next line you finish opens it again.',
          }
        : { title: 'Live', detail: 'Viewers see every keystroke.' };
    case 'lost':
      return {
        title: 'Reconnecting…',
        detail: `Away since ${timeOfDay(connection.sinceMs)}. Keep typing: lines are kept and sent when the relay is back.`,
        again: 'Try now',
      };
    case 'closed':
      return closedWords[connection.why](connection.reason);
  }
}
