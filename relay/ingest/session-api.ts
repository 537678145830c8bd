// What `/openapi.json` says of publishing by requests: the schemas are those that requests are checked by.
import { Type } from 'typebox';

import { relayLimits } from '../../protocol/limits.ts';
import {
  CaptionBodySchema,
  CaptionsBodySchema,
  PublishedSchema,
  StatusBodySchema,
  TypingBodySchema,
} from '../../protocol/posted-bodies.ts';
import type { ApiOperation } from '../http/api-document.ts';
import { content, ofSession, problems, withToken } from '../http/api-parts.ts';

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Of your own: a request that is sent again under it is published once, also after a restart.',
  schema: { type: 'string', minLength: 1, maxLength: relayLimits.requestKeyChars },
};

const publishing = (summary: string, body: object, answer: object): ApiOperation => ({
  tags: ['publish'],
  summary,
  security: withToken('needed'),
  parameters: [ofSession, idempotencyKey],
  requestBody: { required: true, ...body },
  responses: {
    200: { description: 'It is in the log.', ...content(answer, 'application/json') },
    ...problems(400, 401, 403, 413, 422, 429, 503),
  },
});

const json = (schema: object, example: object) => ({
  content: { 'application/json': { schema, example } },
});

const captions = json(Type.Union([CaptionBodySchema, CaptionsBodySchema]), {
  text: 'Can you hear us at the back?',
  speaker: 'Ana',
});

export const sessionApi = {
  captions: publishing(
    'Publish captions, all or none of them',
    { content: { ...captions.content, ...content({ type: 'string' }, 'text/plain').content } },
    PublishedSchema,
  ),
  status: publishing(
    'Say a status, which stands beside the captions until the next one',
    json(StatusBodySchema, { text: 'We go on in ten minutes', level: 'info' }),
    PublishedSchema,
  ),
  typing: publishing(
    'Say that somebody types, or stopped',
    json(TypingBodySchema, { typing: true, name: 'Ana' }),
    Type.Object({}),
  ),
} satisfies Record<string, ApiOperation>;
