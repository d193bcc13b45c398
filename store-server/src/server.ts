import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { EpochMs, Milliseconds, MinorUnits, StoreLayout } from '@walkout/contracts';
import { contractError } from '@walkout/contracts';
import { startWatch } from '@walkout/contracts/watch';
import { buildApp, WEB_FOLDER } from './app.ts';
import { startCheckpoints } from './io/database/start-checkpoints.ts';
import { startBrokerLink } from './io/broker-link.ts';
import { enrolmentPath } from './io/access/enrolment-path.ts';
import type { StripeAccess } from './io/payments/stripe.ts';
import { openStore } from './io/open-store.ts';
import { createRetention } from './io/privacy/retention.ts';
import { storeRegistry, troublesOf } from './io/store-registry.ts';

const SWEEP_EVERY: Milliseconds = 3_600_000;
export const KEEP_DAYS = 30;

export interface ServerOptions {
  readonly layout: StoreLayout;
  /** Path of the SQLite file; made when it is not there. */
  readonly databaseFile: string;
  readonly brokerUrl: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Opens the API to a program as to a manager; without it no program gets in. */
  readonly staffToken?: string | undefined;
  /** Where browsers reach this server, TLS in front of it included. */
  readonly publicUrl?: URL | undefined;
  /** How long it is kept how somebody moved and shopped, days; receipts stay. */
  readonly keepDays?: number;
  readonly clock: () => EpochMs;
  readonly logger: Logger;
  /** Cards are charged by Stripe; without it every credential is a house account. */
  readonly stripe?: StripeAccess | undefined;
  /** What is held when somebody comes in, minor units. */
  readonly holdAmount?: MinorUnits | undefined;
  /** Serves /healthz, /readyz and /metrics there, to this machine alone; left out: nowhere. */
  readonly watchPort?: number | undefined;
  /** What `npm run build:web` made; by default where it makes it. */
  readonly webFolder?: string;
}

export interface RunningServer {
  readonly url: string;
  /** Where health and figures are served, if anywhere. */
  readonly watchUrl: string | undefined;
  /** Resolves when the broker has been reached as well. */
  readonly ready: Promise<void>;
  /** The tablet's page, for a tablet that is enrolled. */
  readonly tabletPage: string;
  /** Has any tablet been enrolled? */
  readonly hasTablet: boolean;
  /** A new one-time link that enrols a tablet and signs the first manager in on it. */
  enrolmentLink(): string;
  close(): Promise<void>;
}

const isTaken = (cause: unknown): boolean => ['EADDRINUSE', 'EACCES'].includes((cause as NodeJS.ErrnoException).code ?? '');
const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/**
 * Opens the database, answers HTTP and joins the broker; HTTP goes on while the broker is away, and a full disk is waited for.
 *
 * @throws WalkoutError PORT_IN_USE, DATABASE_UNUSABLE, DATABASE_NEWER
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { layout, host, port, logger, clock } = options;
  const { databaseFile, watchPort, holdAmount, stripe } = options;
  const { database, store } = await openStore({ databaseFile, watchPort, layout, clock, logger, stripe, ...(holdAmount === undefined ? {} : { holdAmount }) });
  const stopCheckpoints = startCheckpoints(database);
  const { staffToken, publicUrl } = options;
  const app = await buildApp({ store, logger, staffToken, publicUrl, webFolder: options.webFolder ?? WEB_FOLDER });
  const retention = createRetention(database, options.keepDays ?? KEEP_DAYS);
  const sweeping = setInterval(() => void retention.sweep(clock()), SWEEP_EVERY);
  app.addHook('onClose', async () => {
    clearInterval(sweeping);
    await store.stop();
    await stopCheckpoints();
    database.close();
  });
  try {
    await app.listen({ host, port });
  } catch (cause) {
    await app.close();
    throw isTaken(cause) ? contractError('PORT_IN_USE', `${host}:${port}`) : cause;
  }
  const watch = watchPort === undefined ? undefined
    : await startWatch({ port: watchPort, registry: storeRegistry(database, store.live), troubles: () => troublesOf(store.live) });
  store.start();
  retention.sweep(clock());
  const link = startBrokerLink({ url: options.brokerUrl, storeId: layout.store, store, logger });
  const url = `http://${inUrl(host)}:${(app.server.address() as AddressInfo).port}`;
  const browsersUrl = publicUrl?.origin ?? url;
  return {
    url,
    watchUrl: watch?.url,
    ready: link.ready,
    tabletPage: `${browsersUrl}/tablet`,
    get hasTablet() {
      return store.office.devices().some(({ kind, revokedAt }) => kind === 'tablet' && revokedAt === undefined);
    },
    enrolmentLink: () => `${browsersUrl}${enrolmentPath(store)}`,
    async close() {
      await link.close();
      await watch?.close();
      await app.close();
    },
  };
}
