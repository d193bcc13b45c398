import Type from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import { ReceiptView } from '../core/views.ts';
import { storeServerError } from '../errors.ts';
import type { Store } from '../store.ts';
import { ErrorBody, Page, staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

/** Issued receipts. */
export function receiptRoutes(app: TypedApp, { till, viewReceipt }: Store): void {
  app.get('/api/receipts', {
    config: { access: 'staff' },
    schema: {
      summary: 'Receipts, newest first',
      querystring: closed(Page),
      response: { 200: closed({ receipts: Type.Array(ReceiptView) }), ...staffErrors },
    },
  }, ({ query }) => ({ receipts: till.receipts.list(query).map(viewReceipt) }));

  app.get('/api/receipts/:id', {
    config: { access: 'staff' },
    schema: {
      summary: 'A receipt',
      params: closed({ id: Identifier }),
      response: { 200: ReceiptView, 404: ErrorBody, ...staffErrors },
    },
  }, ({ params }) => {
    const receipt = till.receipts.find(params.id);
    if (receipt === undefined) throw storeServerError('RECEIPT_UNKNOWN', `"${params.id}"`);
    return viewReceipt(receipt);
  });
}
