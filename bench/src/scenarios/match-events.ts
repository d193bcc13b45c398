import type { Milliseconds, ShelfEvent, TruthOf } from '@walkout/contracts';

type TrueEvent = TruthOf<'events'>;

/** A hand leaves the shelf a little after the weight has moved, and a change settles a little after that. */
const BEFORE: Milliseconds = 1_500;
const AFTER: Milliseconds = 1_500;

/** True and found events that speak of the same; one found event may hold several true ones. */
export interface EventMatch {
  readonly foundOf: ReadonlyMap<TrueEvent, ShelfEvent>;
  readonly truthOf: ReadonlyMap<ShelfEvent, readonly TrueEvent[]>;
}

/** How far apart in time a true event and a found one are, 0 within it; Infinity when they cannot be the same. */
function apart(truth: TrueEvent, found: ShelfEvent): Milliseconds {
  if (truth.shelf !== found.shelf) return Infinity;
  if (Math.sign(truth.item.quantity) !== -Math.sign(found.grams)) return Infinity;
  const [early, late] = [found.startedAt - truth.capturedAt, truth.capturedAt - found.settledAt];
  if (early > BEFORE || late > AFTER) return Infinity;
  const nearPlate = found.plates.length === 0 || truth.plates.some((plate) => found.plates.includes(plate));
  return Math.max(0, early, late) + (nearPlate ? 0 : BEFORE);
}

/** Matches each true event to the found one nearest in time on the same shelf, of the same direction, rather on the same plates. */
export function matchEvents(truth: readonly TrueEvent[], found: readonly ShelfEvent[]): EventMatch {
  const foundOf = new Map<TrueEvent, ShelfEvent>();
  const truthOf = new Map<ShelfEvent, TrueEvent[]>();
  for (const event of truth) {
    const [best] = found.map((candidate) => ({ candidate, gap: apart(event, candidate) })).filter(({ gap }) => gap < Infinity).sort((a, b) => a.gap - b.gap);
    if (best === undefined) continue;
    foundOf.set(event, best.candidate);
    truthOf.set(best.candidate, [...(truthOf.get(best.candidate) ?? []), event]);
  }
  return { foundOf, truthOf };
}
