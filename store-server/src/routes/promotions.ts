import Type from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import { Promotion } from '../core/receipts/promotion.ts';
import { storeServerError } from '../errors.ts';
import type { Store } from '../store.ts';
import { ErrorBody, staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

/** What the store takes off. */
export function promotionRoutes(app: TypedApp, { promotions, plan }: Store): void {
  app.get('/api/promotions', {
    config: { access: 'staff' },
    schema: { summary: 'Promotions', response: { 200: closed({ promotions: Type.Array(Promotion) }), ...staffErrors } },
  }, () => ({ promotions: promotions.list() }));

  app.put('/api/promotions/:id', {
    config: { access: 'manager' },
    schema: {
      summary: 'Add or change a promotion; visits that have begun keep what held when they did',
      params: closed({ id: Identifier }),
      body: Promotion,
      response: { 200: Promotion, 400: ErrorBody, ...staffErrors },
    },
  }, ({ params, body }) => {
    if (body.promotion !== params.id) throw storeServerError('REQUEST_MALFORMED', 'the promotion in the body is another than in the address');
    if (body.kind === 'n-for-m' && body.pay >= body.take) throw storeServerError('REQUEST_MALFORMED', 'pay is not below take');
    if (!plan.products.some(({ id }) => id === body.product)) throw storeServerError('PRODUCT_UNKNOWN', `"${body.product}"`);
    promotions.put(body);
    return body;
  });

  app.delete('/api/promotions/:id', {
    config: { access: 'manager' },
    schema: {
      summary: 'End a promotion; answers those that are left',
      params: closed({ id: Identifier }),
      response: { 200: closed({ promotions: Type.Array(Promotion) }), 404: ErrorBody, ...staffErrors },
    },
  }, ({ params }) => {
    if (!promotions.remove(params.id)) throw storeServerError('PROMOTION_UNKNOWN', `"${params.id}"`);
    return { promotions: promotions.list() };
  });
}
