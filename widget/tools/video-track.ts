// A text track of the film with the same words, so that the player's own caption button, picture-in-picture and the full
// screen of phones show them. One cue at a time, the last two lines: cues that overlap are stacked newest first. Cues stay
// where they were said, for who goes back, and follow corrections.
import type { ViewChange } from '../../client/follow.ts';
import type { Row, WidgetState } from '../state.ts';
import { spokenLine } from './kit.ts';

export type VideoTrack = {
  follow(change: ViewChange): void;
  show(isWanted: boolean): void;
  stop(): void;
};

const linesOfCue = 2;
/** How long a cue stays when nothing more is said, in seconds of the film. */
const readS = 7;
/** Cues that are kept. */
const mostCues = 100;

/** A track cannot be taken away from a film again, so it has one for good. */
const tracks = new WeakMap<HTMLVideoElement, TextTrack>();

/** Whether the player itself shows captions. */
export const isShown = ({ textTracks }: HTMLVideoElement): boolean =>
  [...textTracks].some(({ mode, kind }) => mode === 'showing' && /^(ca|s)/.test(kind));

/** The speaker's name, where it is shown, and what follows it: apart, for each has its own direction. */
export function partsOf({ look, text }: Row): [name: string, words: string] {
  const { named, speaker, before, after } = look.value;
  const name = (named && speaker) || '';
  return [name, (name && ': ') + before + text.value + after];
}

/** Lines that a reader sees; a gap is none. */
export const linesIn = ({ rows }: WidgetState): Row[] =>
  rows.value.filter(({ look }) => look.value.kind !== 'gap');

export function createVideoTrack(film: HTMLVideoElement, state: WidgetState): VideoTrack {
  const track =
    tracks.get(film) ??
    film.addTextTrack('captions', state.tongue.peek().words.captions, document.documentElement.lang);
  tracks.set(film, track);
  track.mode = 'hidden';
  /** Of each line of a cue; empty once it was retracted. */
  const texts = new Map<string, string>();
  let cues: { readonly cue: VTTCue; readonly ids: readonly string[] }[] = [];

  const write = ({ cue, ids }: (typeof cues)[number]) => {
    const said = ids.map((id) => texts.get(id)).filter(Boolean);
    cue.text = said.join('\n').replace(/&/g, '&amp;').replace(/</g, '&lt;');
  };
  const drop = ({ cue, ids: [id = ''] }: (typeof cues)[number]) => {
    track.removeCue(cue);
    texts.delete(id);
  };

  return {
    follow(change) {
      if ('before' in change && texts.has(change.before.id)) {
        texts.set(change.before.id, 'line' in change ? spokenLine(change.line, true) : '');
        cues.forEach(write);
      }
      const rows = linesIn(state).slice(-linesOfCue);
      for (const row of rows) texts.set(row.id, partsOf(row).join(''));
      const ids = rows.map(({ id }) => id);
      const nowS = film.currentTime;
      let last = cues.at(-1);
      if (`${ids}` !== `${last?.ids}`) {
        for (const { cue } of cues) {
          if (cue.startTime <= nowS && cue.endTime > nowS) cue.endTime = nowS;
        }
        if (!ids[0]) return;
        const cue = Object.assign(new VTTCue(nowS, nowS, ''), { align: 'start', position: 16, size: 68 });
        cues.push((last = { cue, ids }));
        track.addCue(cue);
        if (cues.length > mostCues) cues.splice(0, 1).forEach(drop);
      }
      if (!last) return;
      const { cue } = last;
      // The film was moved meanwhile.
      if (nowS < cue.startTime || nowS > cue.endTime) cue.startTime = nowS;
      cue.endTime = nowS + readS;
      write(last);
    },
    show(isWanted) {
      track.mode = isWanted ? 'showing' : 'hidden';
    },
    stop() {
      cues.forEach(drop);
      cues = [];
      track.mode = 'disabled';
    },
  };
}
