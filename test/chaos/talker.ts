// A publisher that talks without a pause: interim text that grows, then the line, at a random pace; now and then a
// correction, a retraction or a status. It knows what it handed in and what was acknowledged.
import type { Presenter, Publication } from '../../client/index.ts';
import type { Draft, LogRecord } from '../../protocol/records.ts';
import { startPresenter } from '../helpers/client-peers.ts';
import type { Dice } from '../helpers/dice.ts';

export type TalkerOptions = {
  readonly relay: string;
  readonly session: string;
  readonly token: string;
  /** Begins the ids of its lines, so that the log tells whose they are. Has no `-`. */
  readonly name: string;
  readonly dice: Dice;
  /** Milliseconds between two things that it does. */
  readonly paceMs: readonly [min: number, max: number];
  /** Interim revisions of one line. */
  readonly revisions: readonly [min: number, max: number];
  /** Lines that it says at once; one when undefined. */
  readonly burst?: readonly [min: number, max: number];
};

export type Talker = {
  readonly name: string;
  readonly presenter: Presenter;
  /** Everything handed in, in order, as `markOf` spells it. */
  readonly handedIn: readonly string[];
  /** What was acknowledged: the place that was told, undefined where the acknowledgement itself was lost. */
  readonly acknowledged: ReadonlyMap<string, number | undefined>;
  readonly refused: readonly Publication[];
  /** Records on the wire that are not acknowledged. */
  inFlight(): number;
  talk(): void;
  /** Hands in one line now. */
  sayLine(): void;
  stop(): void;
};

/** One word per record that no other record of a talker has. */
export function markOf(record: Draft | LogRecord): string {
  switch (record.type) {
    case 'line':
      return `${record.id} ${record.rev}`;
    case 'retract':
      return `${record.id} retracted`;
    case 'status':
      return record.text;
    default:
      return record.type;
  }
}

/** Who handed in a record. */
export const talkerOf = (mark: string): string => mark.split('-')[0] as string;

export function startTalker({
  dice,
  name,
  paceMs,
  revisions,
  burst = [1, 1],
  ...target
}: TalkerOptions): Talker {
  const handedIn: string[] = [];
  const acknowledged = new Map<string, number | undefined>();
  const refused: Publication[] = [];
  const onWire = new Set<number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let count = 0;
  let revisionsLeft = 0;
  let lastLine: string | undefined;

  const presenter = startPresenter({
    ...target,
    publisher: name,
    name,
    onPublication(publication) {
      const { key, state, draft, seq } = publication;
      if (state === 'sent') return void onWire.add(key);
      onWire.delete(key);
      if (state === 'refused') refused.push(publication);
      if (state === 'acked') acknowledged.set(markOf(draft), seq);
    },
  });

  function handIn(draft: Draft): void {
    handedIn.push(markOf(draft));
    presenter.publish(draft);
  }
  function sayLine(): void {
    const id = `${name}-${count++}`;
    handIn({ type: 'line', id, rev: 1, text: `line ${count} of ${name}` });
    lastLine = id;
    revisionsLeft = dice.whole(...revisions);
  }
  /** What is done to a line is done once: each mark is of one record. */
  function changeLast(id: string): void {
    lastLine = undefined;
    handIn(
      dice.pick<Draft>([
        { type: 'line', id, rev: 2, text: `${id} corrected` },
        { type: 'line', id, rev: 2, text: `${id} corrected` },
        { type: 'retract', id },
        { type: 'status', level: 'info', text: `${id} status` },
      ]),
    );
  }
  function goOn(): void {
    if (revisionsLeft > 0) {
      const text = `line ${count + 1} of ${name}`.slice(0, -revisionsLeft);
      presenter.interim(`${name}-${count}`, text);
      revisionsLeft--;
    } else if (lastLine !== undefined && dice.chance(0.1)) changeLast(lastLine);
    else for (let lines = dice.whole(...burst); lines > 0; lines--) sayLine();
    timer = setTimeout(goOn, dice.whole(...paceMs));
  }

  return {
    name,
    presenter,
    handedIn,
    acknowledged,
    refused,
    inFlight: () => onWire.size,
    talk: goOn,
    sayLine,
    stop: () => clearTimeout(timer),
  };
}
