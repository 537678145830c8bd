// One history from its first step until all has come to rest: clients, relay and log in one process, on a clock of the
// history's own. Whatever happened, in the end everybody who is connected shows the log as it is.
import { vi } from 'vitest';

import { relayTiming } from '../../protocol/limits.ts';
import type { Engine } from '../../relay/engines/contract.ts';
import type { Watch } from '../../relay/metrics/watch.ts';
import { createModelPresenter, createModelViewer, type ModelClient } from './clients.ts';
import { compareInterims, compareTranscript } from './comparison.ts';
import { createModelLog, startMs } from './log.ts';
import { createModelRelay } from './relay.ts';
import { inWords, names, type Step } from './steps.ts';
import { meetStranger } from './stranger.ts';

/** The event loop turns once: everything that waits for nothing but its turn is done. Not a fake clock's. */
const turn = setImmediate;

export type WorldOptions = {
  readonly watch: Watch;
  /** The engine of a generation, opened anew. */
  open(generation: number): Engine;
};

/** @throws Error that says what was wrong, and tells the history. */
export async function playHistory(steps: readonly Step[], options: WorldOptions): Promise<void> {
  const world = createWorld(options);
  let at = 0;
  try {
    for (const step of steps) {
      at++;
      await world.play(step);
      await world.settle();
    }
    at++;
    await world.rest();
    world.compareTranscripts();
    await world.rejoin();
    world.compareTranscripts();
    world.compareInterims();
  } catch (error) {
    const when = at > steps.length ? 'in the end' : `at step ${at}`;
    throw new Error(`${when}: ${(error as Error).message}\n${inWords(steps)}`, { cause: error });
  } finally {
    await world.dispose();
  }
}

function createWorld({ watch, open }: WorldOptions) {
  vi.setSystemTime(startMs);
  const wrongs: string[] = [];
  const fail = (what: string) => void wrongs.push(what);
  const log = createModelLog(open);
  const relay = createModelRelay(log, watch, (what) => {
    if (what.startsWith('order')) fail(what);
  });
  const parts = { log, relay, fail };
  const [ann, bob, vera, paul] = names;
  const presenters = [createModelPresenter(parts, ann, 0), createModelPresenter(parts, bob, 1)] as const;
  const clients: readonly ModelClient[] = [
    ...presenters,
    createModelViewer(parts, vera, 1),
    createModelViewer(parts, paul, 30),
  ];
  const strangers: Promise<void>[] = [];
  let others = 0;
  let mistrusted = false;

  const complain = () => {
    if (wrongs.length > 0) throw new Error(wrongs[0]);
  };
  async function settle(): Promise<void> {
    do await new Promise((resolve) => turn(resolve));
    while (log.isBusy());
    complain();
  }
  /** Everything that waits gets through, and what that causes. */
  async function calm(): Promise<void> {
    for (let rounds = 0; rounds < 100; rounds++) {
      await settle();
      const waiting = relay.links().filter((link) => link.waits() > 0);
      const before = waiting.reduce((sum, link) => sum + link.waits(), 0);
      for (const link of waiting) link.toRelay(100);
      await settle();
      for (const link of waiting) link.toClient(100);
      if (before === 0) return;
    }
    throw new Error('it never gets quiet');
  }
  async function reopen(lost: number): Promise<void> {
    await relay.crash();
    const gone = await log.reopen(lost);
    for (const { publisher } of presenters) publisher.onLost(gone);
    others = log.wayTo(log.head()).filter(({ publisher }) => publisher === undefined).length;
  }
  async function othersSay(count: number): Promise<void> {
    for (let left = count; left > 0; left--) {
      const number = ++others;
      const draft = {
        type: 'line',
        id: `cy${number}-${strangers.length}`,
        rev: 1,
        text: `cy says ${number}`,
      } as const;
      const request = { session: 'talk', publisher: 'cy', number, draft, nowMs: Date.now() };
      log.engine.append(request).catch(() => {
        others = Math.min(others, number - 1);
      });
    }
  }

  return {
    settle,
    async play(step: Step): Promise<void> {
      const client = 'who' in step ? clients[step.who] : undefined;
      const presenter = 'who' in step ? presenters[step.who] : undefined;
      const link = client?.link();
      switch (step.do) {
        case 'type':
          return presenter?.type(step.slot, step.text);
        case 'say':
          return presenter?.say(step.slot);
        case 'blank':
          return presenter?.say(0, ' ');
        case 'correct':
          return presenter?.correct(step.back, step.rev);
        case 'retract':
          return presenter?.retract(step.back);
        case 'status':
          return presenter?.publish({
            type: 'status',
            level: 'info',
            text: `status ${Date.now() - startMs}`,
          });
        case 'clear':
          return presenter?.publish({ type: 'clear', scope: step.scope });
        case 'end':
          return presenter?.publish({ type: 'end' });
        case 'others':
          return othersSay(step.count);
        case 'hears':
          return link?.toClient(step.count);
        case 'isHeard':
          return link?.toRelay(step.count);
        case 'calm':
          return calm();
        case 'wait':
          return void vi.advanceTimersByTime(step.ms);
        case 'beat':
          return relay.beat();
        case 'cut':
          return link?.cut(step.isKnownToRelay);
        case 'silence':
          return link?.silence();
        case 'drain':
          log.goOn();
          return relay.drain();
        case 'crash':
          return reopen(0);
        case 'fallBack':
          return reopen(step.lost);
        case 'trim':
          return log.engine.trim(Date.now());
        case 'stall':
          return log.stall();
        case 'goOn':
          return log.goOn();
        case 'full':
          return log.fail(step.count);
        case 'stranger':
          strangers.push(meetStranger(step, log, relay, fail));
          return;
        case 'mess':
          mistrusted = true;
          for (const { reader } of clients) reader.mistrustFrames();
          link?.mess(step.what, step.at);
      }
    },
    /** Nothing goes wrong any more, and time goes on until everybody has been level for as long as a lost text may stay. */
    async rest(): Promise<void> {
      log.goOn();
      log.fail(0);
      const isLevel = () =>
        clients.every(({ connection, link }) => connection().phase === 'live' && !link()?.isSilent()) &&
        presenters.every(({ pending }) => pending() === 0);
      for (let rounds = 0, calmMs = 0; calmMs <= relayTiming.interimGraceMs; rounds++) {
        if (rounds > 300) throw new Error('it never comes to rest');
        relay.beat();
        await calm();
        const stepMs = isLevel() ? 3_500 : 1_000;
        calmMs = isLevel() ? calmMs + stepMs : 0;
        vi.advanceTimersByTime(stepMs);
      }
      relay.beat();
      await calm();
      // Who was behind at the very end is levelled once it has read what waited.
      vi.advanceTimersByTime(relayTiming.levelCheckMs);
      await calm();
      await Promise.all(strangers);
      await settle();
    },
    /** Interim text that came late or twice stays until its line ends or its reader joins anew, so that it does. */
    async rejoin(): Promise<void> {
      if (!mistrusted) return;
      for (const link of relay.links()) link.cut(true);
      await this.rest();
    },
    compareTranscripts(): void {
      for (const { publisher, pending } of presenters) publisher.settle(pending());
      for (const client of clients) compareTranscript(client, log, fail);
      complain();
    },
    compareInterims(): void {
      compareInterims(clients, presenters, fail);
      complain();
    },
    async dispose(): Promise<void> {
      for (const { close } of clients) close();
      log.goOn();
      await relay.crash();
      await new Promise((resolve) => turn(resolve));
      vi.clearAllTimers();
      await log.engine.close();
    },
  };
}
