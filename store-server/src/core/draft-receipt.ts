import type { MinorUnits, Probability, Receipt } from '@walkout/contracts';
import type { Catalogue } from './catalogue.ts';
import { containedTax } from './contained-tax.ts';

/** Goods to charge for; every product is in the catalogue. */
export interface Charge {
  readonly product: string;
  readonly quantity: number;
  readonly probability: Probability;
}

/** The part of a receipt that follows from the goods alone. */
export type ReceiptDraft = Pick<Receipt, 'currency' | 'lines' | 'taxes' | 'total'>;

const sum = (amounts: readonly MinorUnits[]): MinorUnits => amounts.reduce((total, amount) => total + amount, 0);

function lineOf(charge: Charge, catalogue: Catalogue): Receipt['lines'][number] {
  const { name, price } = catalogue.products.get(charge.product)!;
  const { product, quantity, probability } = charge;
  return { product, name, quantity, unitPrice: price, amount: price * quantity, probability };
}

function taxesOf(lines: Receipt['lines'], catalogue: Catalogue): Receipt['taxes'] {
  const classOf = (product: string) => catalogue.products.get(product)!.taxClass;
  return [...catalogue.taxClasses.values()].flatMap(({ id, basisPoints }) => {
    const own = lines.filter((line) => classOf(line.product) === id);
    if (own.length === 0) return [];
    const gross = sum(own.map((line) => line.amount));
    const tax = containedTax(gross, basisPoints);
    return [{ taxClass: id, basisPoints, net: gross - tax, tax, gross }];
  });
}

/**
 * Prices goods. Prices contain the tax; it is reckoned per tax class over the sum of its lines and rounded half up once, so
 * lines always add up to the total and a class's net and tax to its gross.
 */
export function draftReceipt(charges: readonly Charge[], catalogue: Catalogue): ReceiptDraft {
  const lines = charges.map((charge) => lineOf(charge, catalogue));
  return {
    currency: catalogue.currency,
    lines,
    taxes: taxesOf(lines, catalogue),
    total: sum(lines.map((line) => line.amount)),
  };
}
