import type { Cart, ShelfEvent, TruthOf } from '@walkout/contracts';
import type { WrongItem } from '../metrics/receipt-score.ts';
import { matchEvents } from './match-events.ts';
import type { EventMatch } from './match-events.ts';

type TrueEvent = TruthOf<'events'>;

/** Why a line is wrong, as far as the events tell. */
export const CAUSES = {
  'missed event': 'a true take or put-back is in no event',
  'false event': 'an event where nothing was taken or put back',
  'unknown object': 'the event was found and taken for nothing that is sold',
  'wrong item': 'the event was read as another product',
  'wrong quantity': 'the event was read as another number of packs',
  'wrong shopper': 'the event went to another shopper',
  'nobody': 'the event went to somebody without a visit',
  'between shoppers': 'handed over, or left in the store, away from the shelves',
  'wrong story': 'every event alone is right, and the carts together are not',
} as const;
export type Cause = keyof typeof CAUSES;

export interface Happened {
  readonly truth: readonly TrueEvent[];
  readonly found: readonly ShelfEvent[];
  readonly carts: readonly Cart[];
  readonly receipts: readonly TruthOf<'receipts'>[];
}

const quantityIn = (event: ShelfEvent, product: string): number => event.items.find((item) => item.product === product)?.quantity ?? 0;
const truePart = (events: readonly TrueEvent[], product: string): number =>
  events.reduce((sum, { item }) => sum + (item.product === product ? item.quantity : 0), 0);

/** What is wrong with a found event as far as it concerns a product of a visit. */
function faultOf(event: ShelfEvent, truth: readonly TrueEvent[], { visit, product }: WrongItem): Cause | undefined {
  if (truth.length === 0) return 'false event';
  const [read, right] = [quantityIn(event, product), truePart(truth, product)];
  if (event.items.length === 0 && right !== 0) return 'unknown object';
  if (read !== right) return read === 0 || right === 0 ? 'wrong item' : 'wrong quantity';
  const [who] = event.people;
  const whose = truth.find(({ item }) => item.product === product)?.visit;
  if (who !== undefined && who.visit !== whose && (whose === visit || who.visit === visit)) return who.visit === undefined ? 'nobody' : 'wrong shopper';
  return undefined;
}

/** The events that a wrong line is about: true ones of the product by the visit, and found ones that its cart line rests on. */
function concerned(wrong: WrongItem, { truth, found, carts }: Happened, match: EventMatch) {
  const own = truth.filter(({ visit, item }) => visit === wrong.visit && item.product === wrong.product);
  const lines = carts.filter(({ visit }) => visit === wrong.visit).flatMap((cart) => cart.lines).filter(({ product }) => product === wrong.product);
  const evidence = new Set(lines.flatMap((line) => line.evidence));
  const ofLines = found.filter(({ event }) => evidence.has(event));
  const ofTruth = own.flatMap((event) => match.foundOf.get(event) ?? []);
  return { own, found: [...new Set([...ofTruth, ...ofLines])] };
}

/** The first moment that a wrong line is about, and why it is wrong. */
export function explainWrong(wrong: WrongItem, happened: Happened): { readonly cause: Cause; readonly at: number | undefined } {
  const match = matchEvents(happened.truth, happened.found);
  const { own, found } = concerned(wrong, happened, match);
  const missed = own.find((event) => !match.foundOf.has(event));
  const at = missed?.capturedAt ?? found[0]?.settledAt ?? own[0]?.capturedAt;
  if (missed !== undefined) return { cause: 'missed event', at };
  for (const event of found) {
    const cause = faultOf(event, match.truthOf.get(event) ?? [], wrong);
    if (cause !== undefined) return { cause, at: event.settledAt };
  }
  const carried = happened.receipts.find(({ visit }) => visit === wrong.visit)?.lines.find(({ product }) => product === wrong.product)?.quantity ?? 0;
  return { cause: truePart(own, wrong.product) === carried ? 'wrong story' : 'between shoppers', at };
}
