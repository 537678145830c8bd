// Captions over the page's own film: the last lines lie on it, above its controls, in full screen too, and go where it goes.
// Invariant: words are shown once. While a text track of the player shows captions, ours are hidden; the page's nodes are
// never changed. BBC subtitle guidelines: left-justified, 68 % of the width, 1/12 of the height above the bottom.
import { complain } from '../complaint.ts';
import type { WidgetState } from '../state.ts';
import type { Desk, Tool } from './desk.ts';
import { controlsHeight, findFilm, isSeenAt } from './film.ts';
import type { Signal } from '../signal.ts';
import { languageAttributes, render, signal, watched } from './kit.ts';
import type { PreferenceStore } from './preferences.ts';
import { createVideoTrack, isShown, linesIn, partsOf, type VideoTrack } from './video-track.ts';

/** A film moves when the page does, which nothing tells; to look costs next to nothing while it does not. */
const lookEveryMs = 250;
/** Lines on screen. */
const lines = 3;
/** Of the film's height; and what can still be read, in CSS pixels. */
const textShare = 0.05;
const leastTextPx = 14;

export const videoStyles = `
.over{all:unset;position:absolute;display:flex;align-items:end;justify-content:center;pointer-events:none}
.over>div{width:max(68%,min(92%,340px));font:500 1em/1.5 var(--captionwire-font,system-ui,sans-serif)}
.over .rows{display:flex;flex-direction:column;justify-content:end;overflow:hidden}
.over div div{flex:none;line-height:0}
.over p{display:inline;margin:0;padding:.06em .4em;line-height:1.5;color:#fff;background:#000c;border-radius:4px;-webkit-box-decoration-break:clone;box-decoration-break:clone;white-space:pre-wrap;overflow-wrap:anywhere}
.over span{position:relative}
`;

type Film = HTMLVideoElement & { readonly webkitDisplayingFullscreen?: boolean };

/**
 * How many rows have room, and whose name stands above them. A line whose first row has no room shows its speaker's name above the
 * rows that have; with room for no more than the name, it is not shown.
 */
function fitRows(block: HTMLElement): string {
  let room = lines;
  for (const line of [...(block.children as HTMLCollectionOf<HTMLElement>)].reverse()) {
    const words = line.firstChild as HTMLElement;
    const name = words.querySelector('b')?.textContent;
    const rows = Math.round(line.offsetHeight / parseFloat(getComputedStyle(words).lineHeight));
    if (rows > room) return name ? (room > 1 ? lines - 1 + name : `${lines - room}`) : `${lines}`;
    room -= rows;
  }
  return `${lines}`;
}

type OverProps = {
  readonly state: WidgetState;
  readonly preferences: PreferenceStore;
  readonly fit: Signal<string>;
};

const Over = watched(({ state, preferences, fit }: OverProps) => {
  const { interim, lineHeight } = preferences.now.value;
  const rows = +fit.value.charAt(0);
  const above = fit.value.slice(1);
  const shown = linesIn(state).filter(({ look }) => interim || look.value.phase !== 'interim');
  return (
    <div>
      {above && (
        <p key="above">
          <b>{above}</b>:
        </p>
      )}
      <div
        class="rows"
        key="rows"
        style={{ maxHeight: `${(rows * lineHeight) / 100}em` }}
        // A function of its own each time, so that it is called after each change.
        ref={(node) => {
          if (node) fit.value = fitRows(node);
        }}
      >
        {shown.slice(-lines).map((row) => {
          const { kind, lang } = row.look.value;
          const [name, words] = partsOf(row);
          return (
            <div key={row.id} {...languageAttributes(lang)}>
              <p class={kind}>
                {/* Above the bars of the rows around it. */}
                <span>
                  <b dir="auto">{name}</b>
                  {words}
                </span>
              </p>
            </div>
          );
        })}
      </div>
    </div>
  );
});

