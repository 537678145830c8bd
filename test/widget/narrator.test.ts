// What is worth a word of a session: a line that comes late, because the reader has chosen a delay, may have been cleared
// from the screen in the meantime.
import { expect, it } from 'vitest';

import { emptyTranscript, foldRecords } from '../../protocol/transcript.ts';
import { createNarrator } from '../../widget/narrator.ts';
import { english } from '../../widget/words.ts';
import { line } from '../helpers/records.ts';

it('says nothing of a line that was cleared before it was delivered, and the next one as ever', () => {
  const heard: string[] = [];
  const narrator = createNarrator({
    announcer: { charactersPerSecond: 25, line: (text) => void heard.push(text), say() {}, clear() {} },
    tongue: () => english,
    enabled: () => true,
  });
  const [before, after] = [line(1, 'Cleared'), line(3, 'Said after it')];
  const cleared = { type: 'clear', scope: 'screen', seq: 2, at: 0 } as const;
  const transcript = foldRecords(emptyTranscript, [before, cleared, after]);
  const view = { transcript, interims: new Map(), typing: [] };
  narrator.change({ type: 'added', line: before }, view);
  narrator.change({ type: 'added', line: after }, view);
  expect(heard).toEqual(['Said after it']);
});
