import type { EpochMs, Milliseconds, MinorUnits } from '@walkout/contracts';

const LANGUAGE = navigator.language;

/** Money as people here write it; the currency says how many decimals it has. */
export function moneyFormat(currency: string): (amount: MinorUnits) => string {
  const format = new Intl.NumberFormat(LANGUAGE, { style: 'currency', currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return (amount) => format.format(amount / 10 ** decimals);
}

const timeOfDay = new Intl.DateTimeFormat(LANGUAGE, { timeStyle: 'short' });
const dateAndTime = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'long', timeStyle: 'short' });
export const formatTime = (at: EpochMs): string => timeOfDay.format(at);
export const formatDateTime = (at: EpochMs): string => dateAndTime.format(at);

const dayAndTime = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
/** Day and time of day, for lists. */
export const formatDayTime = (at: EpochMs): string => dayAndTime.format(at);

/** 3:07 for three minutes and seven seconds. */
export function formatDuration(duration: Milliseconds): string {
  const seconds = Math.max(0, Math.floor(duration / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const percent = new Intl.NumberFormat(LANGUAGE, { style: 'percent', maximumFractionDigits: 0 });
export const formatPercent = (share: number): string => percent.format(share);

const rate = new Intl.NumberFormat(LANGUAGE, { style: 'percent', maximumFractionDigits: 2 });
export const formatTaxRate = (basisPoints: number): string => rate.format(basisPoints / 10_000);

const clock = new Intl.DateTimeFormat(LANGUAGE, { timeStyle: 'medium' });
/** A moment of the day to the second. */
export const formatClock = (at: EpochMs): string => clock.format(at);
