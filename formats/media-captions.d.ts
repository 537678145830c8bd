// The part of `media-captions` that is used here. Its own declarations leave out file extensions, which Node's module
// resolution does not follow.
declare module 'media-captions' {
  export class VTTCue {
    constructor(startTime: number, endTime: number, text: string);
    readonly startTime: number;
    readonly endTime: number;
    readonly text: string;
  }

  export type VTTNode =
    | { readonly type: 'text'; readonly data: string }
    | {
        readonly type: 'timestamp' | 'v' | 'c' | 'i' | 'b' | 'u' | 'ruby' | 'rt' | 'lang';
        readonly voice?: string;
        readonly lang?: string;
        readonly children: readonly VTTNode[];
      };

  export function parseText(
    text: string,
    options: { type: 'vtt' | 'srt'; errors: boolean },
  ): Promise<{
    readonly cues: readonly VTTCue[];
    readonly errors: readonly { readonly code: number; readonly line: number; readonly message: string }[];
    readonly metadata: Readonly<Record<string, string>>;
  }>;

  /** Seconds, or null when the text is no time. */
  export function parseVTTTimestamp(text: string): number | null;

  export function tokenizeVTTCue(cue: VTTCue): readonly VTTNode[];
}
