// What came back over a connection, read as HTTP/1.1 answers (RFC 9112, 6.3), strictly: whatever does not read as one is
// an error of the relay's.
import type { HttpAnswer } from './documented.ts';

export type ReadAnswers = {
  readonly answers: readonly HttpAnswer[];
  /** What is left behind the last whole answer. */
  readonly rest: Buffer;
};

/** @param isHead whether the answers have no body, whatever their headers say. */
export function readAnswers(data: Buffer, isHead: boolean): ReadAnswers {
  const answers: HttpAnswer[] = [];
  let rest = data;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return { answers, rest };
    const [first = '', ...lines] = rest.toString('latin1', 0, end).split('\r\n');
    const status = /^HTTP\/1\.1 (\d{3}) [ -~]*$/.exec(first)?.[1];
    if (status === undefined) throw new Error(`no status line: ${first}`);
    const headers = new Map(
      lines.map((line) => {
        const [, name, value] = /^([\w-]+): ?(.*)$/.exec(line) ?? [];
        if (name === undefined) throw new Error(`no header: ${line}`);
        return [name.toLowerCase(), value as string] as const;
      }),
    );
    const start = end + 4;
    const isStream = headers.get('content-type')?.startsWith('text/event-stream');
    const hasNone = isHead || isStream || /^(1\d\d|204|304)$/.test(status);
    const body = hasNone ? { body: Buffer.alloc(0), end: start } : bodyOf(rest, start, headers);
    if (!body) return { answers, rest };
    answers.push({ status: Number(status), headers, body: body.body });
    rest = rest.subarray(body.end);
    // What follows is another protocol, or a stream of events that has no end.
    if (status === '101' || isStream) return { answers, rest: Buffer.alloc(0) };
  }
}

function bodyOf(
  data: Buffer,
  start: number,
  headers: ReadonlyMap<string, string>,
): { body: Buffer; end: number } | undefined {
  if (headers.get('transfer-encoding') === 'chunked') return chunkedBody(data, start);
  const length = Number(headers.get('content-length') ?? 0);
  const end = start + length;
  return data.length < end ? undefined : { body: data.subarray(start, end), end };
}

function chunkedBody(data: Buffer, start: number): { body: Buffer; end: number } | undefined {
  const chunks: Buffer[] = [];
  for (let at = start; ;) {
    const lineEnd = data.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(data.toString('latin1', at, lineEnd), 16);
    const chunk = data.subarray(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
    if (data.length < at) return undefined;
    if (size === 0) return { body: Buffer.concat(chunks), end: at };
    chunks.push(chunk);
  }
}
