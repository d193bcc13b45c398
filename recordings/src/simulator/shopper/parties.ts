import type { Item } from '../stock/stock.ts';
import type { Scenario } from './shopper-plan.ts';
import type { Shopper } from './shopper.ts';

/** Who shares a visit with whom, and what has left with it. */
export interface Parties {
  /** The visit of somebody who comes in: that of the party, or one of their own, named after the passage. */
  join(shopper: Shopper, passage: string): string;
  /** Somebody leaves with these packs; tells the visit with everything of it when they are the last of it. Staff end no visit. */
  leave(shopper: Shopper, items: readonly Item[]): { readonly visit: string; readonly items: readonly Item[] }[];
}

/** Keeps the visits of a scenario's shoppers. */
export function createParties({ shoppers }: Scenario): Parties {
  const visits = new Map<string, string>();
  const gone = new Map<string, { people: number; items: Item[] }>();
  const sizeOf = ({ plan }: Shopper): number => (plan.party === undefined ? 1 : shoppers.filter(({ party }) => party === plan.party).length);
  return {
    join({ plan: { party } }, passage) {
      if (party === undefined) return passage;
      const visit = visits.get(party) ?? passage;
      visits.set(party, visit);
      return visit;
    },
    leave(shopper, items) {
      const visit = shopper.visit!;
      const so = gone.get(visit) ?? { people: 0, items: [] };
      gone.set(visit, { people: so.people + 1, items: [...so.items, ...items] });
      const { people, items: carried } = gone.get(visit)!;
      return people < sizeOf(shopper) || shopper.plan.staff ? [] : [{ visit, items: carried }];
    },
  };
}
