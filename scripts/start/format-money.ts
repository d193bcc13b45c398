import type { MinorUnits } from '@walkout/contracts';

/** An amount with its currency, as written in English: `€3.98`. */
export function formatMoney(amount: MinorUnits, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
