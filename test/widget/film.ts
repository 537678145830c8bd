// A film in the page, and a widget that lies over it.
import { vi } from 'vitest';

import { putOnPage, rendered } from './on-page.ts';

/** A film in the page, with a clock that the test sets. */
export function addFilm(css = 'position:absolute;left:100px;top:50px;width:600px;height:360px') {
  const film = document.createElement('video');
  film.dataset.test = '';
  film.id = 'film';
  film.style.cssText = css;
  document.body.append(film);
  return film;
}

/** A widget for that film, once its tools are there. */
export async function startOverFilm(options = {}) {
  const page = putOnPage({ video: '#film', ...options });
  await rendered();
  await vi.dynamicImportSettled();
  await rendered();
  const over = () => page.find('.over') as HTMLElement;
  return {
    ...page,
    over,
    shown: () => Array.from(over().querySelectorAll('p'), ({ textContent }) => textContent),
    isSeen: () => over().getBoundingClientRect().height > 0,
    look: async () => {
      await vi.advanceTimersByTimeAsync(300);
      await rendered();
    },
  };
}
