// The demo's pages: files as they are, and the support page once more for each visitor, with a session of that visitor's own as
// docs/support.md shows it. Whoever opens that page may be its agent too, which is what a demo is for.
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

import { consoleLink } from '../../protocol/links.ts';
import type { Tokens } from '../auth/tokens.ts';
import { packageFiles } from '../package-files.ts';
import { customerPage } from '../pages/customer-page.ts';

/** The tokens and the cookie end together, so that a visitor who comes back later begins anew. */
const ttlS = 12 * 60 * 60;

export async function addDemo(app: FastifyInstance, tokens: Tokens): Promise<void> {
  await app.register(fastifyStatic, {
    root: packageFiles.demo,
    prefix: '/demo/',
    decorateReply: false,
    cacheControl: false,
  });
  const supportPage = readFileSync(join(packageFiles.demo, 'support.html'), 'utf8');

  app.get('/demo/customer.html', { config: { api: false } }, async (request, reply) => {
    const known = /(?:^|; )captionwire-customer=([\w-]{36})/.exec(request.headers.cookie ?? '')?.[1];
    const customer = known ?? randomUUID();
    // The session's name may be logged on its way. Nobody can make the cookie from it.
    const session = createHash('sha256').update(customer).digest('base64url');
    const [viewer, agent] = await Promise.all([
      tokens.sign({ session, role: 'viewer', replies: true, ttlS }),
      tokens.sign({ session, role: 'presenter', name: 'Maya', publicName: true, ttlS }),
    ]);
    if (!known) {
      const secure = request.protocol === 'https' ? '; Secure' : '';
      const cookie = `captionwire-customer=${customer}; Max-Age=${ttlS}; Path=/demo; HttpOnly; SameSite=Lax`;
      void reply.header('set-cookie', cookie + secure);
    }
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(customerPage(supportPage, { session, token: viewer, agent: consoleLink('', session, agent) }));
  });
}
