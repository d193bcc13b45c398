import cookie from '@fastify/cookie';
import fastifyPlugin from 'fastify-plugin';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { storeServerError } from '../errors.ts';
import { sameText } from '../io/signer.ts';
import type { Signer } from '../io/signer.ts';

const COOKIE = 'walkout-staff';
const BEARER = 'Bearer ';

export interface StaffOptions {
  readonly signer: Signer;
  readonly staffToken: string;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Hook: lets staff pass, by the tablet's cookie or `Authorization: Bearer TOKEN`. @throws WalkoutError SIGN_IN_NEEDED */
    requireStaff(request: FastifyRequest): Promise<void>;
    isStaff(request: FastifyRequest): boolean;
    /** Takes the token of the tablet's link and remembers this device; false when it is not the right one. */
    signIn(request: FastifyRequest, reply: FastifyReply, token: string): boolean;
  }
}

/** Who is staff: whoever has opened the tablet's link. */
export const staff = fastifyPlugin<StaffOptions>(async (app, { signer, staffToken }) => {
  await app.register(cookie);
  const session = signer.staffSession(staffToken);
  const isStaff = (request: FastifyRequest): boolean => {
    const { authorization } = request.headers;
    if (authorization?.startsWith(BEARER)) return sameText(authorization.slice(BEARER.length), staffToken);
    return sameText(request.cookies[COOKIE] ?? '', session);
  };
  app.decorate('isStaff', isStaff);
  app.decorate('requireStaff', async (request: FastifyRequest) => {
    if (!isStaff(request)) throw storeServerError('SIGN_IN_NEEDED', `${request.method} ${request.url.split('?')[0]}`);
  });
  app.decorate('signIn', (request: FastifyRequest, reply: FastifyReply, token: string) => {
    if (!sameText(token, staffToken)) return false;
    // Lax, not strict: the link may be opened from a message, and the page it leads to must then know the device.
    reply.setCookie(COOKIE, session, { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' });
    return true;
  });
});
