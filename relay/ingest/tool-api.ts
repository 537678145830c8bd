// What `/openapi.json` says of the URLs that captioning tools send to. `captionwire invite SESSION --ingest DIALECT` prints them
// whole; docs/ingest.md has an example of each.
import { Type } from 'typebox';

import { LevelSchema } from '../../protocol/records.ts';
import type { ApiOperation } from '../http/api-document.ts';
import { content, problems, query, text } from '../http/api-parts.ts';

const token = query('token', 'The token of the tool', { required: true });
const lang = query('lang', 'Language of what is said');
const seq = (more: object = {}) =>
  query('seq', 'The tool’s own number: one that was there before is published once', {
    schema: { type: 'integer', minimum: 0 },
    ...more,
  });

const plainBody = (description: string) => ({
  required: true,
  description,
  ...content({ type: 'string' }, 'text/plain'),
});

const tool = (operation: Omit<ApiOperation, 'tags'>): ApiOperation => ({
  tags: ['tools'],
  security: [],
  ...operation,
  responses: { ...operation.responses, ...problems(400, 401, 403, 405, 413, 429, 503) },
});

const closedCaptionQuery = [
  query('id', 'The session; Zoom’s form and YouTube’s long one'),
  query('signature', 'The token of the tool; Zoom’s form and YouTube’s long one'),
  query('ns', 'Anything; Zoom’s form needs it'),
  query('expire', 'Anything; Zoom’s form needs it'),
  query('spparams', 'Anything; Zoom’s form needs it'),
  query('cid', 'The token of the tool; YouTube’s short form'),
  query('key', 'yt_qc says that it is YouTube’s form'),
];

const WebhookSchema = Type.Object({
  transcript: Type.Optional(Type.String({ description: 'Or text, or caption: what was said.' })),
  sequence: Type.Optional(
    Type.Integer({ description: 'The same one with the same words is published once.' }),
  ),
  speaker: Type.Optional(Type.String()),
  lang: Type.Optional(Type.String()),
  status: Type.Optional(Type.String({ description: 'Stands beside the captions; empty takes it away.' })),
  level: Type.Optional(LevelSchema),
});

export const toolApi = {
  '/closedcaption': tool({
    summary: 'Captions as for Zoom or YouTube',
    parameters: [...closedCaptionQuery, seq(), lang],
    requestBody: plainBody(
      'Zoom: lines. YouTube: a line with a time, then words; without any it asks for the time.',
    ),
    responses: { 200: text('The relay’s time', 'text/plain') },
  }),
  '/cartcaption': tool({
    summary: 'Captions as for Teams',
    parameters: [
      query('meetingid', 'The session', { required: true }),
      query('token', 'The token of the tool', { required: true }),
      lang,
    ],
    requestBody: plainBody('One more line'),
    responses: { 200: text('Nothing', 'text/plain'), ...problems(404) },
  }),
  '/ingest/streamtext': tool({
    summary: 'Characters as StreamText’s senders push them',
    parameters: [token, seq({ required: true }), lang],
    requestBody: plainBody('What was written since; 0x08 takes back a character'),
    responses: { 200: text('Nothing', 'text/plain'), ...problems(409) },
  }),
  '/ingest/webhook': tool({
    summary: 'A line or a status as JSON or text, whatever its media type',
    parameters: [
      token,
      lang,
      query('as', 'status: plain words are one', { schema: { enum: ['status'] } }),
      query('level', 'Of a status', { schema: LevelSchema }),
    ],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: WebhookSchema,
          example: { status: 'The microphone is off', level: 'alert' },
        },
        'text/plain': { schema: { type: 'string' } },
      },
    },
    responses: { 200: text('Nothing', 'text/plain'), ...problems(409) },
  }),
} satisfies Record<string, ApiOperation>;

export const lastSeqApi = tool({
  summary: 'The last number that a tool sent',
  parameters: closedCaptionQuery,
  responses: { 200: text('A whole number; 0 before any', 'text/plain') },
});
