// Tools that count what they send: once for each number, over restarts of the relay and of the tool.
import { describe, expect, it } from 'vitest';

import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { said, send, seqOf, toolUrl } from '../helpers/tool-requests.ts';

describe('a tool that counts', () => {
  it('is published once however often it repeats a number, and told its last one', async () => {
    const data = testFolder();
    const first = await startRelay({ data });
    const url = await toolUrl(first, 'zoom');
    expect(await seqOf(url)).toEqual([200, '0']);
    for (const seq of [0, 0, 2, 3, 2])
      expect((await send(`${url}&seq=${seq}`, `n${seq}\n`)).status).toBe(200);
    expect(await seqOf(url)).toEqual([200, '3']);
    await first.close();
    const second = await startRelay({ data });
    const same = url.replace(first.url, second.url);
    expect(await seqOf(same)).toEqual([200, '3']);
    await send(`${same}&seq=3`, 'n3\n');
    await send(`${same}&seq=4`, 'n4\n');
    expect(await said(second)).toBe('n0\nn2\nn3\nn4\n');
  });

  it('that starts again counts from the beginning, with every line of both counts', async () => {
    const relay = await startRelay();
    const url = await toolUrl(relay, 'zoom');
    for (const [seq, words] of [
      [1, 'one'],
      [2, 'two'],
      [1, 'again'],
      [1, 'again'],
      [2, 'and on'],
      [2, 'two'],
    ] as const)
      expect((await send(`${url}&seq=${seq}`, `${words}\n`)).status).toBe(200);
    expect(await said(relay)).toBe('one\ntwo\nagain\nand on\ntwo\n');
    expect(await seqOf(url)).toEqual([200, '2']);
  });

  it('of which a request is overtaken on its way has it published, and is told its highest number', async () => {
    const relay = await startRelay();
    const url = await toolUrl(relay, 'zoom');
    for (const seq of [1, 3, 2, 3, 4]) await send(`${url}&seq=${seq}`, `n${seq}\n`);
    expect(await said(relay)).toBe('n1\nn3\nn2\nn4\n');
    expect(await seqOf(url)).toEqual([200, '4']);
  });
});
