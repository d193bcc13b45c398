import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { closed, Identifier } from '@walkout/contracts';
import { storeServerError } from '../errors.ts';
import type { TypedApp } from './route.ts';

const ShopperParams = closed({ visit: Identifier });
const hidden = { hide: true } as const;
/** Where a page for staff sends those who are not signed in. */
const SIGN_IN = '/sign-in';

/**
 * The pages: the tablet for staff and, behind signed links, the shopper's receipts and entry code.
 *
 * @param webFolder what `npm run build:web` made
 */
export async function pageRoutes(app: TypedApp, webFolder: string): Promise<void> {
  const built = existsSync(join(webFolder, 'tablet.html'));
  if (built) await app.register(fastifyStatic, { root: webFolder, serve: false });
  const needPages = () => {
    if (!built) throw storeServerError('PAGES_MISSING', webFolder);
  };

  app.get('/', { config: { access: 'public' }, schema: hidden }, (_request, reply) => reply.redirect('/tablet', 303));

  // The tablet's pages are one document; what follows in the address is its own matter.
  for (const path of ['/tablet', '/tablet/*']) {
    app.get(path, { config: { access: 'staff', otherwise: SIGN_IN }, schema: hidden }, (_request, reply) => {
      needPages();
      return reply.sendFile('tablet.html');
    });
  }

  // The code of an enrolment link stands after `#`: it reaches neither a log nor another server.
  for (const path of [SIGN_IN, '/enrol']) {
    app.get(path, { config: { access: 'public' }, schema: hidden }, (_request, reply) => {
      needPages();
      return reply.sendFile('sign-in.html');
    });
  }

  app.get('/r/:visit', { config: { access: 'public' }, schema: { ...hidden, params: ShopperParams } }, (_request, reply) => {
    needPages();
    return reply.sendFile('receipt.html');
  });

  app.get('/entry/:shopper', { config: { access: 'public' }, schema: { ...hidden, params: closed({ shopper: Identifier }) } }, (_request, reply) => {
    needPages();
    return reply.sendFile('entry.html');
  });

  app.get('/assets/:file', { config: { access: 'public' }, schema: { ...hidden, params: closed({ file: Identifier }) } }, ({ params }, reply) => {
    needPages();
    return reply.sendFile(`assets/${params.file}`, { maxAge: '365d', immutable: true });
  });
}
