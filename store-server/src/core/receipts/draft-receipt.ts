import type { MinorUnits, Probability, Receipt } from '@walkout/contracts';
import type { Catalogue } from '../catalogue.ts';
import { containedTax } from './contained-tax.ts';
import { bestPromotion } from './promotion.ts';
import type { Promotion } from './promotion.ts';

/** Goods to charge for; every product is in the catalogue. */
export interface Charge {
  readonly product: string;
  readonly quantity: number;
  readonly probability: Probability;
  /** Ids of shelf events. */
  readonly evidence?: readonly string[];
}

/** The part of a receipt that follows from the goods alone. */
export type ReceiptDraft = Pick<Receipt, 'currency' | 'lines' | 'discounts' | 'taxes' | 'total'>;

const sum = (amounts: readonly MinorUnits[]): MinorUnits => amounts.reduce((total, amount) => total + amount, 0);

/** One charge a product, in the order of first mention; no surer than its least sure part. */
function mergeCharges(charges: readonly Charge[]): Required<Charge>[] {
  const merged = new Map<string, Required<Charge>>();
  for (const { product, quantity, probability, evidence = [] } of charges) {
    const earlier = merged.get(product);
    merged.set(product, {
      product,
      quantity: quantity + (earlier?.quantity ?? 0),
      probability: Math.min(probability, earlier?.probability ?? 1),
      evidence: [...new Set([...(earlier?.evidence ?? []), ...evidence])],
    });
  }
  return [...merged.values()];
}

function lineOf({ product, quantity, probability, evidence }: Required<Charge>, catalogue: Catalogue): Receipt['lines'][number] {
  const { name, price, taxClass } = catalogue.products.get(product)!;
  return { product, name, quantity, unitPrice: price, amount: price * quantity, taxClass, probability, evidence: [...evidence] };
}

function discountsOf(lines: Receipt['lines'], promotions: readonly Promotion[]): Receipt['discounts'] {
  return lines.flatMap((line) => {
    const best = bestPromotion(promotions, line);
    return best === undefined ? []
      : [{ promotion: best.promotion.promotion, name: best.promotion.name, product: line.product, amount: -best.discount }];
  });
}

/** Gross of a tax class: its lines less what was taken off them. */
export function grossOf({ lines, discounts }: Pick<Receipt, 'lines' | 'discounts'>, taxClass: string): MinorUnits {
  const own = lines.filter((line) => line.taxClass === taxClass);
  const products = new Set(own.map(({ product }) => product));
  return sum([...own, ...discounts.filter(({ product }) => products.has(product))].map(({ amount }) => amount));
}

function taxesOf(goods: Pick<Receipt, 'lines' | 'discounts'>, catalogue: Catalogue): Receipt['taxes'] {
  return [...catalogue.taxClasses.values()].flatMap(({ id, basisPoints }) => {
    if (!goods.lines.some(({ taxClass }) => taxClass === id)) return [];
    const gross = grossOf(goods, id);
    const tax = containedTax(gross, basisPoints);
    return [{ taxClass: id, basisPoints, net: gross - tax, tax, gross }];
  });
}

/** What a draft comes to. */
export const totalOf = ({ lines, discounts }: Pick<Receipt, 'lines' | 'discounts'>): MinorUnits =>
  sum([...lines, ...discounts].map(({ amount }) => amount));

/**
 * Prices goods. Prices contain the tax; it is reckoned per tax class over the sum of its lines and discounts and rounded half
 * up once, so lines and discounts always add up to the total and a class's net and tax to its gross.
 *
 * @param promotions those that hold for the visit; a product gets the one that takes most off
 */
export function draftReceipt(charges: readonly Charge[], catalogue: Catalogue, promotions: readonly Promotion[] = []): ReceiptDraft {
  const lines = mergeCharges(charges).map((charge) => lineOf(charge, catalogue));
  const discounts = discountsOf(lines, promotions);
  const goods = { lines, discounts };
  return { currency: catalogue.currency, lines, discounts, taxes: taxesOf(goods, catalogue), total: totalOf(goods) };
}
