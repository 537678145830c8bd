// What recognisers say more than once is one line: repeated, read better, word by word, or by two who speak at once.
import { expect, it, onTestFinished } from 'vitest';

import { connectPresenter } from '../../cli/node-presenter.ts';
import { createOutboxRoom } from '../../cli/outbox-room.ts';
import { heardIn } from '../../cli/recognition/shapes.ts';
import { createUtterances } from '../../cli/recognition/utterances.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

async function start() {
  const relay = await startRelay();
  const viewer = await relay.view('talk');
  const token = await relay.invite({ session: 'talk', role: 'presenter' });
  const { presenter } = await connectPresenter({ relay: relay.url, session: 'talk', token });
  onTestFinished(presenter.close);
  const utterances = createUtterances({ presenter, room: createOutboxRoom(presenter.pending) });
  const hear = async (...values: object[]) => {
    for (const value of values) for (const heard of heardIn(value)) await utterances.take(heard);
    await presenter.settled();
  };
  return { viewer, hear, utterances };
}
const turn = (turn_order: number, transcript: string, end_of_turn: boolean, turn_is_formatted = false) => ({
  type: 'Turn',
  turn_order,
  end_of_turn,
  turn_is_formatted,
  transcript,
});

it('a turn that comes again with its punctuation corrects its line; a new connection counts from 0 again', async () => {
  const { viewer, hear } = await start();
  await hear(
    { type: 'Begin', id: 'x' },
    turn(0, 'good', false),
    turn(0, 'good day', true),
    turn(0, 'Good day.', true, true),
  );
  await hear({ type: 'Begin', id: 'y' }, turn(0, 'we', false), turn(0, 'We begin.', true));
  await until(() => expect(viewer.records()).toHaveLength(3));
  const [first, better, second] = viewer.records();
  expect(first).toMatchObject({ text: 'good day', rev: 1 });
  expect(better).toMatchObject({ text: 'Good day.', rev: 2, id: (first as { id: string }).id });
  expect(second).toMatchObject({ text: 'We begin.', rev: 1 });
});

it('segments that are repeated with each message are one line each', async () => {
  const { viewer, hear } = await start();
  const segment = (start: string, text: string, completed: boolean) => ({
    start,
    end: start,
    text,
    completed,
  });
  const [one, two] = [segment('0.0', 'One.', true), segment('2.0', 'Two.', true)];
  await hear(
    { uid: 'u', segments: [segment('0.0', 'On', false)] },
    { uid: 'u', segments: [one, segment('2.0', 'Tw', false)] },
    { uid: 'u', segments: [one, two] },
    { uid: 'u', segments: [one, two, segment('4.0', 'Thr', false)] },
  );
  await until(() => expect(viewer.texts()).toEqual(['One.', 'Two.']));
  await until(() => expect(viewer.interims().at(-1)).toMatchObject({ add: 'Thr' }));
});

it('words that come piece by piece grow, and two who speak at once are two lines', async () => {
  const { viewer, hear, utterances } = await start();
  const delta = (item_id: string, delta: string) => ({
    type: 'conversation.item.input_audio_transcription.delta',
    item_id,
    delta,
  });
  await hear(delta('a', 'Good'), delta('b', 'Yes'), delta('a', ' day'));
  await until(() => expect(viewer.interims().at(-1)).toMatchObject({ keep: 4, add: ' day' }));
  await hear({
    type: 'conversation.item.input_audio_transcription.completed',
    item_id: 'b',
    transcript: 'Yes!',
  });
  await until(() => expect(viewer.texts()).toEqual(['Yes!']));
  await utterances.end();
  await until(() => expect(viewer.texts()).toEqual(['Yes!', 'Good day']));
});
