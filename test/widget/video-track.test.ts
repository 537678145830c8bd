import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { addFilm, startOverFilm as start } from './film.ts';
import { line } from '../helpers/records.ts';
import { clearPage, rendered } from './on-page.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

describe('the text track of the film', () => {
  const cuesOf = (film: HTMLVideoElement) => {
    const [track] = film.textTracks;
    return Array.from(track?.cues ?? [], (cue) => (cue as VTTCue).text);
  };
  const at = (film: HTMLVideoElement, seconds: number) => {
    Object.defineProperty(film, 'currentTime', { value: seconds, configurable: true });
  };

  it('has the same words at the time of the film, one cue at a time', async () => {
    const film = addFilm();
    at(film, 10);
    const { relay } = await start();
    relay.snapshot();
    relay.addLine('A < B', { speaker: 'Maya' });
    at(film, 12);
    relay.interim('l2', 'Grow');
    at(film, 13);
    relay.interim('l2', 'Growing', 2);
    const [first, second] = film.textTracks[0]?.cues ?? [];
    expect(cuesOf(film)).toEqual(['Maya: A &lt; B', 'Maya: A &lt; B\nGrowing']);
    expect([first?.startTime, first?.endTime, second?.startTime, second?.endTime]).toEqual([10, 12, 12, 20]);
    expect(film.textTracks[0]?.kind).toBe('captions');
    expect(film.textTracks[0]?.mode).toBe('hidden');
  });

  it('follows corrections and retractions of lines that were shown long ago', async () => {
    const film = addFilm();
    const { relay } = await start();
    relay.snapshot();
    for (let seq = 1; seq <= 6; seq++) {
      at(film, seq);
      relay.addLine(`Line ${seq}`);
    }
    relay.addRecords({ type: 'line', id: 'l2', rev: 2, text: 'Corrected' }, { type: 'retract', id: 'l3' });
    expect(cuesOf(film)).toEqual([
      'Line 1',
      'Line 1\nCorrected',
      'Corrected',
      'Line 4',
      'Line 4\nLine 5',
      'Line 5\nLine 6',
    ]);
  });

  it('goes on where the film was moved to', async () => {
    const film = addFilm();
    const { relay } = await start();
    relay.snapshot();
    at(film, 500);
    relay.interim('l1', 'One');
    at(film, 20);
    relay.interim('l1', 'One two', 2);
    const [cue] = film.textTracks[0]?.cues ?? [];
    expect([cue?.startTime, cue?.endTime]).toEqual([20, 27]);
  });

  it('keeps a hundred cues', async () => {
    const film = addFilm();
    const { relay } = await start();
    relay.snapshot();
    for (let seq = 1; seq <= 150; seq++) {
      at(film, seq);
      relay.addLine(`Line ${seq}`);
    }
    expect(cuesOf(film)).toHaveLength(100);
    expect(cuesOf(film).at(-1)).toBe('Line 149\nLine 150');
  });

  it('hides our captions while the player shows captions by its own button', async () => {
    const film = addFilm();
    const { relay, isSeen, look } = await start();
    relay.snapshot({ lines: [line(1, 'One')] });
    await rendered();
    const [track] = film.textTracks;
    if (track) track.mode = 'showing';
    await look();
    expect(isSeen()).toBe(false);
    if (track) track.mode = 'disabled';
    await look();
    expect(isSeen()).toBe(true);
  });

  it('is the one of the film for good, however often captions come and go', async () => {
    const film = addFilm();
    const { destroy } = await start();
    destroy();
    await start();
    expect(film.textTracks).toHaveLength(1);
  });
});
