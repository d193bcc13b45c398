import Type from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import type { Receipt } from '@walkout/contracts';
import { Claim, NewClaim } from '../core/claims/claim.ts';
import { ShopperView } from '../core/views.ts';
import { storeServerError } from '../errors.ts';
import { receiptPdf } from '../io/receipt-pdf.ts';
import type { Store } from '../store.ts';
import { ErrorBody } from './route.ts';
import type { TypedApp } from './route.ts';

const byLink = {
  params: closed({ visit: Identifier }),
  querystring: closed({ token: Type.String({ minLength: 1, maxLength: 200 }) }),
};

/** A visit for its shopper, by the token of the signed link. */
export function shopperReceiptRoutes(app: TypedApp, { till, receipts, receiptDesk, claims, signer, plan, clock }: Store): void {
  const { name, taxClasses } = plan;

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
    config: { access: 'link' },
    schema: { summary: 'A visit as its shopper sees it', ...byLink, response: { 200: ShopperView, 403: ErrorBody } },
  }, ({ params, query }) => {
    const visit = open(params.visit, query.token);
    const receipt = receipts.ofVisit(params.visit);
    return { store: name, state: visit.state, taxClasses, ...(receipt === undefined ? {} : { receipt: receiptDesk.forShopper(receipt) }) };
  });

  app.get('/api/shopper/:visit/receipt.pdf', {
    config: { access: 'link' },
    schema: { summary: 'The receipt and its refunds as a PDF', ...byLink, produces: ['application/pdf'] },
  }, async ({ params, query }, reply) => {
    const receipt = issued(params.visit, query.token);
    const pdf = await receiptPdf({ store: name, taxClasses, receipts: [receipt, ...receipts.refundsOf(receipt.receipt)] });
    return reply.type('application/pdf').header('content-disposition', `attachment; filename="receipt-${receipt.number}.pdf"`).send(pdf);
  });

  app.post('/api/shopper/:visit/claims', {
    config: { access: 'link' },
    schema: {
      summary: 'Say that a line of the receipt is wrong', ...byLink, body: NewClaim,
      response: { 200: Claim, 403: ErrorBody, 404: ErrorBody, 409: ErrorBody },
    },
  }, ({ params, query, body }) => claims.make(issued(params.visit, query.token), body));
}
