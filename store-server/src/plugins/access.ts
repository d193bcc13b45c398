import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastifyPlugin from 'fastify-plugin';
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { ACCESS, refusalOf } from '../core/access/access.ts';
import type { AccessName } from '../core/access/access.ts';
import { actorOf } from '../core/access/audit-entry.ts';
import { NOBODY } from '../core/access/principal.ts';
import type { Principal } from '../core/access/principal.ts';
import { storeServerError } from '../errors.ts';
import type { Door } from '../io/access/door.ts';
import { sameText } from '../io/signer.ts';
import { SAFE_METHODS } from './security.ts';

const BEARER = 'Bearer ';
/** The longest that browsers keep a cookie. */
const DEVICE_COOKIE_SECONDS = 400 * 24 * 3600;

export interface AccessOptions {
  readonly door: Door;
  /** Opens the API to a program as to a manager; without it no program gets in. */
  readonly staffToken?: string | undefined;
  /** Are the pages served over TLS? */
  readonly secure: boolean;
}

/** A route as the table of routes has it. */
export interface GuardedRoute {
  readonly method: string;
  readonly url: string;
  readonly access: AccessName;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use the route. Without it the server does not start. */
    access?: AccessName;
    /** Where a page sends those who may not. */
    otherwise?: string;
    /** The route notes in the audit log by itself what was done. */
    audited?: true;
  }
  interface FastifyRequest {
    /** Whom the request comes from. */
    principal: Principal;
  }
  interface FastifyInstance {
    /** Every route and who may use it, once the app is ready. */
    routeTable(): readonly GuardedRoute[];
    /** Whom the credentials of a request belong to just now: a long answer asks again. */
    recognise(request: FastifyRequest): Principal;
    /** Gives a device its cookie, and a session where somebody signed in. */
    keepDevice(reply: FastifyReply, secret: string): void;
    keepSession(reply: FastifyReply, token: string | undefined): void;
  }
}

/**
 * Who may do what. Each route names its access once, in its `config`; the guard here is the only one, asks before anything
 * else of the request is looked at, and refuses what it does not know. What staff change is noted in the audit log first.
 *
 * Cookies are SameSite=Strict and HttpOnly, and over TLS have the prefix `__Host-`; together with the Origin check in
 * `security.ts` they keep other sites' requests out, without a token that every page would have to carry.
 */
export const access = fastifyPlugin<AccessOptions>(async (app, { door, staffToken, secure }) => {
  await app.register(cookie);
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { after }) => storeServerError('TOO_MANY_REQUESTS', `again in ${after}`),
  });
  const prefix = secure ? '__Host-' : '';
  const [deviceCookie, sessionCookie] = [`${prefix}walkout-device`, `${prefix}walkout-session`];
  const cookieOptions = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;

  const recognise = (request: FastifyRequest): Principal => {
    const { authorization } = request.headers;
    if (!authorization?.startsWith(BEARER)) {
      return door.recognise({ deviceSecret: request.cookies[deviceCookie], sessionToken: request.cookies[sessionCookie] });
    }
    const secret = authorization.slice(BEARER.length);
    if (staffToken !== undefined && sameText(secret, staffToken)) return { kind: 'staff', staff: 'program', name: 'Program', role: 'manager' };
    return door.recognise({ deviceSecret: secret });
  };

  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  app.addHook('onReady', async () => {
    const open = routes.find(({ config }) => config?.access === undefined || !(config.access in ACCESS));
    if (open !== undefined) throw storeServerError('ROUTE_UNGUARDED', `${String(open.method)} ${open.url}`);
  });
  app.decorate('routeTable', () => routes.flatMap(({ method, url, config }) =>
    [method].flat().map((each) => ({ method: each, url, access: config!.access! }))));
  app.decorate('recognise', recognise);
  app.decorate('keepDevice', (reply: FastifyReply, secret: string) =>
    void reply.setCookie(deviceCookie, secret, { ...cookieOptions, maxAge: DEVICE_COOKIE_SECONDS }));
  app.decorate('keepSession', (reply: FastifyReply, token: string | undefined) =>
    void (token === undefined ? reply.clearCookie(sessionCookie, cookieOptions) : reply.setCookie(sessionCookie, token, cookieOptions)));

  app.decorateRequest('principal');
  app.addHook('onRequest', async (request, reply) => {
    request.principal = NOBODY;
    // Nothing is there: the answer says so to everybody.
    if (request.is404) return;
    const { access: name, otherwise } = request.routeOptions.config;
    request.principal = recognise(request);
    const refusal = name === undefined ? 'ROLE_MISSING' : refusalOf(name, request.principal);
    if (refusal === undefined) return;
    if (otherwise !== undefined) return reply.redirect(`${otherwise}?next=${encodeURIComponent(request.url)}`, 303);
    throw storeServerError(refusal, `${request.method} ${request.url.split('?')[0]}`);
  });
  app.addHook('preHandler', async (request) => {
    const { principal } = request;
    if (principal.kind !== 'staff' || request.is404) return;
    const { [sessionCookie]: token } = request.cookies;
    if (token !== undefined && principal.device !== undefined) door.use(token, principal.device);
    if (SAFE_METHODS.has(request.method) || request.routeOptions.config.audited) return;
    const subject = Object.values(request.params as Record<string, string>).join(' ');
    door.audit.add({ ...actorOf(principal), action: `${request.method} ${request.routeOptions.url}`, subject });
  });
});
