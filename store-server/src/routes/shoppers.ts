import { randomBytes } from 'node:crypto';
import Type from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import { CODE_SHOWN, windowOf } from '../core/gate/entry-code.ts';
import { MyPage, NewShopper, PageCode, PartySize, ShopperEntry } from '../core/gate/shopper-views.ts';
import { storeServerError } from '../errors.ts';
import type { Shopper } from '../io/database/shopper-table.ts';
import { newId } from '../io/new-id.ts';
import { LEDGER } from '../io/payments/ledger.ts';
import type { Store } from '../store.ts';
import { ErrorBody, LINK_LIMIT, Page, staffErrors } from './route.ts';
import type { TypedApp } from './route.ts';

const ShopperParams = closed({ shopper: Identifier });
const NONCE_BYTES = 6;
const VISITS_SHOWN = 20;

/** Shoppers with a page of their own, for staff. */
export function shopperRoutes(app: TypedApp, { shoppers, signer, desk, clock }: Store): void {
  const entry = ({ shopper, name, staff, provider, linkVersion }: Shopper): ShopperEntry =>
    ({ shopper, name, staff, provider, link: signer.pageLink(shopper, linkVersion) });

  app.get('/api/shoppers', {
    config: { access: 'till' },
    schema: {
      summary: 'Shoppers, by name',
      querystring: closed({ limit: Page.limit }),
      response: { 200: closed({ shoppers: Type.Array(ShopperEntry) }), ...staffErrors },
    },
  }, ({ query }) => ({ shoppers: shoppers.list(query.limit).map(entry) }));

  app.post('/api/shoppers', {
    config: { access: 'till' },
    schema: {
      summary: 'Give a shopper a page with an entry code, charged to a house account or a card that a provider keeps',
      body: NewShopper,
      response: { 200: ShopperEntry, 400: ErrorBody, ...staffErrors },
    },
  }, ({ body }) => {
    const shopper = newId('s');
    const { name, staff = false, provider = LEDGER, source = shopper } = body;
    if (!desk.providers.includes(provider)) throw storeServerError('PROVIDER_UNKNOWN', `"${provider}"`);
    shoppers.add({ shopper, name, staff, provider, source, addedAt: clock() });
    return entry(shoppers.find(shopper)!);
  });

  app.post('/api/shoppers/:shopper/link', {
    config: { access: 'till' },
    schema: {
      summary: 'A new link for a shopper, who has lost the phone; the old one opens nothing any more',
      params: ShopperParams,
      response: { 200: ShopperEntry, 404: ErrorBody, ...staffErrors },
    },
  }, ({ params }) => {
    if (shoppers.find(params.shopper) === undefined) throw storeServerError('SHOPPER_UNKNOWN', `"${params.shopper}"`);
    shoppers.renewLink(params.shopper);
    return entry(shoppers.find(params.shopper)!);
  });
}

/** What a shopper's own page asks, by the token of its link. */
export function myPageRoutes(app: TypedApp, store: Store): void {
  const { shoppers, signer, till, receipts, clock } = store;
  const Token = Type.String({ minLength: 1, maxLength: 200 });
  /** One answer for a wrong token and a wrong shopper: nobody learns whom there is. */
  const known = (shopper: string, token: string): Shopper => {
    const found = shoppers.find(shopper);
    if (found === undefined || !signer.isPageToken(shopper, found.linkVersion, token)) throw storeServerError('LINK_INVALID', `shopper "${shopper}"`);
    return found;
  };

  app.get('/api/entry/:shopper', {
    config: { access: 'link', rateLimit: LINK_LIMIT },
    schema: {
      summary: "A shopper's visits, by the token of the page's link",
      params: ShopperParams,
      querystring: closed({ token: Token }),
      response: { 200: MyPage, 403: ErrorBody, 429: ErrorBody },
    },
  }, ({ params, query }) => {
    const { shopper, name, staff } = known(params.shopper, query.token);
    const visits = shoppers.visitsOf(shopper, VISITS_SHOWN).map((id) => {
      const visit = till.visits.find(id)!;
      const receipt = receipts.ofVisit(id);
      return {
        visit: id, state: visit.state, link: signer.shopperLink(id, clock()),
        ...(visit.entry === undefined ? {} : { openedAt: visit.entry.openedAt }),
        ...(receipt === undefined ? {} : { total: receipt.total }),
      };
    });
    return { store: store.plan.name, currency: store.plan.currency, name, staff, visits };
  });

  app.get('/api/entry/:shopper/code', {
    config: { access: 'link', rateLimit: LINK_LIMIT },
    schema: {
      summary: 'An entry code that works once and for less than a minute',
      params: ShopperParams,
      querystring: closed({ token: Token, people: PartySize }),
      response: { 200: PageCode, 403: ErrorBody, 429: ErrorBody },
    },
  }, ({ params, query }) => {
    const { shopper } = known(params.shopper, query.token);
    const now = clock();
    const window = windowOf(now);
    const nonce = randomBytes(NONCE_BYTES).toString('base64url');
    return { code: signer.entryCode({ shopper, people: query.people, window, nonce }), shownUntil: (window + 1) * CODE_SHOWN, now };
  });
}
