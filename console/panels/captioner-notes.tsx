// Notes that captioners send to one another: "take over in half a minute". Viewers read none of them.
import { useRef } from 'preact/hooks';

import { limits } from '../../protocol/limits.ts';
import { cleanText, hasVisibleText } from '../../protocol/text.ts';
import type { Desk } from '../desk/desk.ts';
import { timeOfDay } from '../draft-words.ts';
import { nameOf } from '../team/floor-words.ts';
import type { Note } from '../team/talk.ts';

/** Notes that are shown. */
const shownNotes = 3;

/** Who wrote a note, by the captioners who are here; somebody who left is a captioner. */
export function writerOf({ state: { floor } }: Pick<Desk, 'state'>, { publisher }: Note): string {
  if (publisher === floor.own) return 'You';
  const all = floor.captioners.peek();
  const writer = all.find(({ id }) => id === publisher);
  return writer ? nameOf(writer, all) : 'A captioner';
}

export function CaptionerNotes(desk: Desk) {
  const { state, field, announcer } = desk;
  const input = useRef<HTMLInputElement>(null);
  const send = () => {
    const box = input.current as HTMLInputElement;
    const text = cleanText(box.value).trim();
    if (!hasVisibleText(text)) return announcer.say('Write a note first.');
    if (state.connection.peek().phase !== 'live') {
      return announcer.alarm('Not sent: the relay is away. Your note stays in its field.');
    }
    state.tell({ type: 'note', text });
    box.value = '';
    field.focus();
  };
  const notes = state.talk.notes.value.slice(-shownNotes);
  return (
    <form
      class="notes"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {notes.length > 0 && (
        <ol class="notes-list" aria-label="Notes">
          {notes.map((note) => (
            <li key={`${note.publisher} ${note.at}`}>
              <b>{writerOf(desk, note)}</b> <time>{timeOfDay(note.at)}</time>{' '}
              <span dir="auto">{note.text}</span>
            </li>
          ))}
        </ol>
      )}
      <div class="field">
        <label for="captioner-note">Note to the other captioners</label>
        <input
          id="captioner-note"
          ref={input}
          maxLength={limits.noteCodePoints}
          autocomplete="off"
          dir="auto"
          placeholder="For example: take over in half a minute"
        />
      </div>
      <button type="submit" class="button">
        Send note
      </button>
    </form>
  );
}
