import type { MinorUnits, Receipt } from '@walkout/contracts';
import { containedTax } from './contained-tax.ts';
import { grossOf, totalOf } from './draft-receipt.ts';
import type { ReceiptDraft } from './draft-receipt.ts';

/** Goods of a receipt to pay back. */
export interface RefundLine {
  readonly product: string;
  readonly quantity: number;
}

/** A receipt and what has been paid back of it before. */
export interface RefundBase {
  readonly receipt: Receipt;
  /** The refunds of this receipt so far. */
  readonly earlier: readonly Receipt[];
}

const unitsIn = (receipts: readonly Receipt[], product: string): number =>
  receipts.flatMap(({ lines }) => lines).filter((line) => line.product === product).reduce((units, { quantity }) => units + quantity, 0);

/** What was paid for the first `units` of a line, discounts shared out evenly and rounded down. */
function paidFor({ receipt }: RefundBase, line: Receipt['lines'][number], units: number): MinorUnits {
  const discount = receipt.discounts.filter(({ product }) => product === line.product).reduce((sum, { amount }) => sum + amount, 0);
  return Math.floor(((line.amount + discount) * units) / line.quantity);
}

/** What can still be paid back of each line; lines of which nothing is left are left out. */
export function refundable(base: RefundBase): readonly (RefundLine & { readonly amount: MinorUnits })[] {
  return base.receipt.lines.flatMap((line) => {
    const gone = unitsIn(base.earlier, line.product);
    if (gone >= line.quantity) return [];
    const amount = paidFor(base, line, line.quantity) - paidFor(base, line, gone);
    return [{ product: line.product, quantity: line.quantity - gone, amount }];
  });
}

function mirror(base: RefundBase, { product, quantity }: RefundLine): Pick<Receipt, 'lines' | 'discounts'> {
  const line = base.receipt.lines.find((one) => one.product === product)!;
  const gone = unitsIn(base.earlier, product);
  const back = paidFor(base, line, gone + quantity) - paidFor(base, line, gone);
  const amount = line.unitPrice * quantity;
  const discount = base.receipt.discounts.find((one) => one.product === product);
  return {
    lines: [{ ...line, quantity, amount: 0 - amount }],
    discounts: discount === undefined || amount === back ? [] : [{ ...discount, amount: amount - back }],
  };
}

/** Tax is what the class held before less what it holds after, so that refunds of a whole receipt add up to its tax exactly. */
function taxesBack({ receipt, earlier }: RefundBase, goods: Pick<Receipt, 'lines' | 'discounts'>): Receipt['taxes'] {
  return receipt.taxes.flatMap(({ taxClass, basisPoints, gross: charged }) => {
    const gross = grossOf(goods, taxClass);
    if (!goods.lines.some((line) => line.taxClass === taxClass)) return [];
    const before = charged + earlier.reduce((sum, refund) => sum + grossOf(refund, taxClass), 0);
    const tax = containedTax(before + gross, basisPoints) - containedTax(before, basisPoints);
    return [{ taxClass, basisPoints, net: gross - tax, tax, gross }];
  });
}

/**
 * The refund of some goods of a receipt: its lines with amounts below zero. What was paid back before is never paid again.
 *
 * @param lines each a product that {@link refundable} names, at most so many of it, each product once
 */
export function draftRefund(base: RefundBase, lines: readonly RefundLine[]): ReceiptDraft {
  const parts = lines.map((line) => mirror(base, line));
  const goods = { lines: parts.flatMap((part) => part.lines), discounts: parts.flatMap((part) => part.discounts) };
  return { currency: base.receipt.currency, ...goods, taxes: taxesBack(base, goods), total: totalOf(goods) };
}
