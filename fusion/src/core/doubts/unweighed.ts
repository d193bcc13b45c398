import type { EpochMs, Milliseconds, Probability, Shelf, ShelfWeights } from '@walkout/contracts';
import { handPlace } from '../attribution/explain-change.ts';
import type { Reach, Suspect } from '../attribution/who-reached.ts';
import { createScaleWatch } from './scale-watch.ts';

/** Who may have taken something that no scale weighed. */
export interface Unweighed {
  observe(shelf: string, batch: ShelfWeights): void;
  /** Time passes: looks who reached into shelves that did not weigh. */
  settle(at: EpochMs): void;
  /** Whether a visit's shopper may hold something, or have put something back, that nobody knows of. */
  mayHold(visit: string): boolean;
  close(visit: string): void;
}

/** Whose hands explain that something moved at least as well as this may have moved it. */
const MAY_HAVE: Probability = 0.05;
/** A shelf that does not weigh is looked at this often. */
const LOOK_EVERY: Milliseconds = 500;

/** @param suspectsAt who may have had a hand at a place for a while */
export function createUnweighed(shelves: readonly Shelf[], suspectsAt: (reach: Reach) => readonly Suspect[]): Unweighed {
  const watches = new Map(shelves.map((shelf) => [shelf.id, { shelf, watch: createScaleWatch(), lookedUntil: -Infinity as EpochMs }]));
  const visits = new Set<string>();

  function look(shelf: Shelf, startedAt: EpochMs, settledAt: EpochMs): void {
    for (const { centre } of shelf.plates) {
      for (const { visit, likelihood } of suspectsAt({ place: handPlace(centre, shelf), facing: shelf.facing, startedAt, settledAt })) {
        if (visit !== undefined && likelihood >= MAY_HAVE) visits.add(visit);
      }
    }
  }

  return {
    observe: (shelf, batch) => watches.get(shelf)!.watch.observe(batch),
    settle(at) {
      for (const entry of watches.values()) {
        const trouble = entry.watch.trouble(at);
        if (trouble === undefined) continue;
        const until = trouble.until ?? at;
        const isDue = trouble.until === undefined ? at >= entry.lookedUntil + LOOK_EVERY : until > entry.lookedUntil;
        if (!isDue) continue;
        look(entry.shelf, Math.max(trouble.from, entry.lookedUntil), until);
        entry.lookedUntil = until;
      }
    },
    mayHold: (visit) => visits.has(visit),
    close: (visit) => void visits.delete(visit),
  };
}
