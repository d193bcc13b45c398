import type { MinorUnits } from '@walkout/contracts';
import { decimalText, stepsOf } from './decimal-text.ts';

/** Decimals that a currency has, such as 2 for EUR. */
export const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** An amount as a CSV file has it: `2.79`. */
export const amountText = (amount: MinorUnits, currency: string): string => decimalText(amount, decimalsOf(currency));

/** Minor units of an amount that a person wrote; `undefined` for what is none, or finer than the currency. */
export const amountOf = (text: string, currency: string): MinorUnits | undefined => stepsOf(text, decimalsOf(currency));
