/** A whole number of the smallest steps as people write it: 279 with two decimals is `2.79`. */
export function decimalText(steps: number, decimals: number): string {
  const digits = String(steps).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The smallest steps of what a person wrote, point or comma; `undefined` for what is none. Read digit by digit: nothing is rounded. */
export function stepsOf(text: string, decimals: number): number | undefined {
  const match = /^(\d{1,9})(?:[.,](\d+))?$/.exec(text.trim());
  if (match === null || (match[2] ?? '').length > decimals) return undefined;
  return Number(`${match[1]}${(match[2] ?? '').padEnd(decimals, '0')}`);
}
