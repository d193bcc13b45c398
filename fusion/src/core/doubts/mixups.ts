import type { EpochMs, FloorPoint, Metres, Probability } from '@walkout/contracts';
import { WALKING_SPEED } from '../people/person.ts';
import { BINDING_PATIENCE } from '../visits/visit-book.ts';

/** Somebody on the map. */
export interface Tracked {
  readonly id: string;
  readonly position: FloorPoint;
  readonly bornAt: EpochMs;
}

/** What a moment shows of who is whose. */
export interface Scene {
  readonly people: readonly Tracked[];
  /** Visits in the store; asked for in trouble alone. */
  readonly inside: () => readonly string[];
  /** Since when cameras have been in trouble; `undefined`: all are well. */
  readonly troubledSince: EpochMs | undefined;
}

/** A visit that somebody may belong to. */
export interface Ownership {
  readonly visit: string;
  readonly share: Probability;
}

/** Who may have been taken for whom while cameras could not be relied on. */
export interface Mixups {
  observe(at: EpochMs, scene: Scene): void;
  /** The visits that a person may belong to, their shares adding up to 1; empty: none. */
  ownersOf(person: string): readonly Ownership[];
  /** Whether somebody else may have been taken for the visit's shopper. */
  isMixed(visit: string): boolean;
  close(visit: string): void;
}

/**
 * How likely it is that somebody is who they were taken for, after a trouble in which they may have been confused. In rehearsed days
 * with twenty faults each (`scripts/chaos/rehearse.ts`) it was so for more than nine in ten; this is little enough to be looked at, once carts are calibrated.
 */
export const STILL_RIGHT: Probability = 0.84;
/** As far as cameras in trouble may be off, besides how far people walk meanwhile. */
const SLACK: Metres = 1;

/**
 * Somebody who turns up away from the entries while cameras are in trouble is no newcomer but one of those within reach, and who is on
 * the map in their place may then be another. Which of them is not to be told any more: from then on each may be each, until they
 * leave. When cameras are well nobody is in doubt for this.
 *
 * @param isAtEntry whether newcomers turn up at a place
 */
export function createMixups(visitOf: (person: string) => string | undefined, isAtEntry: (place: FloorPoint) => boolean): Mixups {
  const mixed = new Map<string, Set<string>>();
  const strangers = new Map<string, ReadonlySet<string>>();
  let bound = new Map<string, string>();
  let present = new Set<string>();
  let newcomers = new Set<string>();

  function mix(visits: ReadonlySet<string>): void {
    if (visits.size < 2) return;
    for (const visit of visits) {
      const others = mixed.get(visit) ?? new Set();
      for (const other of visits) if (other !== visit) others.add(other);
      mixed.set(visit, others);
    }
  }

  return {
    observe(at, { people, inside, troubledSince }) {
      const before = bound;
      bound = new Map();
      for (const { id } of people) {
        const visit = visitOf(id);
        if (visit !== undefined) bound.set(id, visit);
      }
      newcomers = new Set(people.flatMap(({ id, position }) => (newcomers.has(id) || (!present.has(id) && isAtEntry(position)) ? [id] : [])));
      present = new Set(people.map(({ id }) => id));
      if (troubledSince === undefined) return;
      const reach = SLACK + (WALKING_SPEED * (at - troubledSince)) / 1000;
      const placed = new Set(bound.values());
      const nowhere = inside().filter((visit) => !placed.has(visit));
      const known = new Set([...before.values()]);
      for (const { id, position, bornAt } of people) {
        const visit = bound.get(id);
        // Unless no gate has said so for as long as a gate's newcomer is looked for.
        const comesIn = newcomers.has(id) && at - bornAt < BINDING_PATIENCE;
        const isNew = visit === undefined ? bornAt >= troubledSince && !comesIn : before.get(id) !== visit && known.has(visit);
        if (!isNew) continue;
        const near = people.filter((other) => bound.has(other.id) && Math.hypot(other.position[0] - position[0], other.position[1] - position[1]) <= reach);
        const candidates = new Set([...(strangers.get(id) ?? []), ...near.map((other) => bound.get(other.id)!), ...nowhere]);
        strangers.set(id, candidates);
        mix(candidates);
      }
    },
    ownersOf(person) {
      const visit = visitOf(person);
      if (visit === undefined) {
        const candidates = [...(strangers.get(person) ?? [])];
        return candidates.map((candidate) => ({ visit: candidate, share: 1 / candidates.length }));
      }
      const others = [...(mixed.get(visit) ?? [])];
      if (others.length === 0) return [{ visit, share: 1 }];
      return [{ visit, share: STILL_RIGHT }, ...others.map((other) => ({ visit: other, share: (1 - STILL_RIGHT) / others.length }))];
    },
    isMixed: (visit) => mixed.has(visit),
    close(visit) {
      mixed.delete(visit);
      for (const others of mixed.values()) others.delete(visit);
      for (const [person, candidates] of strangers) {
        const left = new Set([...candidates].filter((one) => one !== visit));
        if (left.size === 0) strangers.delete(person);
        else strangers.set(person, left);
      }
    },
  };
}
