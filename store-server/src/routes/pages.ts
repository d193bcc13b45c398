import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import Type from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import { ShopperView } from '../core/views.ts';
import { storeServerError } from '../errors.ts';
import type { Store } from '../store.ts';
import { ErrorBody } from './route.ts';
import type { TypedApp } from './route.ts';

const Token = Type.String({ minLength: 1, maxLength: 200 });
const ShopperParams = closed({ visit: Identifier });
const hidden = { hide: true } as const;

/**
 * The pages: the tablet for staff and the shopper's own receipt behind its signed link.
 *
 * @param webFolder what `npm run build:web` made
 */
export async function pageRoutes(app: TypedApp, store: Store, webFolder: string): Promise<void> {
  const built = existsSync(join(webFolder, 'tablet.html'));
  if (built) await app.register(fastifyStatic, { root: webFolder, serve: false });
  const needPages = () => {
    if (!built) throw storeServerError('PAGES_MISSING', webFolder);
  };

  app.get('/', { schema: hidden }, (_request, reply) => reply.redirect('/tablet', 303));

  // Programs that people send links by add to them: what else the address says is let be.
  app.get('/tablet', { schema: { ...hidden, querystring: Type.Object({ token: Type.Optional(Token) }) } }, (request, reply) => {
    needPages();
    const { token } = request.query;
    // The token leaves the address at once, so that it stays out of histories and over-the-shoulder looks.
    if (token !== undefined && app.signIn(request, reply, token)) return reply.redirect('/tablet', 303);
    return app.isStaff(request) ? reply.sendFile('tablet.html') : reply.code(401).sendFile('staff-only.html');
  });

  // The tablet's pages are one document; what follows in the address is its own matter.
  app.get('/tablet/*', { schema: hidden }, (request, reply) => {
    needPages();
    return app.isStaff(request) ? reply.sendFile('tablet.html') : reply.code(401).sendFile('staff-only.html');
  });

  app.get('/r/:visit', { schema: { ...hidden, params: ShopperParams } }, (_request, reply) => {
    needPages();
    return reply.sendFile('receipt.html');
  });

  app.get('/assets/:file', { schema: { ...hidden, params: closed({ file: Identifier }) } }, ({ params }, reply) => {
    needPages();
    return reply.sendFile(`assets/${params.file}`, { maxAge: '365d', immutable: true });
  });

  app.get('/api/shopper/:visit', {
    schema: {
      summary: 'A visit as its shopper sees it, by the token of the signed link',
      params: ShopperParams,
      querystring: closed({ token: Token }),
      response: { 200: ShopperView, 403: ErrorBody },
    },
  }, ({ params, query }) => {
    const visit = store.till.visits.find(params.visit);
    // One answer for a wrong token and for a wrong visit: nobody learns which visits there are.
    if (!store.signer.isShopperToken(params.visit, query.token) || visit === undefined) {
      throw storeServerError('LINK_INVALID', `visit "${params.visit}"`);
    }
    const receipt = store.till.receipts.ofVisit(params.visit);
    const { name, taxClasses } = store.plan;
    return { store: name, state: visit.state, taxClasses, ...(receipt === undefined ? {} : { receipt }) };
  });
}
