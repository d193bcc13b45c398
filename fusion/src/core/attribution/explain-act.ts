import type { EpochMs, Metres, Probability, StorePoint } from '@walkout/contracts';
import { isUnknownObject } from '../carts/unknown-object.ts';
import type { CartChange, Explanation, Holdings, StoryEvent } from '../carts/hypothesis.ts';
import type { Meeting } from './hand-acts.ts';

/** Something that may lie on the floor. */
export interface FloorStray {
  readonly id: string;
  readonly product: string;
  readonly place: StorePoint;
}

/** Mostly who held a hand out first gives. */
const FIRST_GIVES: Probability = 0.98;
/** A hand that seems to be at the floor leaves something there, or takes up what lies there, this often. */
const PUT_DOWN: Probability = 0.95;
const TAKEN_UP: Probability = 0.8;
/** What lies this near to the hand may be taken up. */
const WITHIN_REACH: Metres = 0.6;
/** What was taken last is likeliest to be handed on, and put on the floor: each one before that is this much less likely. */
const HANDED_BEFORE = 0.02;
const LEFT_BEFORE = 0.2;
/** What was just received is given on, or back, this much less often than other goods. */
const GIVEN_ON = 0.1;
/** Events of hands have ids of their own kind. */
export const HANDS = 'hands';

/** When an event was; what is no longer known was long ago. */
export type WhenOf = (event: string) => EpochMs;

/** Products of a cart with how likely each is the one in the hand at a moment: each `before` times as likely as the one taken after it, or received after it; probabilities add up to 1. */
function inHand(holdings: Holdings | undefined, before: number, { at, whenOf }: { readonly at: EpochMs; readonly whenOf: WhenOf }): { product: string; probability: Probability }[] {
  const fresh = [...(holdings ?? [])]
    .filter(([product]) => !isUnknownObject(product))
    .flatMap(([product, { evidence }]) => {
      const last = evidence.findLast((event) => whenOf(event) <= at);
      return last === undefined ? [] : [{ product, last }];
    })
    .map(({ product, last }) => ({ product, when: whenOf(last), isReceived: last.startsWith(`${HANDS}-`) }))
    .sort((a, b) => b.when - a.when || (a.product < b.product ? -1 : 1));
  const ranks = { own: 0, received: 0 };
  const weighed = fresh.map(({ product, isReceived }) => ({ product, weight: isReceived ? GIVEN_ON * before ** ranks.received++ : before ** ranks.own++ }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  return weighed.map(({ product, weight }) => ({ product, probability: weight / total }));
}

/** With what is missing to 1 as nothing. */
const orNothing = (ways: readonly Explanation[]): Explanation[] => [
  ...ways,
  { changes: [], probability: 1 - ways.reduce((sum, { probability }) => sum + probability, 0) },
];

/**
 * Hands of two visits met: in each story, one gives the other something that it holds.
 *
 * @param meeting giver and taker as visits
 * @param mayHold products that each may hold in any story
 */
export function explainMeeting(
  { giver, taker, at, passed }: Meeting,
  { mayHold, whenOf }: { readonly mayHold: (visit: string) => Iterable<string>; readonly whenOf: WhenOf },
): StoryEvent {
  const over = (from: string, to: string, product: string): CartChange[] => [{ visit: from, product, quantity: -1 }, { visit: to, product, quantity: 1 }];
  const both = [[giver, taker], [taker, giver]] as const;
  return {
    changes: both.flatMap(([from, to]) => [...mayHold(from)].flatMap((product) => over(from, to, product))),
    explanationsIn({ carts }) {
      const ways = both.map(([from, to], i) => ({ from, to, goods: inHand(carts.get(from), HANDED_BEFORE, { at, whenOf }), share: i === 0 ? FIRST_GIVES : 1 - FIRST_GIVES })).filter(({ goods }) => goods.length > 0);
      const total = ways.reduce((sum, { share }) => sum + share, 0);
      return orNothing(ways.flatMap(({ from, to, goods, share }) =>
        goods.map(({ product, probability }): Explanation => ({ changes: over(from, to, product), probability: (passed * share * probability) / total }))));
    },
  };
}

/** A hand was at the floor: in each story, it left something there that the visit holds, or took up what lies there. */
export function explainFloor(
  visit: string,
  { event, at, place, lying, mayHold, whenOf }: {
    readonly event: string;
    readonly at: EpochMs;
    readonly place: StorePoint;
    readonly lying: readonly FloorStray[];
    readonly mayHold: Iterable<string>;
    readonly whenOf: WhenOf;
  },
): StoryEvent & { readonly strays: readonly FloorStray[] } {
  const near = lying.filter((stray) => Math.hypot(stray.place[0] - place[0], stray.place[1] - place[1]) < WITHIN_REACH);
  const strays = [...mayHold].filter((product) => !isUnknownObject(product)).map((product): FloorStray => ({ id: `${event}:${product}`, product, place }));
  const down = (product: string): CartChange => ({ visit, product, quantity: -1, stray: `${event}:${product}` });
  const up = ({ id, product }: FloorStray): CartChange => ({ visit, product, quantity: 1, stray: id });
  return {
    strays,
    changes: [...strays.map(({ product }) => down(product)), ...near.map(up)],
    explanationsIn({ carts, strays: standing }) {
      const there = near.filter(({ id }) => (standing.get(id) ?? 0) > 0);
      if (there.length > 0) return orNothing(there.map((stray): Explanation => ({ changes: [up(stray)], probability: TAKEN_UP / there.length })));
      return orNothing(inHand(carts.get(visit), LEFT_BEFORE, { at, whenOf }).map(({ product, probability }): Explanation => ({ changes: [down(product)], probability: PUT_DOWN * probability })));
    },
  };
}
