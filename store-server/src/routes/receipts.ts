import Type from 'typebox';
import { closed, Identifier, Receipt } from '@walkout/contracts';
import { ReceiptDetail, ReceiptView } from '../core/receipts/receipt-views.ts';
import { RefundRequest } from '../core/receipts/refund-request.ts';
import { storeServerError } from '../errors.ts';
import type { Store } from '../store.ts';
import { ErrorBody, Page, staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

const ReceiptParams = closed({ id: Identifier });

/** Issued receipts, and what is paid back of them. */
export function receiptRoutes(app: TypedApp, { receipts, receiptDesk, refunds, desk }: Store): void {
  const found = (id: string): Receipt => {
    const receipt = receipts.find(id);
    if (receipt === undefined) throw storeServerError('RECEIPT_UNKNOWN', `"${id}"`);
    return receipt;
  };

  app.get('/api/receipts', {
    config: { access: 'staff' },
    schema: {
      summary: 'Receipts, newest first; refunds are receipts too',
      querystring: closed({
        ...Page,
        search: Type.Optional(Type.String({ minLength: 1, maxLength: 120, description: 'a number, a visit or its ordinal, or part of the name of goods' })),
        from: Type.Optional(Type.Integer({ minimum: 0, description: 'issued then or later, ms since the Unix epoch' })),
        until: Type.Optional(Type.Integer({ minimum: 0, description: 'issued before, ms since the Unix epoch' })),
        amount: Type.Optional(Type.Integer({ minimum: 0, description: "charged or paid back, the currency's minor units" })),
      }),
      response: { 200: closed({ receipts: Type.Array(ReceiptView) }), ...staffErrors },
    },
  }, ({ query }) => ({ receipts: receipts.list(query).map(receiptDesk.view) }));

  app.get('/api/receipts/:id', {
    config: { access: 'staff' },
    schema: {
      summary: 'A receipt with its payment, refunds, claims, and why each line is on it',
      params: ReceiptParams,
      response: { 200: ReceiptDetail, 404: ErrorBody, ...staffErrors },
    },
  }, ({ params }) => receiptDesk.detail(found(params.id)));

  app.post('/api/receipts/:id/refunds', {
    config: { access: 'till' },
    schema: {
      summary: 'Pay part or all of a receipt back; issues a receipt of its own',
      params: ReceiptParams,
      body: RefundRequest,
      response: { 200: Receipt, 404: ErrorBody, 409: ErrorBody, ...staffErrors },
    },
  }, ({ params, body }) => refunds.refund(params.id, body));

  app.post('/api/receipts/:id/collect', {
    config: { access: 'till' },
    schema: {
      summary: 'Ask the payer again for what a receipt still lacks',
      params: ReceiptParams,
      response: { 200: ReceiptDetail, 404: ErrorBody, 409: ErrorBody, ...staffErrors },
    },
  }, ({ params }) => {
    const receipt = found(params.id);
    if (!desk.collectAgain(receipt, receipts.refundsOf(receipt.receipt))) throw storeServerError('NOTHING_TO_COLLECT', `"${params.id}"`);
    return receiptDesk.detail(receipt);
  });
}
