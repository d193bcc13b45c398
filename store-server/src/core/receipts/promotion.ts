import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier, Moment } from '@walkout/contracts';
import type { EpochMs, MinorUnits } from '@walkout/contracts';

const common = {
  promotion: Identifier,
  name: Type.String({ minLength: 1, maxLength: 120, description: 'as it stands on the receipt' }),
  product: Identifier,
  from: Type.Optional(Moment),
  until: Type.Optional(Moment),
};

export const Promotion = Type.Union([
  closed({
    ...common,
    kind: Type.Literal('n-for-m'),
    take: Type.Integer({ minimum: 2, maximum: 100, description: 'of so many …' }),
    pay: Type.Integer({ minimum: 1, maximum: 99, description: '… so many are paid; fewer than are taken' }),
  }),
  closed({
    ...common,
    kind: Type.Literal('percent'),
    basisPoints: Type.Integer({ minimum: 1, maximum: 10_000, description: 'hundredths of a percent off' }),
  }),
]);
/** Less to pay for a product: n for the price of m, or a share off; from and until are of the sensors' clock, until excluded. */
export type Promotion = Static<typeof Promotion>;

/** Does it hold at this moment? */
export const isRunning = ({ from, until }: Promotion, at: EpochMs): boolean => (from ?? 0) <= at && at < (until ?? Infinity);

/**
 * What a promotion takes off so many of its product.
 *
 * @returns minor units, zero or more; a share is rounded half up
 */
export function discountOf(promotion: Promotion, { quantity, unitPrice }: { quantity: number; unitPrice: MinorUnits }): MinorUnits {
  if (promotion.kind === 'percent') return Math.floor((2 * quantity * unitPrice * promotion.basisPoints + 10_000) / 20_000);
  return Math.floor(quantity / promotion.take) * Math.max(0, promotion.take - promotion.pay) * unitPrice;
}

/** The promotion that takes most off; promotions do not add up. `undefined`: none takes anything off. */
export function bestPromotion(
  promotions: readonly Promotion[],
  goods: { readonly product: string; readonly quantity: number; readonly unitPrice: MinorUnits },
): { readonly promotion: Promotion; readonly discount: MinorUnits } | undefined {
  return promotions
    .filter(({ product }) => product === goods.product)
    .map((promotion) => ({ promotion, discount: discountOf(promotion, goods) }))
    .filter(({ discount }) => discount > 0)
    .sort((a, b) => b.discount - a.discount || (a.promotion.promotion < b.promotion.promotion ? -1 : 1))[0];
}
