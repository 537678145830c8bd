// Every number that bounds what a peer can make grow, in one place (PROTOCOL.md, "Limits").
// A limit that an operator may need to change is also an option of the relay; these are the defaults.

/** The name of the WebSocket subprotocol, offered by every peer and echoed by the relay. */
export const subprotocol = 'captionwire.v1';

/** Prefix of the second offered subprotocol that carries a token: `bearer.TOKEN`. Never echoed. */
export const bearerPrefix = 'bearer.';

/** What both sides must know: what a message may carry. */
export const limits = {
  /** Longest text of one line, status or interim, in code points. */
  textCodePoints: 2000,
  /** Longest speaker or presenter name, in code points. */
  nameCodePoints: 80,
  /** Longest line, publisher or track id, in characters of `[A-Za-z0-9_.:-]`. */
  idChars: 64,
  /** Lines a snapshot carries at most; older ones are in the transcript. */
  snapshotLines: 200,
  /** Tracks one viewer can ask for. */
  tracksPerViewer: 8,
  /** Longest note of a captioner to the others, in code points. */
  noteCodePoints: 200,
  /** Longest reply of a viewer, in code points. */
  replyCodePoints: 200,
  /** Longest token, in characters. */
  tokenChars: 2048,
} as const;

/** What a client keeps. */
export const clientLimits = {
  /** Messages that a publisher sends ahead of their acknowledgements. */
  outboxInFlight: 256,
  /** Messages that a publisher holds while it is offline; one more is refused to the caller. */
  outboxMessages: 10_000,
  /** Lines a client keeps in its transcript window; older ones are dropped from memory. */
  clientLines: 500,
} as const;

