import Type from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import type { Receipt } from '@walkout/contracts';
import { Claim, NewClaim } from '../core/claims/claim.ts';
import { ShopperView } from '../core/views.ts';
import { storeServerError } from '../errors.ts';
import { receiptPdf } from '../io/receipt-pdf.ts';
import type { Store } from '../store.ts';
import { ErrorBody, LINK_LIMIT } from './route.ts';
import type { TypedApp } from './route.ts';

/** To make a PDF, or to keep a claim, costs more than to look. */
const PDF_LIMIT = { max: 60, timeWindow: '1 minute' };
const CLAIM_LIMIT = { max: 30, timeWindow: '1 minute' };

const byLink = {
  params: closed({ visit: Identifier }),
  querystring: closed({ token: Type.String({ minLength: 1, maxLength: 200 }) }),
};

/** A visit for its shopper, by the token of the signed link. */
export function shopperReceiptRoutes(app: TypedApp, store: Store): void {
  const { till, receipts, receiptDesk, claims, signer, clock } = store;

  /** One answer for a wrong token and for a wrong visit: nobody learns which visits there are. */
  function open(id: string, token: string) {
    const visit = till.visits.find(id);
    if (!signer.isShopperToken(id, token, clock()) || visit === undefined) throw storeServerError('LINK_INVALID', `visit "${id}"`);
    return visit;
  }
  function issued(id: string, token: string): Receipt {
    open(id, token);
    const receipt = receipts.ofVisit(id);
    if (receipt === undefined) throw storeServerError('RECEIPT_UNKNOWN', 'it has not been issued yet');
    return receipt;
  }

  app.get('/api/shopper/:visit', {
    config: { access: 'link', rateLimit: LINK_LIMIT },
    schema: { summary: 'A visit as its shopper sees it', ...byLink, response: { 200: ShopperView, 403: ErrorBody, 429: ErrorBody } },
  }, ({ params, query }) => {
    const visit = open(params.visit, query.token);
    const receipt = receipts.ofVisit(params.visit);
    const { name, taxClasses } = store.plan;
    return { store: name, state: visit.state, taxClasses, ...(receipt === undefined ? {} : { receipt: receiptDesk.forShopper(receipt) }) };
  });

  app.get('/api/shopper/:visit/receipt.pdf', {
    config: { access: 'link', rateLimit: PDF_LIMIT },
    schema: { summary: 'The receipt and its refunds as a PDF', ...byLink, produces: ['application/pdf'] },
  }, async ({ params, query }, reply) => {
    const receipt = issued(params.visit, query.token);
    const { name, taxClasses } = store.plan;
    const pdf = await receiptPdf({ store: name, taxClasses, receipts: [receipt, ...receipts.refundsOf(receipt.receipt)] });
    return reply.type('application/pdf').header('content-disposition', `attachment; filename="receipt-${receipt.number}.pdf"`).send(pdf);
  });

  app.post('/api/shopper/:visit/claims', {
    config: { access: 'link', rateLimit: CLAIM_LIMIT },
    schema: {
      summary: 'Say that a line of the receipt is wrong', ...byLink, body: NewClaim,
      response: { 200: Claim, 403: ErrorBody, 404: ErrorBody, 409: ErrorBody, 429: ErrorBody },
    },
  }, ({ params, query, body }) => claims.make(issued(params.visit, query.token), body));
}
