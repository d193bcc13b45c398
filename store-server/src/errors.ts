import { errorsFrom } from '@walkout/contracts';
import type { ErrorEntry } from '@walkout/contracts';

export const STORE_SERVER_ERRORS = {
  REQUEST_MALFORMED: {
    meaning: 'the request does not fit its schema',
    remedy: 'compare it with the description of the route at /docs',
  },
  REQUEST_FOREIGN: {
    meaning: 'the request comes from another site',
    remedy: 'send it from the tablet page, or without an Origin header from a program',
  },
  SIGN_IN_NEEDED: {
    meaning: 'this is for staff',
    remedy: 'open the tablet link that the store server printed when it started',
  },
  LINK_INVALID: {
    meaning: 'the link does not fit this visit',
    remedy: 'ask staff for the link again; nothing of it may be left out',
  },
  ROUTE_UNKNOWN: { meaning: 'nothing is there', remedy: 'see /docs for what this server answers' },
  VISIT_UNKNOWN: { meaning: 'no such visit', remedy: 'list the visits with GET /api/visits' },
  VISIT_NOT_IN_REVIEW: {
    meaning: 'the visit does not wait for a decision',
    remedy: 'read it again with GET /api/visits/ID; somebody else may have decided',
  },
  RECEIPT_UNKNOWN: { meaning: 'no such receipt', remedy: 'list the receipts with GET /api/receipts' },
  PRODUCT_UNKNOWN: { meaning: 'no such product', remedy: 'use the id of a product in the store layout' },
  PAGES_MISSING: { meaning: 'the pages are not built', remedy: 'run npm run build:web' },
  DATABASE_UNUSABLE: {
    meaning: 'the database cannot be used',
    remedy: 'check that the file is a database of this server, may be written, and that its disk has room',
  },
  DATABASE_NEWER: {
    meaning: 'the database was written by a newer version',
    remedy: 'run that version, or give another file with --database',
  },
  CART_AFTER_RECEIPT: {
    meaning: 'a cart changed after its receipt was issued',
    remedy: 'the receipt stands; look at why fusion closed the visit before it was over',
  },
  INTERNAL: { meaning: 'something went wrong in the server', remedy: 'look at its log for the request id' },
} as const satisfies Record<string, ErrorEntry>;

export type StoreServerErrorCode = keyof typeof STORE_SERVER_ERRORS;
export const storeServerError = errorsFrom<StoreServerErrorCode>(STORE_SERVER_ERRORS);