/** What the relay alone decides; apart, so that pages do not load it. */
export const relayLimits = {
  /** Largest WebSocket message a presenter may send, in bytes. A larger one closes the connection with 1009. */
  presenterFrameBytes: 64 * 1024,
  /** Largest WebSocket message a viewer may send, in bytes. */
  viewerFrameBytes: 1024,
  /** Records in one frame of a resume; more follow in further frames. */
  resumeRecordsPerFrame: 200,
  /** Characters of records in one such frame, unless a single record has more. */
  catchUpFrameBytes: 64 * 1024,
  /** Records kept of one session; the oldest are trimmed. */
  recordsPerSession: 100_000,
  /** Characters of records kept of one session, as they travel; the oldest are trimmed. */
  bytesPerSession: 256 * 1024 * 1024,
  /** Publishers whose numbers are remembered per session; the one whose last record is oldest is forgotten, not its records. */
  publishersPerSession: 1_000,
  /** Largest body of a posted request, in bytes. */
  postBytes: 64 * 1024,
  /** Captions in one posted request. */
  captionsPerPost: 200,
  /** Fields of one object, and items of one list, in what a peer sends; with more it is refused without a look at each. */
  fieldsPerObject: 64,
  itemsPerList: 200,
  /** Longest `Idempotency-Key`, in characters. */
  requestKeyChars: 255,
  /** Keys of posted requests (`Idempotency-Key`) remembered per session; the oldest is forgotten. */
  requestKeysPerSession: 2_000,
  /** Sessions whose events are posted to one webhook at the same time; those of one session go one after another. */
  webhookSessions: 8,
  /** Tries of one event, over three to six hours; then it is written down as failed, and the next one goes. */
  webhookTries: 14,
  /** Size of the file of failed events at which a new one is begun; the one before stays beside it. */
  webhookFailedBytes: 16 * 1024 * 1024,
  /** Records of one session that wait for the disk; one more is answered with `store-failed`. */
  appendsPerSession: 4_096,
  /** Logs kept open in which nothing is under way; the one used longest ago is put away and opened again when needed. */
  openLogs: 2_000,
  /** Sessions kept ready that nobody is connected to; the one that was left first is put away. */
  idleSessions: 2_000,
  /** Sets of tracks of one session of whose snapshots one copy is shared; with one more they are written down anew. */
  snapshotsShared: 16,
  /** Tracks that lines of one session may be in. */
  tracksPerSession: 64,
  /** Interim texts alive at once in one session; starting another ends the oldest. */
  interimsPerSession: 32,
  /** Captioners of one session that are listed to one another, and whose text on standby is told. */
  presentersListed: 64,
  /** Last lines of one session of which captioners are told who wrote them. */
  authorsListed: 200,
  /** Replies of viewers kept of one session, in memory; the oldest go. */
  repliesPerSession: 200,
  /** People shown as typing at once in one session, and viewers shown as writing a reply. */
  typistsPerSession: 32,
  /** Frames with a fault that one connection may send before it is closed with 4500. */
  faultsPerConnection: 20,
  /** Bytes waiting for one viewer from which on it is spared interim text. */
  softBacklogBytes: 16 * 1024,
  /** Bytes waiting for one viewer from which on nothing is pushed to it; once it has read them it is caught up from the log. */
  hardBacklogBytes: 64 * 1024,
  /** Streams open at once on the whole relay. */
  connections: 20_000,
  /** Streams open at once from one IPv4 address or one IPv6 network of 64 bits; the machine's own are not counted. */
  connectionsPerAddress: 500,
  /** Streams open at once in one session. */
  connectionsPerSession: 10_000,
  /** Connections that the operating system keeps until the relay takes them, so that a crowd that comes at once is not turned away; at most its own limit (net.core.somaxconn). */
  waitingConnections: 16_384,
  /** TCP connections besides `connections`, for pages and for requests that are not yet a stream. */
  pageConnections: 1_000,
  /** TCP connections of one address besides `connectionsPerAddress`; those of trusted proxies and the machine's own are not counted. */
  pageConnectionsPerAddress: 100,
  /** Requests of one connection that wait for the answers before theirs; with one more the connection is closed. */
  pipelinedRequests: 256,
  /** Requests that one address may make in a minute, streams and the machine's own not counted. */
  requestsPerMinute: 1_200,
  /** Transcripts that are being sent at once. */
  openTranscripts: 64,
  /** Transcripts that are being sent to one address at once; the machine's own are counted in `openTranscripts` alone. */
  openTranscriptsPerAddress: 16,
  /** Paragraphs that one plain page brings; a fresh one goes on. */
  plainPageParagraphs: 2_000,
  /** A message counts once for each so many bytes that it has, begun ones included. */
  countedBytes: 16 * 1024,
  /** Publishers and addresses whose rate is remembered at once. */
  pacedPeers: 10_000,
  /** Rows of the log per minute that peers can cause, and as many again for the relay's own failures. */
  logLinesPerMinute: 1_000,
} as const;

/** How fast peers may be: so many per second, and at once after quiet. Faster ones are read more slowly; nothing is lost. */
export const relayRates = {
  /** Messages of one connection, by role. */
  viewerMessages: { perSecond: 2, burst: 10 },
  presenterMessages: { perSecond: 200, burst: 2_000 },
  /** Replies of one connection; one that comes sooner is refused with `too-fast`. */
  viewerReplies: { perSecond: 0.5, burst: 5 },
  /** Messages of one publisher over all of its connections. */
  publisherMessages: { perSecond: 200, burst: 2_000 },
  /** Messages from one address over all of its connections; as with connections, the machine's own is not counted. */
  addressMessages: { perSecond: 1_000, burst: 5_000 },
  /** Streams that one address asks for; more are refused. */
  addressJoins: { perSecond: 20, burst: 1_000 },
} as const;

/** What part of one core the relay means to take. */
export const relayShares = {
  /** Telling viewers; beyond it interim text is told less often. */
  fanOut: 0.5,
} as const;

/** When a client acts. */
export const timing = {
  /** How often the relay beats and pings. */
  heartbeatMs: 10_000,
  /** Reconnecting waits a random time up to a ceiling that doubles between these two. */
  retryMinMs: 500,
  retryMaxMs: 20_000,
  /** A connection that held this long resets the count of failed tries. */
  stableMs: 5_000,
  /** A connection attempt without an answer for this long has failed. */
  connectMs: 10_000,
  /** A closing handshake that takes longer is cut. */
  closeMs: 2_000,
} as const;

