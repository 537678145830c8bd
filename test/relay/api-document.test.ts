import { Validator } from '@seriousme/openapi-schema-validator';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';

import { errorCodes } from '../../protocol/codes.ts';
import { LineSchema } from '../../protocol/records.ts';
import { startRelay } from '../helpers/running-relay.ts';

type Operation = {
  readonly requestBody?: { content: Record<string, { example?: object }> };
  readonly responses: Record<string, { content?: Record<string, { schema: object }> }>;
};
type Document = {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, object> };
};

async function readDocument() {
  const relay = await startRelay();
  const response = await fetch(`${relay.url}/openapi.json`);
  return { relay, response, document: (await response.json()) as Document };
}

describe('/openapi.json', () => {
  it('is OpenAPI 3.1 that a validator takes, for any page to read', async () => {
    const { document, response } = await readDocument();
    expect(document.openapi).toMatch(/^3\.1\./);
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document))).toMatchObject({ valid: true });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('has every route of the interface', async () => {
    const { document } = await readDocument();
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.toSorted()).toEqual([
      'GET /',
      'GET /closedcaption/seq',
      'GET /console',
      'GET /healthz',
      'GET /metrics',
      'GET /openapi.json',
      'GET /readyz',
      'GET /s/{session}',
      'GET /s/{session}/plain',
      'GET /v1/sessions/{session}/events',
      'GET /v1/sessions/{session}/live',
      'GET /v1/sessions/{session}/transcript.json',
      'GET /v1/sessions/{session}/transcript.srt',
      'GET /v1/sessions/{session}/transcript.txt',
      'GET /v1/sessions/{session}/transcript.vtt',
      'GET /widget.js',
      'POST /cartcaption',
      'POST /closedcaption',
      'POST /ingest/streamtext',
      'POST /ingest/webhook',
      'POST /v1/sessions/{session}/captions',
      'POST /v1/sessions/{session}/status',
      'POST /v1/sessions/{session}/tokens',
      'POST /v1/sessions/{session}/typing',
    ]);
  });

  it.each(['captions', 'status', 'typing'])(
    'gives an example of /%s that works, and its answer',
    async (what) => {
      const { relay, document } = await readDocument();
      const operation = document.paths[`/v1/sessions/{session}/${what}`]?.['post'] as Operation;
      const token = await relay.invite({ session: 'talk', role: 'presenter' });
      const response = await fetch(`${relay.url}/v1/sessions/talk/${what}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(operation.requestBody?.content['application/json']?.example),
      });
      expect(response.status).toBe(200);
      const schema = operation.responses['200']?.content?.['application/json']?.schema as object;
      expect([...Value.Errors(Type.Unsafe(schema), await response.json())]).toEqual([]);
    },
  );

  it('gives the form of lines and of problems as they come', async () => {
    const { relay, document } = await readDocument();
    const { Line, Problem } = document.components.schemas;
    const anna = await relay.present('talk');
    anna.say(1, 'Hello', { speaker: 'Anna' });
    await anna.next('ack');
    const transcript = await fetch(`${relay.url}/v1/sessions/talk/transcript.json`);
    const { lines } = (await transcript.json()) as { lines: unknown[] };
    expect(Line).toEqual(JSON.parse(JSON.stringify(LineSchema)));
    expect(lines.map((line) => Value.Check(Type.Unsafe(Line as object), line))).toEqual([true]);
    const refused = await fetch(`${relay.url}/v1/sessions/talk/captions`, { method: 'POST', body: '' });
    const problem = await refused.json();
    expect([...Value.Errors(Type.Unsafe(Problem as object), problem)]).toEqual([]);
    expect(problem).toMatchObject({ code: errorCodes.token });
  });
});
