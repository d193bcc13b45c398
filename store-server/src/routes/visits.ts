import Type from 'typebox';
import { CartLine, closed, Identifier, Receipt } from '@walkout/contracts';
import { VisitStateName, VisitView } from '../core/views.ts';
import { storeServerError } from '../errors.ts';
import type { Store } from '../store.ts';
import { ErrorBody, Page, staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

const VisitParams = closed({ id: Identifier });
const Decision = closed({
  lines: Type.Array(Type.Pick(CartLine, ['product', 'quantity']), { maxItems: 500, description: 'what is charged; none: nothing' }),
});

/** Visits and the decisions on them. */
export function visitRoutes(app: TypedApp, { till, receipts, view, examples }: Store): void {
  app.get('/api/visits', {
    config: { access: 'staff' },
    schema: {
      summary: 'Visits, newest first',
      querystring: closed({ ...Page, state: Type.Optional(VisitStateName) }),
      response: { 200: closed({ visits: Type.Array(VisitView) }), ...staffErrors },
    },
  }, ({ query }) => ({ visits: till.visits.list(query).map(view) }));

  app.get('/api/visits/:id', {
    config: { access: 'staff' },
    schema: {
      summary: 'A visit, its cart, and its receipt once issued',
      params: VisitParams,
      response: { 200: closed({ visit: VisitView, receipt: Type.Optional(Receipt) }), 404: ErrorBody, ...staffErrors },
    },
  }, ({ params }) => {
    const visit = till.visits.find(params.id);
    if (visit === undefined) throw storeServerError('VISIT_UNKNOWN', `"${params.id}"`);
    const receipt = receipts.ofVisit(params.id);
    return { visit: view(visit), ...(receipt === undefined ? {} : { receipt }) };
  });

  app.post('/api/visits/:id/decision', {
    config: { access: 'till' },
    schema: {
      summary: 'Decide what a visit in review is charged for; issues its receipt',
      params: VisitParams,
      body: Decision,
      response: { 200: Receipt, 400: ErrorBody, 404: ErrorBody, 409: ErrorBody, ...staffErrors },
    },
  }, ({ params, body }) => {
    const receipt = till.decide(params.id, body.lines);
    examples.keepUp();
    return receipt;
  });
}
