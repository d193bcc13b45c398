import Type from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import type { MinorUnits } from '@walkout/contracts';
import { storeServerError } from '../errors.ts';
import type { Store } from '../store.ts';
import { ErrorBody, staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

const Money = Type.Unsafe<MinorUnits>(Type.Integer({ minimum: 0, description: "the currency's minor units" }));
const AccountParams = closed({ account: Identifier });
const Account = closed({ account: Identifier, owed: Type.Integer(), held: Money, mostOwed: Type.Optional(Money) });
const MOST_WEBHOOK_BYTES = 256 * 1024;

/** House accounts, for staff. */
export function accountRoutes(app: TypedApp, { desk: { ledger } }: Store): void {
  const found = (account: string) => {
    const known = ledger.account(account);
    if (known === undefined) throw storeServerError('ACCOUNT_UNKNOWN', `"${account}"`);
    return known;
  };

  app.get('/api/accounts/:account', {
    config: { access: 'till' },
    schema: { summary: 'A house account', params: AccountParams, response: { 200: Account, 404: ErrorBody, ...staffErrors } },
  }, ({ params }) => found(params.account));

  app.put('/api/accounts/:account/limit', {
    config: { access: 'manager' },
    schema: {
      summary: 'How much an account may owe; left out: any amount',
      params: AccountParams,
      body: closed({ mostOwed: Type.Optional(Money) }),
      response: { 200: Account, ...staffErrors },
    },
  }, ({ params, body }) => {
    ledger.setLimit(params.account, body.mostOwed);
    return found(params.account);
  });

  app.post('/api/accounts/:account/settlements', {
    config: { access: 'till' },
    schema: {
      summary: 'A shopper has paid on the account',
      params: AccountParams,
      body: closed({ settlement: Identifier, amount: Money }, 'settlement: an id of the asker, so that it counts once'),
      response: { 200: Account, 404: ErrorBody, ...staffErrors },
    },
  }, ({ params, body }) => {
    found(params.account);
    ledger.settle(`settlement-${body.settlement}`, params.account, body.amount);
    return found(params.account);
  });
}

/** What payment providers tell of their own accord. */
export async function webhookRoutes(app: TypedApp, { desk }: Store): Promise<void> {
  await app.register(async (scope) => {
    // The signature is over the bytes as they came.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_WEBHOOK_BYTES }, (_request, body, done) => done(null, body));
    scope.post('/api/payments/stripe/events', {
      config: { access: 'link' },
      schema: { summary: "Stripe's webhooks, by their signature", response: { 200: closed({ received: Type.Literal(true) }), 400: ErrorBody } },
    }, ({ body, headers }) => {
      desk.takeStripeEvent(body as Buffer, String(headers['stripe-signature'] ?? ''));
      return { received: true as const };
    });
  });
}
