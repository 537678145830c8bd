// Requests as captioning tools make them: the URL that they were given, with what they add to it.
import { type IngestDialect, ingestLink } from '../../protocol/links.ts';
import type { RunningRelay } from './running-relay.ts';

export async function toolUrl(
  relay: RunningRelay,
  dialect: IngestDialect,
  { session = 'talk', ttlS }: { readonly session?: string; readonly ttlS?: number } = {},
): Promise<string> {
  return ingestLink(relay.url, dialect, session, await relay.inviteTool({ session, ttlS }));
}

export type ToolAnswer = { readonly status: number; readonly text: string; readonly headers: Headers };

export async function send(
  url: string,
  body: string | Uint8Array,
  { method = 'POST', ...init }: RequestInit = {},
): Promise<ToolAnswer> {
  const answer = await fetch(url, { method, ...(method === 'GET' ? {} : { body: body as string }), ...init });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

/** The code of a problem document. */
export const codeOf = ({ text }: ToolAnswer): unknown => JSON.parse(text).code;

/** What was said so far, line by line; '' before anything was. */
export async function said(relay: RunningRelay, session = 'talk'): Promise<string> {
  const answer = await fetch(`${relay.url}/v1/sessions/${session}/transcript.txt`);
  return answer.status === 404 ? '' : answer.text();
}

/** The answer to a tool that asks for its last number. */
export const seqOf = async (url: string) => {
  const answer = await fetch(url.replace('/closedcaption?', '/closedcaption/seq?'));
  return [answer.status, await answer.text()];
};
