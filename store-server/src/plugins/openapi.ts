import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastifyPlugin from 'fastify-plugin';
import { ACCESS } from '../core/access/access.ts';

/** Describes every route from its schemas; read it at /docs, for staff as all of the API. */
export const openapi = fastifyPlugin(async (app) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Walkout store server', version: '1', description: 'Visits, carts and receipts of one store.' },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: "WALKOUT_STAFF_TOKEN of the server's environment, or a gate reader's token" },
          session: { type: 'apiKey', in: 'cookie', name: 'walkout-session', description: 'signed in on an enrolled tablet' },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const name = route.config?.access;
      const guarded = name !== undefined && ('roles' in ACCESS[name] || 'devices' in ACCESS[name]);
      return { url, schema: guarded ? { ...schema, security: [{ bearer: [] }, { session: [] }], description: `Access: ${name}.` } : schema };
    },
  });
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => void (route.config = { ...route.config, access: 'staff' }));
    await scope.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
  });
});
