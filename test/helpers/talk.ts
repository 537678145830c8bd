// What presenters in a test's own process say.
import { newId, type Presenter } from '../../client/index.ts';

type Voice = { readonly speaker?: string; readonly lang?: string };

/** Says a line. @returns its id, to correct or retract it by. */
export function sayLine(presenter: Presenter, text: string, voice: Voice = {}): string {
  const id = newId();
  presenter.publish({ type: 'line', id, rev: 1, text, ...voice });
  return id;
}
