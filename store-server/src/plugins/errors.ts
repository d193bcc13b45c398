import fastifyPlugin from 'fastify-plugin';
import type { FastifyError } from 'fastify';
import Type from 'typebox';
import { closed, WalkoutError } from '@walkout/contracts';
import type { ContractErrorCode } from '@walkout/contracts';
import { storeServerError } from '../errors.ts';
import type { StoreServerErrorCode } from '../errors.ts';

export const ErrorBody = closed({
  code: Type.String({ description: 'see docs/errors.md' }),
  message: Type.String(),
  remedy: Type.String({ description: 'what to do' }),
});

const STATUS: Partial<Record<StoreServerErrorCode | ContractErrorCode, number>> = {
  REQUEST_MALFORMED: 400,
  PRODUCT_UNKNOWN: 400,
  LAYOUT_MALFORMED: 400,
  LAYOUT_INCONSISTENT: 400,
  LAYOUT_OF_OTHER_STORE: 400,
  PICTURE_UNUSABLE: 400,
  PIN_WEAK: 400,
  GATE_UNKNOWN: 400,
  PROVIDER_UNKNOWN: 400,
  WEBHOOK_FORGED: 400,
  SIGN_IN_NEEDED: 401,
  DEVICE_NEEDED: 401,
  PIN_WRONG: 401,
  ROLE_MISSING: 403,
  CODE_INVALID: 403,
  REQUEST_FOREIGN: 403,
  LINK_INVALID: 403,
  ROUTE_UNKNOWN: 404,
  VISIT_UNKNOWN: 404,
  CLIP_UNKNOWN: 404,
  RECEIPT_UNKNOWN: 404,
  STAFF_UNKNOWN: 404,
  LAYOUT_UNKNOWN: 404,
  DEVICE_UNKNOWN: 404,
  VISIT_NOT_IN_REVIEW: 409,
  STAFF_NAME_TAKEN: 409,
  LAYOUT_STALE: 409,
  LAST_MANAGER: 409,
  LOCKED_OUT: 423,
  TOO_MANY_REQUESTS: 429,
  CLAIM_UNKNOWN: 404,
  PROMOTION_UNKNOWN: 404,
  SHOPPER_UNKNOWN: 404,
  ACCOUNT_UNKNOWN: 404,
  REFUND_IMPOSSIBLE: 409,
  NOTHING_TO_COLLECT: 409,
  CLAIM_IMPOSSIBLE: 409,
  CLAIM_DECIDED: 409,
  PAGES_MISSING: 503,
};

const bodyOf = ({ code, message, remedy }: WalkoutError) => ({ code, message, remedy });

/** Every error leaves as {@link ErrorBody} with the status of its code; what nobody foresaw is logged and says no more than that. */
export const errors = fastifyPlugin((app, _options, done) => {
  app.setErrorHandler<FastifyError | WalkoutError>((error, request, reply) => {
    if (error instanceof WalkoutError) {
      return reply.code(STATUS[error.code as StoreServerErrorCode] ?? 500).send(bodyOf(error));
    }
    const status = error.statusCode ?? 500;
    if (status >= 400 && status < 500) return reply.code(status).send(bodyOf(storeServerError('REQUEST_MALFORMED', error.message)));
    request.log.error({ err: error }, 'a request failed');
    return reply.code(500).send(bodyOf(storeServerError('INTERNAL', `request ${request.id}`)));
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send(bodyOf(storeServerError('ROUTE_UNKNOWN', `${request.method} ${request.url.split('?')[0]}`))));
  done();
});
