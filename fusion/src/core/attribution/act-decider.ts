import type { EpochMs, Metres, Milliseconds } from '@walkout/contracts';
import type { CartBook } from '../carts/cart-book.ts';
import type { WeightChange } from '../shelves/weight-change.ts';
import { explainFloor, explainMeeting, handsEventOf } from './explain-act.ts';
import type { FloorStray } from './explain-act.ts';
import type { HandAct } from './hand-acts.ts';

/** Turns what hands do away from the shelves into what happened to carts. */
export interface ActDecider {
  /** Takes an act in; says which visits' carts changed. */
  act(act: HandAct): readonly string[];
  /** Something changed on a shelf: a hand near it was no hand at the floor. */
  noteChange(change: WeightChange): void;
  /** Decides hands at the floor once shelves have had their say; says which visits' carts changed. */
  settle(at: EpochMs): readonly string[];
}

type Stoop = HandAct & { readonly kind: 'floor' };

/** A hand that seems to be at the floor is at a low shelf when something changed there within this time … */
const LOW_REACH_AROUND: Milliseconds = 1500;
/** … and this near. */
const LOW_REACH: Metres = 0.9;

export function createActDecider(
  carts: CartBook,
  { visitOf, isStaff }: { readonly visitOf: (person: string) => string | undefined; readonly isStaff: (visit: string) => boolean },
): ActDecider {
  let lying: readonly FloorStray[] = [];
  let stoops: readonly Stoop[] = [];
  let changes: readonly WeightChange[] = [];
  let count = 0;

  /** The visit whose cart somebody's hands may change. */
  function shopperOf(person: string): string | undefined {
    const visit = visitOf(person);
    return visit === undefined || isStaff(visit) ? undefined : visit;
  }

  const wasAtShelf = ({ at, place }: Stoop): boolean =>
    changes.some((change) =>
      at > change.startedAt - LOW_REACH_AROUND && at < change.settledAt + LOW_REACH_AROUND &&
      Math.hypot(change.place[0] - place[0], change.place[1] - place[1]) < LOW_REACH);

  function decideStoop(stoop: Stoop): readonly string[] {
    const visit = shopperOf(stoop.person);
    if (visit === undefined || wasAtShelf(stoop)) return [];
    const event = handsEventOf(++count);
    const { strays, ...explanations } = explainFloor(visit, { event, place: stoop.place, lying, mayHold: carts.mayHold(visit).keys(), whenOf: carts.whenOf });
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
      const explanations = explainMeeting(giver, taker, { mayHold: (visit) => carts.mayHold(visit).keys(), whenOf: carts.whenOf });
      return carts.add({ id: handsEventOf(++count), at: act.at, explanations });
    },
    noteChange(change) {
      changes = [...changes.filter(({ settledAt }) => settledAt > change.settledAt - 6 * LOW_REACH_AROUND), change];
    },
    settle(at) {
      const due = stoops.filter((stoop) => at > stoop.at + 2 * LOW_REACH_AROUND);
      if (due.length === 0) return [];
      stoops = stoops.filter((stoop) => !due.includes(stoop));
      const standing = carts.strays();
      lying = lying.filter(({ id }) => standing.has(id));
      return due.flatMap(decideStoop);
    },
  };
}
