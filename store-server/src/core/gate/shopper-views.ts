import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import type { MinorUnits } from '@walkout/contracts';
import { MOST_PEOPLE } from './entry-code.ts';

const Name = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });
const Money = Type.Unsafe<MinorUnits>(Type.Integer({ description: "the currency's minor units" }));

export const NewShopper = closed({
  name: Name,
  staff: Type.Optional(Type.Boolean({ description: 'comes in as staff, pays nothing' })),
  provider: Type.Optional(Type.String({ description: 'by default the ledger, a house account' })),
  source: Type.Optional(Type.String({
    minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9_/.-]+$', description: 'whom the provider charges; stripe: cus_…/pm_…; ledger: by default an account of their own',
  })),
});
export type NewShopper = Static<typeof NewShopper>;

export const ShopperEntry = closed({
  shopper: Identifier,
  name: Name,
  staff: Type.Boolean(),
  provider: Type.String(),
  link: Type.String({ description: "the shopper's page, a path on this server; keep it as secret as a key" }),
});
/** A shopper as staff see them. */
export type ShopperEntry = Static<typeof ShopperEntry>;

export const PageCode = closed({
  code: Type.String({ description: 'what the QR code says' }),
  shownUntil: Type.Integer({ description: "ms since the Unix epoch, this server's clock; ask for the next one then" }),
  now: Type.Integer({ description: "this server's clock" }),
});
export type PageCode = Static<typeof PageCode>;
export const PartySize = Type.Integer({ minimum: 1, maximum: MOST_PEOPLE, default: 1, description: 'who come in on the code, the payer included' });

export const MyPage = closed({
  store: Type.String(),
  name: Name,
  staff: Type.Boolean(),
  visits: Type.Array(closed({
    visit: Identifier,
    state: Type.String(),
    link: Type.String(),
    openedAt: Type.Optional(Type.Number()),
    total: Type.Optional(Money),
  }), { description: 'newest first' }),
  currency: Type.String(),
});
/** What a shopper's own page shows besides the code. */
export type MyPage = Static<typeof MyPage>;
