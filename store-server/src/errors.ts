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
    remedy: 'sign in on an enrolled tablet; npm run store-server -- enrol prints a link that makes a device one',
  },
  DEVICE_NEEDED: {
    meaning: 'this is for an enrolled device',
    remedy: 'enrol it with a code from Set-up, Devices, or from npm run store-server -- enrol',
  },
  ROLE_MISSING: { meaning: 'your role does not include this', remedy: 'ask a manager, or sign in as somebody who may' },
  PIN_WRONG: { meaning: 'the PIN is not right', remedy: 'try again; a manager can set a new one under Set-up, Staff' },
  LOCKED_OUT: { meaning: 'too many wrong PINs', remedy: 'wait, or have a manager set a new PIN, which ends the lock' },
  CODE_INVALID: { meaning: 'the code does not work', remedy: 'ask for a new one; each works once, for an hour' },
  TOO_MANY_REQUESTS: { meaning: 'too many requests from one place', remedy: 'wait a little, then try again' },
  PIN_WEAK: { meaning: 'the PIN is too easy to guess', remedy: 'choose six digits or more that are neither all the same nor a run' },
  STAFF_UNKNOWN: { meaning: 'nobody of that id works here', remedy: 'list the staff with GET /api/staff' },
  STAFF_NAME_TAKEN: { meaning: 'somebody of that name works here', remedy: 'choose a name that tells the two apart' },
  LAST_MANAGER: { meaning: 'this is the only manager', remedy: 'make somebody else a manager first' },
  DEVICE_UNKNOWN: { meaning: 'no such device', remedy: 'list the devices with GET /api/devices' },
  GATE_UNKNOWN: { meaning: 'no such gate', remedy: 'use the id of a gate in the store layout' },
  LAYOUT_UNKNOWN: { meaning: 'no such version of the layout', remedy: 'list the versions with GET /api/layout/versions' },
  LAYOUT_STALE: {
    meaning: 'somebody else changed the layout meanwhile',
    remedy: 'load the page again, and make the change on what holds now',
  },
  LAYOUT_OF_OTHER_STORE: {
    meaning: 'the layout is of another store than the database',
    remedy: 'give the database of that store, or a new one, with --database',
  },
  PICTURE_UNUSABLE: { meaning: 'the picture cannot be used', remedy: 'send a JPEG, PNG or WebP file of 1 MiB at most' },
  ROUTE_UNGUARDED: { meaning: 'a route does not say who may use it', remedy: 'name its access in its config, see core/access/access.ts' },
  SHOPPER_BUSY: {
    meaning: 'the shopper is inside, waits for a review, or is being charged',
    remedy: 'try again once their visit is settled and paid',
  },
  AUDIT_BROKEN: {
    meaning: 'the audit log was changed behind the back of the server',
    remedy: 'compare it with a backup; entries before the one that is named still hold',
  },
  SECRET_EXPOSED: {
    meaning: 'a file with a secret can be read by others',
    remedy: 'make it readable by its owner alone: chmod 600 FILE',
  },
  SECRET_UNREADABLE: { meaning: 'a secret cannot be read', remedy: 'check the file that the environment names, or set the secret itself' },
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
  CLIP_UNKNOWN: { meaning: 'no such clip', remedy: 'read the evidence of the visit again; clips go when their time is over' },
  RECEIPT_UNKNOWN: { meaning: 'no such receipt', remedy: 'list the receipts with GET /api/receipts' },
  REFUND_IMPOSSIBLE: {
    meaning: 'this cannot be paid back',
    remedy: 'read what is left of the receipt with GET /api/receipts/ID',
  },
  NOTHING_TO_COLLECT: {
    meaning: 'there is nothing to ask for',
    remedy: 'read the payment of the receipt with GET /api/receipts/ID; somebody may have paid, or there is nobody to ask',
  },
  CLAIM_UNKNOWN: { meaning: 'no such claim', remedy: 'list the claims with GET /api/claims' },
  CLAIM_DECIDED: { meaning: 'the claim has been decided', remedy: 'read it again with GET /api/claims; somebody else was first' },
  CLAIM_IMPOSSIBLE: {
    meaning: 'this cannot be claimed',
    remedy: 'claim what is on the receipt, has not been paid back and is not being looked at',
  },
  PROMOTION_UNKNOWN: { meaning: 'no such promotion', remedy: 'list the promotions with GET /api/promotions' },
  SHOPPER_UNKNOWN: { meaning: 'no such shopper', remedy: 'list the shoppers with GET /api/shoppers' },
  ACCOUNT_UNKNOWN: { meaning: 'no such house account', remedy: 'an account is there once somebody has come in on it' },
  PROVIDER_UNKNOWN: { meaning: 'no such payment provider', remedy: 'use one that this server was started with: ledger, or stripe with its key' },
  WEBHOOK_FORGED: {
    meaning: 'the webhook is not signed by the payment provider',
    remedy: 'set WALKOUT_STRIPE_WEBHOOK_SECRET to the signing secret of the endpoint',
  },
  PRODUCT_UNKNOWN: { meaning: 'no such product', remedy: 'use the id of a product in the store layout' },
  PAGES_MISSING: { meaning: 'the pages are not built', remedy: 'run npm run build:web' },
  DATABASE_UNUSABLE: {
    meaning: 'the database cannot be used',
    remedy: 'check that the file is a database of this server, may be written, and that its disk has room',
  },
  BACKUP_FAILED: {
    meaning: 'the database could not be copied',
    remedy: 'see that there is room and that the folder may be written; an older copy has been kept',
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
