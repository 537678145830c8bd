import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { closeCodes } from '../../protocol/codes.ts';
import { line } from '../helpers/records.ts';
import { until } from '../helpers/until.ts';
import { clearPage, putOnPage, rendered } from './on-page.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

const later = async (ms: number) => {
  await vi.advanceTimersByTimeAsync(ms);
  await rendered();
};

describe('the words about the connection', () => {
  const foot = async (happens: (page: ReturnType<typeof putOnPage>) => void | Promise<void>, waitMs = 0) => {
    const page = putOnPage();
    await rendered();
    await happens(page);
    await later(waitMs);
    return page.find('.foot')?.textContent;
  };

  it('say reconnecting when the relay was down from the start, and go when it is up', async () => {
    const words = await foot(async ({ relay, find }) => {
      relay.drop();
      await later(2_100);
      expect(find('.foot')?.textContent).toBe('Reconnecting…');
      await until(() => expect(relay.isConnected()).toBe(true));
      relay.snapshot();
    });
    expect(words).toBe('');
  });

  it('do not mention a loss that is over within 2 s and cost nothing', async () => {
    const words = await foot(async ({ relay }) => {
      relay.snapshot();
      relay.drop();
      await later(10);
      relay.resume();
    });
    expect(words).toBe('');
  });

  it('say how many lines were missed, for a while', async () => {
    const words = await foot(async ({ relay, find, texts }) => {
      relay.snapshot();
      relay.drop();
      await later(10);
      relay.resume([line(1, 'One'), line(2, 'Two'), line(3, 'Three')]);
      await rendered();
      expect(find('.foot')?.textContent).toBe('Captions are back, with 3 lines that you missed');
      expect(texts()).toEqual(['One', 'Two', 'Three']);
    }, 8_100);
    expect(words).toBe('');
  });

  it('admit a gap', async () => {
    const words = await foot(async ({ relay }) => {
      relay.snapshot();
      relay.drop();
      await later(10);
      relay.snapshot({ lines: [line(9, 'Nine')], reset: 'epoch' });
    });
    expect(words).toBe('Captions are back. Some lines may be missing');
  });

  it('say that the captions have ended', async () => {
    expect(
      await foot(({ relay }) => {
        relay.snapshot();
        relay.addRecords({ type: 'end' });
      }),
    ).toBe('The captions have ended');
  });

  it('say why captions are refused', async () => {
    expect(await foot(({ relay }) => relay.drop(closeCodes.forbidden, 'no token'))).toContain(
      'ask for a link',
    );
  });

  it('say that a link has expired, in words and not in codes, to eyes and ears', async () => {
    let told: string[] = [];
    const words = await foot(async (page) => {
      page.relay.snapshot();
      page.relay.drop(closeCodes.tokenExpired, 'the token has expired');
      await later(500);
      told = page.told('status');
    });
    expect(words).toBe('This link has expired: ask for a new one');
    expect(told).toContain(words);
  });

  it.each([closeCodes.tooLarge, closeCodes.malformed])(
    'say what helps after %i, not what was wrong',
    async (code) => {
      expect(await foot(({ relay }) => relay.drop(code, 'RangeError'))).toBe(
        'Something went wrong: reload this page',
      );
    },
  );

  it('give the reason of an end that has no words of its own', async () => {
    expect(await foot(({ relay }) => relay.drop(4503, 'the hall is closed'))).toBe(
      'The captions were stopped: the hall is closed',
    );
  });

  it('let typing expire by itself', async () => {
    const words = await foot(async ({ relay, find }) => {
      relay.snapshot();
      relay.typing({ name: 'Maya', leftMs: 3_000 }, { name: 'Tom', leftMs: 1_000 });
      await rendered();
      expect(find('.foot')?.textContent).toBe('Maya and Tom are typing…');
      await later(1_100);
      expect(find('.foot')?.textContent).toBe('Maya is typing…');
    }, 2_000);
    expect(words).toBe('');
  });

  it('do not say that somebody types while nobody can know', async () => {
    expect(
      await foot(({ relay }) => {
        relay.snapshot();
        relay.typing({ name: 'Maya', leftMs: 60_000 });
        relay.drop();
      }),
    ).toBe('');
  });
});
