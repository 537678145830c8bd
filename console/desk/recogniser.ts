// A recogniser of speech, as browsers have one (Web Speech API, 4.1); only what the console uses of it. Another one that
// keeps this shape can be handed to the console: mount.tsx.

/** What was heard: one result for each piece of speech, the last of which may still change. */
export type Heard = Event & {
  /** The first result that is new or other than before. */
  readonly resultIndex: number;
  readonly results: ArrayLike<{
    readonly isFinal: boolean;
    readonly 0?: { readonly transcript: string; readonly confidence?: number };
  }>;
};

/** What hinders it, by a name of the API's. */
export type Failed = Event & { readonly error: string };

/** Events: `start`, `result` (Heard), `error` (Failed) that `end` follows, and `end`. */
export type Recogniser = EventTarget & {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  start(): void;
  /** Hears no more; what was heard may still come as results, then `end`. */
  stop(): void;
  /** Ends at once; nothing more comes but `end`. */
  abort(): void;
};

type RecogniserClass = new () => Recogniser;

/** Makes the browser's own recogniser; undefined where it has none. */
export function browserRecogniser(): (() => Recogniser) | undefined {
  const page = globalThis as {
    SpeechRecognition?: RecogniserClass;
    webkitSpeechRecognition?: RecogniserClass;
  };
  const Browsers = page.SpeechRecognition ?? page.webkitSpeechRecognition;
  return Browsers && (() => new Browsers());
}
