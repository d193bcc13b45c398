import type { FastifyInstance, FastifyBaseLogger, RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { ErrorBody } from '../plugins/errors.ts';

/** An app whose routes are typed by their schemas. */
export type TypedApp = FastifyInstance<
  RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, TypeBoxTypeProvider
>;

export const Page = {
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  before: Type.Optional(Type.Integer({ minimum: 1, description: 'only those before this one; the last of the page before' })),
};

/** For whoever holds a link, by address: a store's guests share one, and each page asks every other second. */
export const LINK_LIMIT = { max: 1_200, timeWindow: '1 minute' };

/** The answers that a route of staff may give besides its own. */
export const staffErrors = { 401: ErrorBody, 403: ErrorBody } as const;
export { ErrorBody };
