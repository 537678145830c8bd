// The sample talk of `--demo`: played for ever into session `talk`, over a real connection like any captioner's.
import { join } from 'node:path';

import { packageFiles } from '../relay/package-files.ts';
import type { Relay } from '../relay/index.ts';
import { readCaptionFile } from './caption-file.ts';
import { connectPresenter } from './node-presenter.ts';
import { play } from './player.ts';

/** The token is used up by one process; it only has to outlive it. */
const ttlS = 10 * 365 * 86_400;

/** Starts the talk; returns how to stop it. */
export async function playDemoTalk(relay: Relay, url: string): Promise<() => Promise<void>> {
  const file = await readCaptionFile(join(packageFiles.demo, 'talk.vtt'));
  const token = await relay.invite({ session: 'talk', role: 'presenter', name: 'Sample talk', ttlS });
  const { presenter } = await connectPresenter({ relay: url, session: 'talk', token });
  const stopping = new AbortController();
  // What ends the talk must not end the relay; nobody waits for it until it is told to stop.
  const playing = play({
    presenter,
    file,
    speed: 1,
    interim: true,
    loop: true,
    signal: stopping.signal,
  }).catch((error: unknown) => console.error(`the sample talk has ended: ${(error as Error).message}`));
  return async () => {
    stopping.abort();
    await playing;
    presenter.close();
  };
}
