import type { PlanogramEntry, StoreLayout } from '@walkout/contracts';

/** What belongs on each shelf: shelf → the planogram's entries with a plate on it. A store has a thousand products, a shelf a few. */
export function planogramByShelf({ shelves, planogram }: StoreLayout): ReadonlyMap<string, readonly PlanogramEntry[]> {
  const shelfOf = new Map(shelves.flatMap(({ id, plates }) => plates.map((plate) => [plate.id, id] as const)));
  const entries = new Map<string, PlanogramEntry[]>(shelves.map(({ id }) => [id, []]));
  for (const entry of planogram) {
    for (const shelf of new Set(entry.plates.flatMap((plate) => shelfOf.get(plate) ?? []))) entries.get(shelf)!.push(entry);
  }
  return entries;
}