/** Puts the captions over the film that the attribute `video` names, now or as soon as it is there. */
export function showOverVideo({ parts, root, preferences, onChange, listen, onStop }: Desk): Tool[] {
  const { element, state, open } = parts;
  // A browser without popovers (before 2024) cannot show anything over a film in full screen; it has the panel.
  if (!element.matches('[video]') || !element.showPopover) return [];
  const film = signal<Film | undefined>(undefined);
  const wanted = signal(true);
  let track: VideoTrack | undefined;
  let selector: string | undefined;
  let fullScreen: Element | null = null;
  let isElsewhere = false;

  const over = document.createElement('div');
  over.className = 'over';
  over.popover = 'manual';
  // The panel has the same words, and the regions tell them.
  over.ariaHidden = 'true';
  root.append(over);
  const fit = signal(`${lines}`);
  render(<Over {...{ state, preferences, fit }} />, over);

  const size = new ResizeObserver(() => place());

  function find(): Film | undefined {
    const known = film.peek();
    const named = element.getAttribute('video') ?? '';
    if (known?.isConnected && named === selector) return known;
    const next = findFilm(named);
    if (!next && named !== selector)
      complain(`video "${named}": give a CSS selector of a <video>, or of its player`);
    selector = named;
    if (next !== known) {
      track?.stop();
      size.disconnect();
      track = next && createVideoTrack(next, state);
      if (next) size.observe(next);
      film.value = next;
    }
    return next;
  }

  /** Where and how large, in CSS pixels; undefined where nothing is to be seen. */
  function boxIn(video: Film) {
    const { x, y, width, height } = video.getBoundingClientRect();
    const free = height - Math.max(height / 12, controlsHeight(video));
    const isAway = !wanted.peek() || !height || isShown(video) || fullScreen?.contains(video) === false;
    // Where the film goes on below the window, its last row in sight counts.
    const [middle, lastY] = [x + width / 2, Math.min(y + free, innerHeight) - 1];
    // A panel that was opened over the film has the words too.
    const isUnderPanel = !!root.elementFromPoint(middle, lastY)?.closest('section');
    if (isAway || isUnderPanel || !isSeenAt(video, middle, lastY)) return;
    const fontSize = (Math.max(height * textShare, leastTextPx) * preferences.now.peek().size) / 100;
    // From the page's own corner, so that it scrolls with the page by itself.
    return { left: x + scrollX, top: y + scrollY, width, height: free, fontSize };
  }

  function place(): void {
    const video = find();
    const full = document.fullscreenElement;
    // What is in full screen lies over all that was there before.
    if (full !== fullScreen) over.hidePopover();
    fullScreen = full;
    // What the browser shows by itself has the words by the track only.
    const elsewhere =
      !!video && (document.pictureInPictureElement === video || !!video.webkitDisplayingFullscreen);
    if (elsewhere !== isElsewhere) track?.show(elsewhere);
    isElsewhere = elsewhere;
    const box = video && boxIn(video);
    over.style.display = box ? '' : 'none';
    // A page that is zoomed as a whole (CSS Viewport 1, 5) zooms what is measured here once more.
    const zoom = over.currentCSSZoom || 1;
    for (const [name, px] of Object.entries(box ?? {})) over.style[name as 'left'] = `${px / zoom}px`;
    if (box && !over.matches(':popover-open')) over.showPopover();
  }

  place();
  if (film.peek()) open.value = false;
  const timer = setInterval(place, lookEveryMs);
  listen(window, 'scroll', place, true);
  onChange((change) => track?.follow(change));
  onStop(() => {
    clearInterval(timer);
    size.disconnect();
    track?.stop();
    render(null, over);
    over.remove();
  });

  return [
    {
      id: 'video',
      name: ({ overVideo }) => overVideo,
      isHere: () => !!film.value,
      isOn: () => wanted.value,
      press() {
        wanted.value = !wanted.peek();
        place();
      },
    },
  ];
}
