import type { Cart } from '@walkout/contracts';
import type { TillVisit } from '../stage/read-till.ts';

/** What came out other than in the undisturbed run, in words; empty: nothing that no person looks at. */
export function differences(till: readonly TillVisit[], undisturbed: ReadonlyMap<string, Cart>): string[] {
  const known = new Map(till.map((one) => [one.visit, one]));
  const found: string[] = [];
  for (const { visit, lines } of undisturbed.values()) {
    const one = known.get(visit);
    if (one === undefined) found.push(`${visit}: the till does not know it`);
    else if (one.state === 'open') found.push(`${visit}: was never settled`);
    else if (one.state === 'settled') {
      const wanted = new Map<string, number>();
      for (const { product, quantity } of lines) wanted.set(product, (wanted.get(product) ?? 0) + quantity);
      for (const product of new Set([...wanted.keys(), ...Object.keys(one.lines)])) {
        const [before, after] = [wanted.get(product) ?? 0, one.lines[product] ?? 0];
        if (before !== after) found.push(`${visit}: ${after} ${product} instead of ${before}, and no review`);
      }
    }
  }
  for (const { visit, receipts, charges } of till) {
    if (!undisturbed.has(visit)) found.push(`${visit}: nobody of this name came`);
    if (receipts > 1) found.push(`${visit}: ${receipts} receipts`);
    if (charges > 1) found.push(`${visit}: charged ${charges} times`);
  }
  return found;
}
