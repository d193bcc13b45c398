import { fileURLToPath } from 'node:url';
import fastify, { LogController } from 'fastify';
import type { Logger } from 'pino';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { errors } from './plugins/errors.ts';
import { openapi } from './plugins/openapi.ts';
import { security } from './plugins/security.ts';
import { staff } from './plugins/staff.ts';
import { healthRoutes } from './routes/health.ts';
import { liveRoutes } from './routes/live.ts';
import { pageRoutes } from './routes/pages.ts';
import { receiptRoutes } from './routes/receipts.ts';
import type { TypedApp } from './routes/route.ts';
import { storeRoutes } from './routes/store.ts';
import { visitRoutes } from './routes/visits.ts';
import type { Store } from './store.ts';

/** Where `npm run build:web` puts the pages. */
export const WEB_FOLDER = fileURLToPath(new URL('../dist/web/', import.meta.url));
const MOST_BODY_BYTES = 64 * 1024;

export interface AppOptions {
  readonly store: Store;
  readonly logger: Logger;
  readonly staffToken: string;
  /** What `npm run build:web` made. */
  readonly webFolder: string;
}

/** Builds the HTTP side of a store; nothing listens yet. */
export async function buildApp({ store, logger, staffToken, webFolder }: AppOptions): Promise<TypedApp> {
  const app = fastify({
    loggerInstance: logger,
    // Addresses carry tokens; requests are counted elsewhere, and what goes wrong is logged where it does.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MOST_BODY_BYTES,
    // What is not understood is refused, not dropped in silence.
    ajv: { customOptions: { removeAdditional: false } },
    forceCloseConnections: true,
  }).withTypeProvider<TypeBoxTypeProvider>() as unknown as TypedApp;
  await app.register(errors);
  await app.register(security);
  await app.register(staff, { signer: store.signer, staffToken });
  await app.register(openapi);
  healthRoutes(app, store);
  await pageRoutes(app, store, webFolder);
  await app.register(async (scope) => {
    scope.addHook('onRequest', scope.requireStaff);
    const staffScope = scope.withTypeProvider<TypeBoxTypeProvider>() as unknown as TypedApp;
    storeRoutes(staffScope, store);
    visitRoutes(staffScope, store);
    receiptRoutes(staffScope, store);
    liveRoutes(staffScope, store);
  });
  return app;
}
