import type { MinorUnits } from '@walkout/contracts';

/** Decimals that a currency has, such as 2 for EUR. */
export const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** An amount as a CSV file has it: `2.79`. */
export function amountText(amount: MinorUnits, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = String(amount).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Minor units of an amount that a person wrote, point or comma; `undefined` for what is none. Read digit by digit: nothing is rounded. */
export function amountOf(text: string, currency: string): MinorUnits | undefined {
  const decimals = decimalsOf(currency);
  const match = /^(\d{1,9})(?:[.,](\d+))?$/.exec(text.trim());
  if (match === null || (match[2] ?? '').length > decimals) return undefined;
  return Number(`${match[1]}${(match[2] ?? '').padEnd(decimals, '0')}`);
}
