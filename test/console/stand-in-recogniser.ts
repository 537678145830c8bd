// A recogniser that the test speaks through: it keeps the order of events that browsers keep (Web Speech API, 4.1).
import type { Recogniser } from '../../console/desk/recogniser.ts';

type Result = { isFinal: boolean; 0: { transcript: string; confidence?: number } };

class StandIn extends EventTarget implements Recogniser {
  lang = '';
  continuous = false;
  interimResults = false;
  running = false;
  readonly results: Result[] = [];

  tell(type: string, more: object = {}): void {
    this.dispatchEvent(Object.assign(new Event(type), more));
  }

  start(): void {
    this.running = true;
    this.tell('start');
  }

  // When it ends is the test's.
  stop(): void {}

  abort(): void {
    if (!this.running) return;
    this.running = false;
    this.tell('end');
  }
}

export function createStandInRecogniser() {
  const made: StandIn[] = [];
  const current = () => made.at(-1) as StandIn;
  const hear = (place: number, transcript: string, isFinal: boolean, confidence?: number) => {
    const { results } = current();
    results[place] = { isFinal, 0: { transcript, ...(confidence !== undefined && { confidence }) } };
    current().tell('result', { resultIndex: place, results });
  };

  return {
    makeRecogniser(): StandIn {
      const recogniser = new StandIn();
      made.push(recogniser);
      return recogniser;
    },
    /** The one that was made last. */
    current,
    /** How many were made. */
    starts: () => made.length,
    /** A piece of speech that may still change. */
    interim: (place: number, text: string) => hear(place, text, false),
    final: (place: number, text: string, confidence?: number) => hear(place, text, true, confidence),
    /** It fails, and ends. */
    fail(error: string) {
      current().tell('error', { error });
      current().abort();
    },
    end: () => current().abort(),
  };
}
