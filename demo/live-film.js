// Keeps the looping film in step with the live captions, as a live stream would be.
// The relay plays talk.vtt by its own clock and finishes each line at its cue's end; that moment is where the film must be.
// Invariant: a viewer's own pause is never undone, and nothing starts by itself where reduced motion is asked for.

const MAX_DRIFT_SECONDS = 0.7;

const film = document.querySelector('#film');
const words = document.querySelector('#words');

const plain = (text) => text.replace(/\s+/g, ' ').trim();

/** Cues as the browser's own parser reads them: `{ start, end, text }`, without tags. */
function readCues() {
  return Array.from(words.track.cues ?? [], (cue) => ({
    start: cue.startTime,
    end: cue.endTime,
    text: plain(cue.getCueAsHTML().textContent),
  }));
}

/** How far the film is ahead of a time, in seconds; the film is a ring, so never more than half of it either way. */
function aheadOf(seconds) {
  const ring = film.duration;
  return ((((film.currentTime - seconds + ring / 2) % ring) + ring) % ring) - ring / 2;
}

let inStep = false;

function follow(line) {
  if (line.history || film.paused || film.seeking || !Number.isFinite(film.duration)) return;
  const found = readCues().filter((cue) => cue.text === plain(line.text));
  // Applause comes more than once: alone it cannot say where the talk is, only confirm what another line said.
  if (found.length === 0 || (found.length > 1 && !inStep)) return;
  // Words are finished when they have been said; a sound or music is there as soon as it is heard.
  const isHeard = line.kind === 'sound' || line.kind === 'music';
  const places = found.map(({ start, end }) => (isHeard ? start : end));
  const nearest = places.reduce((best, place) =>
    Math.abs(aheadOf(place)) < Math.abs(aheadOf(best)) ? place : best,
  );
  if (Math.abs(aheadOf(nearest)) > MAX_DRIFT_SECONDS) film.currentTime = nearest % film.duration;
  inStep = true;
}

// A hidden track is loaded and parsed, and shows nothing.
words.track.mode = 'hidden';
document.addEventListener('captionwire:line', (event) => follow(event.detail));
film.addEventListener('pause', () => {
  inStep = false;
});

if (!matchMedia('(prefers-reduced-motion: reduce)').matches) {
  film.muted = true;
  // Browsers may still refuse; the film's own Play button is there then.
  film.play().catch(() => {});
}
