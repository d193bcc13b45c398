import { amountOf } from '../../../../src/core/set-up/money-text.ts';
import type { ReceiptView } from '../../../../src/core/receipts/receipt-views.ts';

/** What is searched for, as somebody typed it; nothing typed finds every receipt. */
export interface Wanted {
  /** A number, a shopper's number, a visit, or part of the name of goods. */
  readonly text: string;
  /** `2026-05-12`, a day of this device's time zone. */
  readonly day: string;
  readonly amount: string;
}
export const EVERYTHING: Wanted = { text: '', day: '', amount: '' };

export const isEverything = ({ text, day, amount }: Wanted): boolean => `${text}${day}${amount}`.trim() === '';

/** The search as the server's query; `undefined` when the amount is none in the currency. */
export function queryOf({ text, day, amount }: Wanted, currency: string): URLSearchParams | undefined {
  const query = new URLSearchParams();
  if (text.trim() !== '') query.set('search', text.trim());
  if (day !== '') {
    const [from, until] = [new Date(`${day}T00:00`), new Date(`${day}T00:00`)];
    until.setDate(until.getDate() + 1);
    query.set('from', String(from.getTime()));
    query.set('until', String(until.getTime()));
  }
  if (amount.trim() !== '') {
    const units = amountOf(amount, currency);
    if (units === undefined) return undefined;
    query.set('amount', String(units));
  }
  return query;
}

/** What was found, as it is now; those issued since come on top where nothing is searched for. Newest first. */
export function withLatest(found: readonly ReceiptView[], latest: readonly ReceiptView[], searching: boolean): readonly ReceiptView[] {
  const now = new Map(latest.map((view) => [view.receipt.receipt, view]));
  const known = found.map((view) => now.get(view.receipt.receipt) ?? view);
  if (searching) return known;
  const newest = found[0]?.receipt.number ?? 0;
  return [...latest.filter(({ receipt }) => receipt.number > newest), ...known];
}
