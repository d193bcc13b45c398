import type { EpochMs, Metres, Milliseconds, Probability, ShelfEvent } from '@walkout/contracts';
import type { CartBook } from '../carts/cart-book.ts';
import { createEventIds } from '../event-ids.ts';
import type { WeightChange } from '../shelves/weight-change.ts';
import { explainFloor, explainMeeting, HANDS } from './explain-act.ts';
import type { FloorStray } from './explain-act.ts';
import type { HandAct, Stoop } from './hand-acts.ts';
import { ONE_STOOP } from './stoop-watch.ts';

/** Turns what hands do away from the shelves into what happened to carts. */
export interface ActDecider {
  /** Takes an act in; says which visits' carts changed. */
  act(act: HandAct): readonly string[];
  /** Something changed on a shelf, and what was said of it: a hand near it was no hand at the floor, nor was one of whose doing it was. */
  noteChange(change: WeightChange, events: readonly ShelfEvent[]): void;
  /** Decides hands at the floor once shelves have had their say; says which visits' carts changed. */
  settle(at: EpochMs): readonly string[];
  /** What may lie on the floor. */
  lying(): readonly FloorStray[];
}

/** Who seems to be at the floor is at a low shelf when something changed there within this time … */
const LOW_REACH_AROUND: Milliseconds = 700;
/** … this near to the hand, or by them: their other hand hangs down while they reach in … */
const LOW_REACH: Metres = 0.9;
/** … and not further above the floor. */
const LOW: Metres = 0.6;
/** Whose doing something was if it was this likely theirs. */
const LIKELY: Probability = 0.5;
/** A hand at the floor waits for what shelves say, and changes are remembered for as long as one may wait. */
const SHELVES_SPEAK: Milliseconds = 3000;
const CHANGES_KEPT: Milliseconds = 9000;

/** @param before what may have lain on the floor before */
export function createActDecider(
  carts: CartBook,
  { visitOf, isStaff }: { readonly visitOf: (person: string) => string | undefined; readonly isStaff: (visit: string) => boolean },
  before: readonly FloorStray[] = [],
): ActDecider {
  let lying = before;
  const nextId = createEventIds(HANDS);
  const stoopedAt = new Map<string, EpochMs>();
  let stoops: readonly Stoop[] = [];
  let changes: readonly { readonly change: WeightChange; readonly by: readonly string[] }[] = [];

  /** The visit whose cart somebody's hands may change. */
  function shopperOf(person: string): string | undefined {
    const visit = visitOf(person);
    return visit === undefined || isStaff(visit) ? undefined : visit;
  }

  const wasAtShelf = ({ at, place }: Stoop, visit: string): boolean =>
    changes.some(({ change, by }) =>
      change.place[2] < LOW && at > change.startedAt - LOW_REACH_AROUND && at < change.restedAt + LOW_REACH_AROUND &&
      (by.includes(visit) || Math.hypot(change.place[0] - place[0], change.place[1] - place[1]) < LOW_REACH));

  function decideStoop(stoop: Stoop): readonly string[] {
    const visit = shopperOf(stoop.person);
    // Cameras may take one who stoops for two.
    if (visit === undefined || wasAtShelf(stoop, visit) || stoop.at - (stoopedAt.get(visit) ?? -Infinity) < ONE_STOOP) return [];
    stoopedAt.set(visit, stoop.at);
    const event = nextId(stoop.at);
    const { strays, ...explanations } = explainFloor(visit, { event, at: stoop.at, place: stoop.place, lying, mayHold: carts.mayHold(visit).keys(), whenOf: carts.whenOf });
    lying = [...lying, ...strays];
    return carts.add({ id: event, at: stoop.at, explanations });
  }

  return {
    act(act) {
      if (act.kind === 'floor') {
        stoops = [...stoops, act];
        return [];
      }
      const [giver, taker] = [shopperOf(act.giver), shopperOf(act.taker)];
      if (giver === undefined || taker === undefined || giver === taker) return [];
      const explanations = explainMeeting({ ...act, giver, taker }, { mayHold: (visit) => carts.mayHold(visit).keys(), whenOf: carts.whenOf });
      return carts.add({ id: nextId(act.at), at: act.at, explanations });
    },
    noteChange(change, events) {
      const by = events.flatMap(({ people }) => people.flatMap(({ visit, probability }) => (visit !== undefined && probability > LIKELY ? [visit] : [])));
      changes = [...changes.filter((known) => known.change.settledAt > change.settledAt - CHANGES_KEPT), { change, by }];
    },
    settle(at) {
      const due = stoops.filter((stoop) => at > stoop.at + SHELVES_SPEAK);
      if (due.length === 0) return [];
      stoops = stoops.filter((stoop) => !due.includes(stoop));
      for (const [visit, since] of stoopedAt) if (at - since > CHANGES_KEPT) stoopedAt.delete(visit);
      const standing = carts.strays();
      lying = lying.filter(({ id }) => standing.has(id));
      return due.flatMap(decideStoop);
    },
    lying: () => lying,
  };
}
