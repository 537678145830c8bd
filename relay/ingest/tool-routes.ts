// The URLs that captioning tools send to, each in the tool's own dialect. Any page may use one: what it may do is in its
// token, and no cookie or other right of a browser counts here.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { errorCodes } from '../../protocol/codes.ts';
import type { IngestDialect } from '../../protocol/links.ts';
import type { Draft } from '../../protocol/records.ts';
import { answerPreflight } from '../http/allowed-page.ts';
import { ProblemError } from '../http/problems.ts';
import { type Cue, draftsOf, timedCues } from './dialects/cues.ts';
import { type Address, type Parameters, readParameters } from './dialects/parameters.ts';
import { streamTextAddress, streamTextTime } from './dialects/stream-text.ts';
import { teamsAddress, teamsCues } from './dialects/teams.ts';
import { readWebhook, webhookAddress, webhookDefaults } from './dialects/webhook.ts';
import { isYoutube, youtubeAddress, youtubeCues, youtubeTime } from './dialects/youtube.ts';
import { zoomAddress, zoomCues, zoomTime } from './dialects/zoom.ts';
import { readBodiesAsBytes, textOf } from './request-body.ts';
import { createStreamTexts } from './stream-texts.ts';
import { lastSeqApi, toolApi } from './tool-api.ts';
import { createToolLines } from './tool-lines.ts';
import { createToolSenders, manners, type ToolSender, type ToolSenderOptions } from './tool-senders.ts';

export type ToolRouteOptions = ToolSenderOptions & {
  onError(error: unknown, context: { stage: string }): void;
};

type Route = { Querystring: Record<string, unknown> };

/** A tool's service that counts its requests and asks for the last count. */
type Counted = {
  address(parameters: Parameters): Address;
  cues(text: string): readonly Cue[];
  time(nowMs: number): string;
};

const counted: Readonly<Record<'zoom' | 'youtube', Counted>> = {
  zoom: { address: zoomAddress, cues: zoomCues, time: zoomTime },
  youtube: { address: youtubeAddress, cues: youtubeCues, time: youtubeTime },
};

const parametersOf = (request: FastifyRequest<Route>, dialect: IngestDialect) =>
  readParameters(request.query, manners[dialect].parameter);

const countedDialect = (request: FastifyRequest<Route>, text: string) =>
  isYoutube(parametersOf(request, 'youtube'), text) ? 'youtube' : 'zoom';

export function addToolRoutes(app: FastifyInstance, options: ToolRouteOptions): void {
  const { publishCall } = options;
  const senders = createToolSenders(options);
  const streams = createStreamTexts(options);
  const toolLines = createToolLines(options);
  // Requests under way have been answered by then.
  app.addHook('onClose', async () => void (await Promise.all([streams.close(), toolLines.close()])));

  /** Publishes what a tool counts. */
  async function closedCaption(request: FastifyRequest<Route>): Promise<string> {
    const text = textOf(request.body);
    const dialect = countedDialect(request, text);
    const { address, cues, time } = counted[dialect];
    const parameters = parametersOf(request, dialect);
    const named = address(parameters);
    // A body without words asks for the time, and may come without a number.
    const seq = text.trim() === '' ? undefined : parameters.number('seq');
    const sender = await senders.read(request, dialect, named);
    if (seq !== undefined) {
      const pieces = timedCues(cues(text), Date.now());
      await toolLines.take({ ...sender, seq, pieces, voice: { lang: named.lang } });
    }
    return time(Date.now());
  }

  async function lastSeq(request: FastifyRequest<Route>): Promise<string> {
    const dialect = countedDialect(request, '');
    const named = counted[dialect].address(parametersOf(request, dialect));
    const { session, publisher } = await senders.read(request, dialect, named);
    return String((await toolLines.last(session, publisher)) ?? 0);
  }

  async function cartCaption(request: FastifyRequest<Route>): Promise<string> {
    const named = teamsAddress(parametersOf(request, 'teams'));
    const sender = await senders.read(request, 'teams', named);
    await publishNext(sender, draftsOf(teamsCues(textOf(request.body)), named));
    return '';
  }

  async function streamText(request: FastifyRequest<Route>): Promise<string> {
    const { 'content-language': language, 'x-timestamp': written } = request.headers;
    const named = streamTextAddress(parametersOf(request, 'streamtext'), language);
    const sender = await senders.read(request, 'streamtext', named);
    const at = streamTextTime(String(written)) ?? Date.now();
    const { seq = 0, lang } = named;
    await streams.take({ ...sender, seq, characters: textOf(request.body), at, lang });
    return '';
  }

  async function webhook(request: FastifyRequest<Route>): Promise<string> {
    const parameters = parametersOf(request, 'webhook');
    const named = webhookAddress(parameters);
    const defaults = webhookDefaults(parameters);
    const sender = await senders.read(request, 'webhook', named);
    const text = textOf(request.body);
    if (text.trim() === '') return '';
    const event = readWebhook(text, defaults);
    if (event.type === 'status') {
      const { level, text: said } = event;
      const status = said.trim() === '' ? clearStatus : ({ type: 'status', level, text: said } as const);
      await publishNext(sender, [status]);
      return '';
    }
    const { cue, speaker, sequence, isFinal, lang = named.lang } = event;
    const voice = { lang, speaker };
    if (isFinal === false) await toolLines.show({ ...sender, text: cue.text, voice });
    else await toolLines.take({ ...sender, seq: sequence, pieces: timedCues([cue], Date.now()), voice });
    return '';
  }

  async function publishNext(sender: ToolSender, drafts: readonly Draft[]): Promise<void> {
    if (drafts.length === 0) return;
    const { publisher } = sender;
    const batch = { publisher, numbering: 'rising', number: 'next', drafts } as const;
    await publishCall.publish({ ...sender, batch });
  }

  const posts: Record<keyof typeof toolApi, (request: FastifyRequest<Route>) => Promise<string>> = {
    '/closedcaption': closedCaption,
    '/cartcaption': cartCaption,
    '/ingest/streamtext': streamText,
    '/ingest/webhook': webhook,
  };

  void app.register(async (scope) => {
    readBodiesAsBytes(scope);
    scope.addHook('onRequest', async (_request, reply) => {
      void reply.headers(forAnyPage);
    });
    for (const url of Object.keys(posts) as (keyof typeof posts)[]) {
      scope.post<Route>(url, { config: { api: toolApi[url] } }, async (request, reply) =>
        sendText(reply, await posts[url](request)),
      );
      scope.options(url, (_request, reply) => answerPreflight(reply, 'POST', '*'));
      scope.route({
        url,
        method: ['GET', 'PUT', 'PATCH', 'DELETE'],
        config: { api: false },
        handler: refuseMethod,
      });
    }
    scope.get<Route>('/closedcaption/seq', { config: { api: lastSeqApi } }, async (request, reply) =>
      sendText(reply, await lastSeq(request)),
    );
  });
}

const clearStatus = { type: 'clear', scope: 'status' } as const;

/** Also what a page asks in the mode `no-cors`, which reads nothing of the answer, is refused it without the second. */
const forAnyPage = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-store',
};

const sendText = (reply: FastifyReply, text: string) => reply.type('text/plain; charset=utf-8').send(text);

function refuseMethod(_request: FastifyRequest, reply: FastifyReply): never {
  void reply.header('allow', 'POST, OPTIONS');
  throw new ProblemError({ status: 405, code: errorCodes.method, detail: 'captions are sent with POST' });
}
