// The clients of a model: real presenters and viewers over links, each with an oracle that watches what it is shown and
// told. A line's id is new when its text begins, and the line is finished under it.
import { createPresenter } from '../../client/presenter.ts';
import type { Draft } from '../../protocol/records.ts';
import { createViewer, type Viewer } from '../../client/viewer.ts';
import { type ModelLog, timeOf } from './log.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import { createReader, type Reader } from './reader.ts';
import { type ModelRelay, tracksOf } from './relay.ts';
import type { Link } from './link.ts';

const slotTracks = ['main', 'es'] as const;

export type ModelClient = Pick<Viewer, 'view' | 'connection' | 'close'> & {
  readonly name: string;
  readonly reader: Reader;
  /** Its newest link. */
  link(): Link | undefined;
};

export type ModelPresenter = ModelClient & {
  readonly publisher: Publisher;
  type(slot: number, text: string): void;
  say(slot: number, text?: string): void;
  correct(back: number, rev: number): void;
  retract(back: number): void;
  publish(draft: Draft): void;
  pending(): number;
  /** What it shows of its lines in the making. */
  making(): { id: string; text: string; track: string }[];
};

type World = { readonly log: ModelLog; readonly relay: ModelRelay; fail(what: string): void };

function connect({ log, relay, fail }: World, name: string, role: 'viewer' | 'presenter', weight: number) {
  const tracks = role === 'presenter' || weight === 1 ? ['*'] : undefined;
  const reader = createReader(name, tracksOf(role, tracks), log, fail);
  let link: Link | undefined;
  const transport = relay.transportFor(
    {
      role,
      weight,
      onPushed: reader.onPushed,
      around: (text, deliver) => reader.around(text, () => client.viewer().view(), deliver),
    },
    (opened) => {
      link = opened;
    },
  );
  const client = {
    reader,
    options: {
      relay: 'https://relay',
      session: 'talk',
      transport,
      onChange: reader.onChange,
      ...(tracks ? { tracks } : {}),
    },
    link: () => link,
    viewer: (): Pick<Viewer, 'view'> => {
      throw new Error('a message came before the client');
    },
  };
  return client;
}

export function createModelViewer(world: World, name: string, weight: number): ModelClient {
  const connected = connect(world, name, 'viewer', weight);
  const viewer = createViewer(connected.options);
  connected.viewer = () => viewer;
  return { ...viewer, name, reader: connected.reader, link: connected.link };
}

export function createModelPresenter(world: World, name: string, index: number): ModelPresenter {
  const connected = connect(world, name, 'presenter', 20);
  const publisher = createPublisher(name, index, world.log, world.fail);
  const presenter = createPresenter({
    ...connected.options,
    token: 'token',
    publisher: name,
    onPublication: publisher.onPublication,
  });
  connected.viewer = () => presenter;

  let count = 0;
  const making = new Map<number, { id: string; text: string }>();
  /** The lines that were said, and in which track, oldest first. */
  const said: { id: string; track: (typeof slotTracks)[number] }[] = [];
  const newLine = () => ({ id: `${name}${++count}`, text: '' });
  const trackOf = (slot: number) => slotTracks[slot] as (typeof slotTracks)[number];
  const publish = (draft: Draft) => {
    presenter.publish({ ...draft, at: timeOf(index, publisher.nextKey()) });
  };
  return {
    ...presenter,
    name,
    reader: connected.reader,
    link: connected.link,
    publisher,
    publish,
    making: () =>
      [...making]
        .map(([slot, { id, text }]) => ({ id, text, track: trackOf(slot) }))
        .filter(({ text }) => text !== ''),
    type(slot, text) {
      const line = making.get(slot) ?? newLine();
      line.text = text;
      making.set(slot, line);
      presenter.interim(line.id, text, { track: trackOf(slot) });
    },
    say(slot, text) {
      const { id } = making.get(slot) ?? newLine();
      making.delete(slot);
      const track = trackOf(slot);
      if (text === undefined) said.push({ id, track });
      publish({ type: 'line', id, rev: 1, text: text ?? `${id} said`, track });
    },
    correct(back, rev) {
      const line = said.at(-1 - back);
      if (line) publish({ type: 'line', ...line, rev, text: `${line.id} meant ${publisher.nextKey()}` });
    },
    retract(back) {
      const line = said.at(-1 - back);
      if (line) publish({ type: 'retract', id: line.id });
    },
  };
}
