// The contract of a transport: a line to the relay that carries text frames in order. A transport MUST call
// `onOpen` at most once, then `onFrame` per frame, then `onClose` exactly once, and nothing after that.

export type TransportHandlers = {
  onOpen(): void;
  /** One frame, in the order sent. */
  onFrame(text: string): void;
  /** `code` as in PROTOCOL.md; 1006 when the line broke without a word. */
  onClose(code: number, reason: string): void;
};

export type TransportLine = {
  /** Frames come and none can be sent. */
  readonly readOnly?: true;
  /** Hands a frame to the network; MUST NOT be called before `onOpen`, nor on a line that is `readOnly`. */
  send(text: string): void;
  /** Bytes handed over that the network has not taken yet. */
  bufferedBytes(): number;
  /** Starts closing. `onClose` follows, within timing.closeMs even if the peer is silent. */
  close(code: number, reason: string): void;
};

export type TransportTarget = {
  /** The relay's origin and path prefix as given by the caller, `https://relay.example`. */
  readonly relay: string;
  readonly session: string;
  readonly token: string | undefined;
  /** Where to resume, as text. */
  readonly cursor: string | undefined;
  /** Tracks asked for; the relay's default when undefined. */
  readonly tracks: readonly string[] | undefined;
};

/** Opens a line; throws a TypeError when the target cannot be spelled as a URL. */
export type Transport = (target: TransportTarget, handlers: TransportHandlers) => TransportLine;
