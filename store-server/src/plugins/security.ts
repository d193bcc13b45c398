import helmet from '@fastify/helmet';
import fastifyPlugin from 'fastify-plugin';
import type { FastifyRequest } from 'fastify';
import { storeServerError } from '../errors.ts';

export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const none = ["'none'"];
const own = ["'self'"];
const HALF_A_YEAR_SECONDS = 15_552_000;

export interface SecurityOptions {
  /** Where browsers reach this server; without it at the host that they name. */
  readonly publicUrl?: URL | undefined;
}

/** A browser says where a changing request comes from; a program sends no cookie. */
function isForeign({ headers }: FastifyRequest, publicHost: string | undefined): boolean {
  const { origin, host, cookie } = headers;
  if (origin !== undefined) return !URL.canParse(origin) || new URL(origin).host !== (publicHost ?? host);
  return cookie !== undefined && headers['sec-fetch-site'] !== 'same-origin';
}

/** Headers that let a page load and reach this server alone, and a door shut to other sites' requests. */
export const security = fastifyPlugin<SecurityOptions>(async (app, { publicUrl }) => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: none, scriptSrc: own, styleSrc: own, connectSrc: own, imgSrc: ["'self'", 'data:', 'blob:'], mediaSrc: ["'self'", 'blob:'],
        baseUri: none, formAction: none, frameAncestors: none, objectSrc: none,
      },
    },
    // Over plain HTTP it means nothing.
    strictTransportSecurity: publicUrl?.protocol === 'https:' && { maxAge: HALF_A_YEAR_SECONDS },
    referrerPolicy: { policy: 'no-referrer' },
  });
  app.addHook('onRequest', async (request) => {
    if (SAFE_METHODS.has(request.method) || !isForeign(request, publicUrl?.host)) return;
    throw storeServerError('REQUEST_FOREIGN', `from ${request.headers.origin ?? 'a page that does not say where it is'}`);
  });
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
});