/** When a publisher acts; apart, so that pages that only read do not load it. */
export const publisherTiming = {
  /** Typing ends by itself this long after its last renewal. */
  typingTtlMs: 6_000,
  /** A client renews typing at most this often. */
  typingRenewMs: 2_000,
  /** A token is renewed this long before it runs out. */
  renewAheadMs: 60_000,
  /** Where there is no fresh one yet, it is asked for this often. */
  renewRetryMs: 10_000,
  /** A publisher measures its clock against the relay's this often. */
  clockProbeMs: 60_000,
} as const;

/** When a client whose WebSocket does not get through tries for one again. */
export const wayBackTiming = {
  /** The first time, from half of this to all of it after it fell back. */
  firstMs: 20_000,
  /** From then on. */
  everyMs: 60_000,
} as const;

/** When the relay acts. */
export const relayTiming = {
  /** The flush window: events of a session that follow one another within it leave in one frame. */
  flushWindowMs: 30,
  /** Where fan-out takes more of the core than `relayShares.fanOut`, interim text alone is held longer, up to this. */
  widestWindowMs: 250,
  /** How often fan-out's share of the core is looked at. */
  fanOutLookMs: 250,
  /** How often viewers that were spared interim text are looked at, to send it once they have read what waits. */
  levelCheckMs: 250,
  /** The heartbeat's interval has so many parts, and each peer is beaten in one: a crowd's beats must not hold up its words. */
  heartbeatSlots: 50,
  /** Presence is told to presenters at most this often. */
  presenceMs: 1_000,
  /** A viewer's signal counts for this long. */
  signalMs: 30_000,
  /** Signals are told to presenters at most this often. */
  signalsMs: 1_000,
  /** Replies, and who writes one, are told to presenters at most this often. */
  repliesMs: 250,
  /** The interim texts of a publisher whose line broke stay this long, so that a short loss does not blink; so does its place among the captioners. */
  interimGraceMs: 6_000,
  /** The headers of a request MUST be complete this long after its first byte, or after the connection was opened. */
  headersMs: 10_000,
  /** A whole request MUST be there within this. */
  requestMs: 20_000,
  /** How often requests are held against the two above. */
  requestCheckMs: 1_000,
  /** A connection that nothing was asked on for this long after an answer is closed. */
  keepAliveMs: 5_000,
  /** A request or answer that does not move for this long ends its connection. Streams are not meant. */
  stillConnectionMs: 30_000,
  /** Who may connect MUST be settled this long after the upgrade was asked for. */
  admissionMs: 5_000,
  /** How often logs are trimmed to their retention. */
  trimEveryMs: 60_000,
  /** After a write that failed, the store is tried again this often until it works. */
  storeProbeMs: 1_000,
  /** The interim text of a posted request ends this long after it was last renewed. */
  postedInterimMs: 30_000,
  /** A captioning tool's own times count up to this far from the relay's: with a clock that is further off, its captions stand at the time they come. */
  toolClockMs: 10 * 60_000,
  /** The relay finishes a captioning tool's open line after this long without a request. */
  openLineIdleMs: 5_000,
  /** How long a connection that was refused is read on, so that its peer gets the answer. */
  refusedLingerMs: 1_000,
  /** A request that came too fast is answered up to this much later; one that came faster still is refused with `too-fast`. */
  postedWaitMs: 2_000,
  /** How long one try of a webhook may take. */
  webhookTryMs: 15_000,
  /** A webhook is tried again after about this long, then three times as long, and so on up to `webhookRetryMostMs`. */
  webhookRetryMs: 1_000,
  webhookRetryMostMs: 60 * 60 * 1000,
  /** A session that nobody is connected to is put away after this long; its log stays. */
  sessionIdleMs: 60_000,
} as const;
