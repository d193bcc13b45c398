import helmet from '@fastify/helmet';
import fastifyPlugin from 'fastify-plugin';
import { storeServerError } from '../errors.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const none = ["'none'"];
const own = ["'self'"];

/** Headers that let a page load and reach this server alone, and a door shut to other sites' requests. */
export const security = fastifyPlugin(async (app) => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: none, scriptSrc: own, styleSrc: own, connectSrc: own, imgSrc: ["'self'", 'data:'],
        baseUri: none, formAction: none, frameAncestors: none, objectSrc: none,
      },
    },
    // Whoever puts TLS in front says so there; over plain HTTP on one machine it means nothing.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  app.addHook('onRequest', async (request) => {
    const { origin, host } = request.headers;
    if (SAFE_METHODS.has(request.method) || origin === undefined) return;
    if (!URL.canParse(origin) || new URL(origin).host !== host) throw storeServerError('REQUEST_FOREIGN', `from ${origin}`);
  });
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
});
