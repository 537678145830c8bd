// `GET /s/SESSION/plain`: the text so far and what is said from then on as one HTML page that stays open, for browsers
// without JavaScript. A viewer like any other: counted, limited, never buffered beyond the house's limits.
import type { FastifyInstance } from 'fastify';

import type { ApiOperation } from '../http/api-document.ts';
import { ofSession, problems, text, withToken } from '../http/api-parts.ts';
import { closeCodes } from '../../protocol/codes.ts';
import { seqOfCursor } from '../../protocol/cursor.ts';
import { limits, relayLimits } from '../../protocol/limits.ts';
import type { LogRecord } from '../../protocol/records.ts';
import type { Snapshot } from '../../protocol/server-messages.ts';
import { type Change, emptyTranscript, foldRecord } from '../../protocol/transcript.ts';
import {
  newsBegin,
  pageIsFull,
  plainLine,
  plainMark,
  plainPageComment,
  plainPageEnd,
  plainPageHead,
  plainRetraction,
  plainStatus,
} from '../pages/plain-page.ts';
import { openResponse } from './open-response.ts';
import { createRefusals } from './refusals.ts';
import type { Spelling } from './response-peer.ts';
import { type ResponseStreamOptions, serveResponse } from './serve-response.ts';
import { readReadingRequest } from './stream-request.ts';

const plain: ApiOperation = {
  tags: ['pages'],
  summary: 'Captions of a session as a page that needs no JavaScript and grows while it is read',
  security: withToken('optional'),
  parameters: [ofSession],
  responses: { 200: text('The page', 'text/html'), ...problems(400, 401, 403, 429, 503) },
};

export function addPlainPages(app: FastifyInstance, options: ResponseStreamOptions): void {
  const { refuse } = createRefusals(options.watch, options.proxies);
  // Streams have limits of their own.
  const manner = { exposeHeadRoute: false, config: { rateLimit: false, api: plain } } as const;
  app.get('/s/:session/plain', manner, (request, reply) => {
    const asked = readReadingRequest(request.raw, 'plain', options);
    if (asked.type === 'refused') return refuse(request, reply, asked);
    return serveResponse(request, reply, asked, options, () => {
      const response = openResponse(reply, 'text/html');
      response.write(plainPageHead(asked.session));
      return { response, spelling: spellPage(asked.session) };
    });
  });
}

const ended = 'The captions have ended.';
const gap = 'Some lines may be missing here.';

/** One page: it remembers what it shows, as far back as a correction may reach. */
function spellPage(session: string): Spelling {
  let transcript = emptyTranscript;
  let cursor = '';
  let paragraphs = 0;
  /** What stood before the page began is not known to it, so a correction may be of that. */
  let goesOn = false;

  function paragraphOf(change: Change, record: LogRecord): string {
    switch (change.type) {
      case 'added':
        return plainLine(change.line);
      case 'revised':
        return plainLine(change.line, 'Correction');
      case 'retracted':
        return plainRetraction(change.before);
      case 'status':
        return plainStatus(change.status);
      case 'screen-cleared':
        return '<hr>\n';
      case 'ended':
        return plainMark(ended);
      case 'ignored':
        return goesOn && record.type === 'line' && record.rev > 1 ? plainLine(record, 'Correction') : '';
      case 'status-cleared':
        return '';
    }
  }

  const add = (paragraph: string) => {
    if (paragraph) paragraphs++;
    return paragraph;
  };
  const fold = (records: readonly LogRecord[]) => {
    let text = '';
    for (const record of records) {
      const folded = foldRecord(transcript, record, limits.snapshotLines);
      transcript = folded.transcript;
      text += add(paragraphOf(folded.change, record));
    }
    return text;
  };
  const begin = ({ lines, status, ended: isOver, clearedSeq, reset }: Snapshot, seq: number) => {
    // The numbers of another log say nothing about this page.
    const seen = reset === 'trimmed' ? transcript.seq : 0;
    let text = reset ? add(plainMark(gap)) : '';
    for (const line of lines) if (line.seq > seen) text += add(plainLine(line));
    if (status && status.seq > seen) text += add(plainStatus(status));
    if (isOver) text += add(plainMark(ended));
    transcript = { seq, lines, status, clearedSeq, ended: isOver };
    return text;
  };

  return {
    frame(frame) {
      const message = frame.logMessage();
      if (!message?.cursor) return [];
      const isFirst = cursor === '';
      ({ cursor } = message);
      let text = '';
      if (message.type === 'snapshot') text = begin(message, seqOfCursor(cursor));
      else if (message.type !== 'beat') {
        goesOn ||= isFirst;
        text = fold(message.records ?? []);
      }
      if (isFirst) text += newsBegin;
      return text ? [text] : [];
    },
    comment: plainPageComment,
    end: (code, reason) =>
      plainPageEnd(
        session,
        code === closeCodes.end ? pageIsFull : `This page has stopped: ${reason}.`,
        cursor,
      ),
    isFull: () => paragraphs >= relayLimits.plainPageParagraphs,
  };
}
