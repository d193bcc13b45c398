import Type from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import { Claim, CLAIM_STATES, ClaimDecision } from '../core/claims/claim.ts';
import type { Store } from '../store.ts';
import { ErrorBody, Page, staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

/** What shoppers say is wrong with their receipts. */
export function claimRoutes(app: TypedApp, { claims }: Store): void {
  app.get('/api/claims', {
    config: { access: 'staff' },
    schema: {
      summary: 'Claims, newest first',
      querystring: closed({ limit: Page.limit, state: Type.Optional(Type.Enum(CLAIM_STATES)) }),
      response: { 200: closed({ claims: Type.Array(Claim), open: Type.Integer() }), ...staffErrors },
    },
  }, ({ query }) => ({ claims: claims.list(query), open: claims.openCount() }));

  app.post('/api/claims/:id/decision', {
    config: { access: 'till' },
    schema: {
      summary: 'Accept a claim, which pays the line back, or decline it',
      params: closed({ id: Identifier }),
      body: ClaimDecision,
      response: { 200: Claim, 404: ErrorBody, 409: ErrorBody, ...staffErrors },
    },
  }, ({ params, body }) => claims.decide(params.id, body));
}
