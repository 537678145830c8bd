// The arrows in the field: through the own lines as through the history of a shell.
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import { lastRecord, openWithLines, words } from './open-console.tsx';

describe('the arrows', () => {
  it('go back through the own lines and forward again, to what was being written', async () => {
    const { relay } = await openWithLines('one', 'two', 'three');
    relay.addRecords({ type: 'line', id: 'theirs', rev: 1, text: 'Said elsewhere' });
    const walked: string[] = [];
    for (const key of ['Up', 'Up', 'Up', 'Up', 'Down', 'Down', 'Down']) {
      await userEvent.keyboard(`{Arrow${key}}`);
      walked.push(words().value);
    }
    expect(walked).toEqual(['three', 'two', 'one', 'one', 'two', 'three', '']);
    expect(relay.sent('publish')).toHaveLength(3);
  });

  it('publish the line they went to in its place', async () => {
    const { relay, ids } = await openWithLines('one', 'two');
    await userEvent.keyboard('{ArrowUp}{ArrowUp}s{Enter}');
    expect(lastRecord(relay)).toMatchObject({ id: ids[0], rev: 2, text: 'ones' });
    expect(words().value).toBe('');
  });

  it('move in the text once it is changed, and in a text that is being written', async () => {
    await openWithLines('one', 'two');
    await userEvent.keyboard('{ArrowUp}!{ArrowUp}');
    expect(words().value).toBe('two!');
    await userEvent.keyboard('{Escape}new{ArrowUp}');
    expect(words().value).toBe('new');
  });
});
