// A relay is killed while a tool is in the middle of a line: the acknowledged words are published when the tool continues.
import { expect, it, onTestFinished } from 'vitest';

import { captionwire, startRelayProcess } from '../helpers/relay-process.ts';
import { testFolder } from '../helpers/running-relay.ts';
import { send } from '../helpers/tool-requests.ts';

it('pieces of a line go on where they were', async () => {
  const data = testFolder();
  const first = await startRelayProcess({ data });
  onTestFinished(async () => void (await first.end('SIGKILL')));
  const { url } = JSON.parse(
    (
      await captionwire([
        'invite',
        'talk',
        '--ingest',
        'webhook',
        '--data',
        data,
        '--relay',
        first.url,
        '--json',
      ])
    ).stdout,
  ) as { url: string };
  await send(url, '{"transcript":"before","sequence":1}');
  await first.end('SIGKILL');
  const second = await startRelayProcess({ data });
  onTestFinished(async () => void (await second.end('SIGKILL')));
  const same = url.replace(first.url, second.url);
  await send(same, '{"transcript":"before","sequence":1}');
  await send(same, '{"transcript":"and after.","sequence":2}');
  const told = async () => (await fetch(`${second.url}/v1/sessions/talk/transcript.txt`)).text();
  // Said at once, or as two lines where the relay was away for longer than a line stays open.
  expect((await told()).trim().replace('\n', ' ')).toBe('before and after.');
});
