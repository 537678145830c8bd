// The texts in the making of this console: they go where they may be seen, to viewers while its lines go out, to the other captioners
// on standby, and nowhere off the record.
import type { Presenter } from '../../client/presenter.ts';
import type { Voice } from '../../client/outgoing-interims.ts';
import type { Floor } from '../team/floor.ts';
import type { LineRows } from './line-rows.ts';
import type { OthersWriting } from './others-writing.ts';

export type OwnInterims = {
  show(id: string, text: string, voice?: Voice): void;
  /** The line is handed in: its text is over with the record. */
  finished(id: string): void;
  /** Lines go out no longer: what viewers saw of them goes. */
  hide(): void;
  /** The field goes with the page: what it held is over. */
  end(): void;
};

export type OwnInterimsOptions = {
  readonly presenter: Pick<Presenter, 'interim' | 'standby'>;
  readonly floor: Pick<Floor, 'onAir' | 'offRecord'>;
  readonly lines: Pick<LineRows, 'find'>;
  readonly writing: Pick<OthersWriting, 'own'>;
};

export function createOwnInterims({ presenter, floor, lines, writing }: OwnInterimsOptions): OwnInterims {
  /** Lines in the making. */
  const making = new Set<string>();

  function show(id: string, text: string, voice: Voice = {}): void {
    if (text === '') making.delete(id);
    else making.add(id);
    writing.own(id, text !== '');
    // A line that stands is corrected by whoever sees the fault.
    if (floor.onAir.peek() || lines.find(id)) presenter.interim(id, text, voice);
    else if (!floor.offRecord.peek()) presenter.standby(text);
  }
  return {
    show,
    finished(id) {
      if (making.delete(id)) writing.own(id, false);
    },
    hide() {
      for (const id of making) presenter.interim(id, '');
    },
    end() {
      for (const id of making) show(id, '');
    },
  };
}
