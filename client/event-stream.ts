// Reads an event stream (HTML, 9.2) as the relay writes it: LF for line ends, one `data` line per message.

/** Calls `onData` with each message, in order; resolves when the stream ends, rejects when it breaks. */
export async function readEventStream(
  body: ReadableStream<Uint8Array>,
  onData: (data: string) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = events.pop() as string;
    for (const event of events) {
      const line = event.split('\n').find((text) => text.startsWith('data: '));
      if (line !== undefined) onData(line.slice('data: '.length));
    }
  }
}
