// Playing a caption file into a real relay, as `replay` does: each cue once, in order, with its words as they grow.
import { describe, expect, it, onTestFinished } from 'vitest';

import { parseCaptionFile } from '../../cli/caption-file.ts';
import { connectPresenter } from '../../cli/node-presenter.ts';
import { play } from '../../cli/player.ts';
import type { CaptionText } from '../../formats/caption-file.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

const talk = parseCaptionFile(
  'talk.vtt',
  `WEBVTT
Language: en

00:00.000 --> 00:10.000
♪ Bells ♪

00:10.000 --> 00:20.000
<v Ann>Good evening,
and welcome.</v>

00:20.000 --> 00:30.000
<v Bob>Thank you,</v> <v Ann>and &amp; so on.</v>

00:30.000 --> 00:40.000
<lang fr>Bonsoir</lang>
`,
);

async function start() {
  const relay = await startRelay();
  const viewer = await relay.view('talk');
  const token = await relay.invite({ session: 'talk', role: 'presenter' });
  const { presenter } = await connectPresenter({ relay: relay.url, session: 'talk', token });
  onTestFinished(presenter.close);
  const stopping = new AbortController();
  const options = {
    presenter,
    file: talk,
    speed: 1_000,
    interim: false,
    loop: false,
    signal: stopping.signal,
  };
  return { viewer, presenter, stopping, options };
}

const said = [
  { text: '♪ Bells ♪', kind: 'music', lang: 'en' },
  { text: 'Good evening,\nand welcome.', speaker: 'Ann', lang: 'en' },
  { text: 'Thank you,', speaker: 'Bob', lang: 'en' },
  { text: 'and & so on.', speaker: 'Ann', lang: 'en' },
  { text: 'Bonsoir', lang: 'fr' },
];

describe('a file that is played', () => {
  it.each([false, true])('arrives cue by cue, once and in order (interim: %s)', async (interim) => {
    const { viewer, presenter, options } = await start();
    const done: number[] = [];
    await play({ ...options, interim, onLine: (count) => done.push(count) });
    await presenter.settled();
    await until(() => expect(viewer.records()).toHaveLength(5));
    expect(viewer.records()).toMatchObject(said);
    const times = viewer.records().map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(done).toEqual([1, 2, 3, 4, 5]);
  });

  it('grows word by word, and every reader ends with the line alone', async () => {
    const { viewer, presenter, options } = await start();
    await play({ ...options, speed: 100, interim: true });
    await presenter.settled();
    await until(() => expect(viewer.texts()).toHaveLength(5));
    expect(viewer.interims().length).toBeGreaterThan(4);
    expect(
      viewer
        .interims()
        .map(({ add }) => add)
        .join(''),
    ).toMatch(/^Good/);
  });

  it('in a loop begins again on a cleared screen, and stays until its last cue has been read', async () => {
    const { viewer, stopping, options } = await start();
    const playing = play({ ...options, speed: 200, loop: true });
    await until(() => expect(viewer.texts().length).toBeGreaterThan(7));
    stopping.abort();
    await playing;
    const kinds = viewer.records().map(({ type }) => (type === 'clear' ? 'clear' : 'line'));
    expect(kinds.slice(0, 7)).toEqual(['clear', 'line', 'line', 'line', 'line', 'line', 'clear']);
    const [last, clear] = viewer.records().slice(5, 7);
    expect((clear?.at ?? 0) - (last?.at ?? 0)).toBeGreaterThanOrEqual(45);
  });

  it('that is stopped leaves nothing half said on the screen', async () => {
    const { viewer, stopping, options } = await start();
    const file: CaptionText = {
      faults: [],
      cues: [
        { startMs: 0, endMs: 3_600_000, text: 'one two three', speaker: 'Ann' },
        { startMs: 0, endMs: 3_600_000, text: 'four five six', speaker: 'Bob' },
      ],
    };
    const playing = play({ ...options, file, interim: true });
    await until(() => expect(new Set(viewer.interims().map(({ id }) => id)).size).toBe(2));
    stopping.abort();
    await playing;
    await until(() => {
      const newest = new Map(viewer.interims().map(({ id, add, keep }) => [id, keep === 0 && add === '']));
      expect([...newest.values()]).toEqual([true, true]);
    });
    expect(viewer.texts()).toEqual([]);
  });
});

describe('a presenter that cannot present', () => {
  it('is told why when the relay refuses it', async () => {
    const relay = await startRelay();
    const viewing = await relay.invite({ session: 'other', role: 'presenter' });
    await expect(connectPresenter({ relay: relay.url, session: 'talk', token: viewing })).rejects.toThrow(
      'the relay refused: token refused: another session',
    );
  });
});
