// The relay's own pages: start page, full-page viewer, presenter console.
import { join } from 'node:path';

import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { errorCodes } from '../../protocol/codes.ts';
import { isSessionName, sessionNameRule } from '../../protocol/session-name.ts';
import { originAllowed } from '../auth/origins.ts';
import { packageFiles } from '../package-files.ts';
import { startPage } from '../pages/start-page.ts';
import { viewerPage } from '../pages/viewer-page.ts';
import type { AppOptions } from './app.ts';
import type { ApiOperation } from './api-document.ts';
import { ofSession, problems, text } from './api-parts.ts';
import { sendProblem } from './problems.ts';

const page = (summary: string, more: Partial<ApiOperation> = {}): ApiOperation => ({
  tags: ['pages'],
  summary,
  responses: { 200: text('The page', 'text/html') },
  ...more,
});

const htmlType = 'text/html; charset=utf-8';

/** The relay's URL as this request reached it; a proxy that is trusted says how that was. */
function ownUrl(request: FastifyRequest): string {
  return `${request.protocol === 'https' ? 'https' : 'http'}://${request.host}`;
}

export async function addPages(app: FastifyInstance, options: AppOptions): Promise<void> {
  const { isPrivate, demo, origins, proxies } = options;
  /** Whether the relay's own pages may connect where this request came to. */
  const mayConnect = (request: FastifyRequest) =>
    originAllowed(ownUrl(request), proxies.hostOf(request.raw), origins);

  app.get('/', { config: { api: page('Start page: links, and the tag to copy') } }, (request, reply) =>
    reply
      .type(htmlType)
      .header('cache-control', 'no-cache')
      .send(startPage(ownUrl(request), { demo, isAllowed: mayConnect(request) })),
  );

  const viewer = page('Captions of a session as a page', {
    parameters: [ofSession],
    responses: { 200: text('The page', 'text/html'), ...problems(400) },
  });
  app.get<{ Params: { session: string } }>('/s/:session', { config: { api: viewer } }, (request, reply) => {
    const name = request.params.session;
    if (!isSessionName(name)) {
      return sendProblem(reply, { status: 400, code: errorCodes.sessionName, detail: sessionNameRule });
    }
    return reply.type(htmlType).header('cache-control', 'no-store').send(viewerPage(name, isPrivate));
  });

  // The console is one page whose files have names with a hash; it must itself always be asked for.
  app.get('/console', { config: { api: page('Presenter console') } }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').sendFile('console/index.html', { cacheControl: false }),
  );
  await app.register(fastifyStatic, {
    root: join(packageFiles.browser, 'console', 'assets'),
    prefix: '/console/assets/',
    decorateReply: false,
    immutable: true,
    maxAge: '365d',
  });
  await app.register(fastifyStatic, {
    root: join(packageFiles.browser, 'pages'),
    prefix: '/pages/',
    decorateReply: false,
    maxAge: '5m',
  });
}
