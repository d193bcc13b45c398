import { fileURLToPath } from 'node:url';
import fastify, { LogController } from 'fastify';
import type { Logger } from 'pino';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { access } from './plugins/access.ts';
import { errors } from './plugins/errors.ts';
import { compileLazily } from './plugins/compile-lazily.ts';
import { openapi } from './plugins/openapi.ts';
import { SAFE_METHODS, security } from './plugins/security.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { claimRoutes } from './routes/claims.ts';
import { evidenceRoutes } from './routes/evidence.ts';
import { gateRoutes } from './routes/gates.ts';
import { healthRoutes } from './routes/health.ts';
import { layoutRoutes } from './routes/layout.ts';
import { liveRoutes } from './routes/live.ts';
import { pageRoutes } from './routes/pages.ts';
import { accountRoutes, webhookRoutes } from './routes/payments.ts';
import { promotionRoutes } from './routes/promotions.ts';
import { receiptRoutes } from './routes/receipts.ts';
import type { TypedApp } from './routes/route.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { auditRoutes, deviceRoutes, staffRoutes } from './routes/staff.ts';
import { shopperReceiptRoutes } from './routes/shopper-receipts.ts';
import { myPageRoutes, shopperRoutes } from './routes/shoppers.ts';
import { storeRoutes } from './routes/store.ts';
import { visitRoutes } from './routes/visits.ts';
import type { Store } from './store.ts';

/** Where `npm run build:web` puts the pages. */
export const WEB_FOLDER = fileURLToPath(new URL('../dist/web/', import.meta.url));
const MOST_BODY_BYTES = 64 * 1024;
/** HTTP statuses from here on. */
const SERVER_FAILED = 500;

export interface AppOptions {
  readonly store: Store;
  readonly logger: Logger;
  /** Opens the API to a program as to a manager; without it no program gets in. */
  readonly staffToken?: string | undefined;
  /** Where browsers reach this server, TLS in front of it included; without it at the host that they name. */
  readonly publicUrl?: URL | undefined;
  /** What `npm run build:web` made. */
  readonly webFolder: string;
}

/** Builds the HTTP side of a store; nothing listens yet. */
export async function buildApp({ store, logger, staffToken, publicUrl, webFolder }: AppOptions): Promise<TypedApp> {
  const app = fastify({
    loggerInstance: logger,
    // Addresses carry tokens; requests are counted elsewhere, and what goes wrong is logged where it does.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MOST_BODY_BYTES,
    // What is not understood is refused, not dropped in silence.
    ajv: { customOptions: { removeAdditional: false } },
    schemaController: { compilersFactory: compileLazily() },
    forceCloseConnections: true,
    // Behind a proxy of this machine, the address that requests are counted by is the one that the proxy names.
    trustProxy: publicUrl === undefined ? false : 'loopback',
  }).withTypeProvider<TypeBoxTypeProvider>() as unknown as TypedApp;
  await app.register(errors);
  await app.register(security, { publicUrl });
  await app.register(access, { door: store.door, staffToken, secure: publicUrl?.protocol === 'https:' });
  await app.register(openapi);
  const { durable, transact } = store;
  // What was changed outlives a power cut before whoever changed it is told, and a killed process before anybody is.
  app.addHook('onSend', async (request, reply) => {
    if (SAFE_METHODS.has(request.method)) transact.flush();
    // That this server failed promises nothing.
    else if (reply.statusCode < SERVER_FAILED) await durable();
  });
  healthRoutes(app, store);
  signInRoutes(app, store);
  shopperReceiptRoutes(app, store);
  myPageRoutes(app, store);
  await webhookRoutes(app, store);
  await pageRoutes(app, webFolder);
  staffRoutes(app, store);
  deviceRoutes(app, store);
  auditRoutes(app, store);
  catalogueRoutes(app, store);
  layoutRoutes(app, store);
  storeRoutes(app, store);
  visitRoutes(app, store);
  evidenceRoutes(app, store);
  receiptRoutes(app, store);
  claimRoutes(app, store);
  promotionRoutes(app, store);
  shopperRoutes(app, store);
  accountRoutes(app, store);
  gateRoutes(app, store);
  liveRoutes(app, store);
  return app;
}
