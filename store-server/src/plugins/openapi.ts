import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastifyPlugin from 'fastify-plugin';

/** Describes every route from its schemas; read it at /docs, for staff as all of the API. */
export const openapi = fastifyPlugin(async (app) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Walkout store server', version: '1', description: 'Visits, carts and receipts of one store.' },
      components: { securitySchemes: { staff: { type: 'http', scheme: 'bearer', description: "the staff token of the tablet's link" } } },
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    uiHooks: { onRequest: (request) => app.requireStaff(request) },
  });
});
