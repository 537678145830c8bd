// Cues that cannot be sent as they are: words and names that are too long, and phrases that are shown again and again.
import { describe, expect, it } from 'vitest';

import { outcome, read, texts, vtt } from '../helpers/read-webvtt.ts';

describe('what is longer than may be sent', () => {
  it('is cut into lines between words, each with its share of the time', () => {
    const words = Array.from({ length: 600 }, (_, at) => `word${at}`).join(' ');
    const cues = vtt(words);
    expect(cues.length).toBeGreaterThan(1);
    expect(texts(cues).join(' ')).toBe(words);
    expect(cues[0]?.startMs).toBe(1_000);
    expect(cues.at(-1)?.endMs).toBe(2_500);
    for (const [at, cue] of cues.slice(1).entries()) expect(cue.startMs).toBe(cues[at]?.endMs);
  });

  it('as a name is cut, and that is said; the words stay', () => {
    const name = 'Committee on Roads, '.repeat(9);
    const { cues, faults } = read(`\n\n00:01.000 --> 00:02.500\n<v ${name}>Hello`);
    expect(cues).toMatchObject([{ text: 'Hello', speaker: expect.stringMatching(/^Committee.{60,71}$/) }]);
    expect(faults).toMatchObject([{ row: 3 }]);
  });
});

describe('automatic captions that roll up', () => {
  const rolling = `

00:00.100 --> 00:02.430 align:start position:0%
 
today<00:00.500><c> we</c><00:01.000><c> talk</c>

00:02.430 --> 00:02.440 align:start position:0%
today we talk
 

00:02.440 --> 00:05.000 align:start position:0%
today we talk
about<00:03.000><c> locks</c>

00:05.000 --> 00:05.010 align:start position:0%
about locks
 

00:05.010 --> 00:07.000 align:start position:0%
about locks
about<00:06.000><c> locks</c>
`;

  it('give each phrase once, for as long as it stood, and a phrase that is said again once more', () => {
    expect(read(rolling).cues).toEqual([
      { startMs: 100, endMs: 2_440, text: 'today we talk' },
      { startMs: 2_440, endMs: 5_010, text: 'about locks' },
      { startMs: 5_010, endMs: 7_000, text: 'about locks' },
    ]);
  });

  it('are told by their times: what somebody says twice in another file is said twice', () => {
    expect(
      outcome(`

00:01.000 --> 00:02.000
No.

00:02.000 --> 00:03.000
No.
`).texts,
    ).toEqual(['No.', 'No.']);
  });
});
