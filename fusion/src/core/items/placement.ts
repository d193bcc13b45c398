import type { Metres, Product, Shelf } from '@walkout/contracts';
import { alongShelf, areNeighbours } from '../shelves/neighbours.ts';
import type { WeightChange } from '../shelves/weight-change.ts';

/** Interval along a shelf. */
export interface Stretch {
  readonly from: Metres;
  readonly to: Metres;
}

/** A load placed somewhere: the share of it that each plate of the shelf carries. */
export type Shares = readonly number[];

/** Widths a pack may have when the catalogue does not say. */
const USUAL_WIDTHS: readonly Metres[] = [0.05, 0.1, 0.2];
/** Resolution of a pack's position. */
const POSITION_STEP: Metres = 0.02;
/** How well shares follow the ideal overlap, as a part of the load nearby: boards bend and packs rock, so neighbours carry a little more or less … */
const SHARE_ERROR = 0.08;
/** … while plates far from any load hardly notice it. */
const FAR_ERROR = 0.02;

const spanOf = (shelf: Shelf, plate: Shelf['plates'][number]): Stretch => {
  const centre = alongShelf(shelf, plate.centre);
  return { from: centre - plate.width / 2, to: centre + plate.width / 2 };
};

/** The stretches of shelf that some of its plates cover; plates side by side make one stretch. */
export function stretchesOf(shelf: Shelf, plates: readonly string[]): Stretch[] {
  const spans = shelf.plates.filter(({ id }) => plates.includes(id)).map((plate) => spanOf(shelf, plate));
  const joined: Stretch[] = [];
  for (const span of spans.sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && span.from - last.to < POSITION_STEP) joined[joined.length - 1] = { from: last.from, to: span.to };
    else joined.push(span);
  }
  return joined;
}

/** Shares of a pack of a given width that is centred at `centre`. `undefined` where it would stand beside all plates. */
function sharesAt(spans: readonly Stretch[], centre: Metres, width: Metres): Shares | undefined {
  const overlap = spans.map(({ from, to }) => Math.max(0, Math.min(to, centre + width / 2) - Math.max(from, centre - width / 2)));
  const total = overlap.reduce((sum, length) => sum + length, 0);
  return total === 0 ? undefined : overlap.map((length) => length / total);
}

/** All the ways a product may have stood on these stretches of a shelf, as likely as one another. */
export function placementsOf(shelf: Shelf, stretches: readonly Stretch[], product?: Product): Shares[] {
  const spans = shelf.plates.map((plate) => spanOf(shelf, plate));
  const widths = product?.size === undefined ? USUAL_WIDTHS : [product.size[0]];
  return widths.flatMap((width) =>
    stretches.flatMap(({ from, to }) => {
      const positions = Math.max(1, Math.round((to - from) / POSITION_STEP));
      return Array.from({ length: positions }, (_, i) => from + ((i + 0.5) * (to - from)) / positions)
        .map((centre) => sharesAt(spans, centre, width))
        .filter((shares) => shares !== undefined);
    }),
  );
}

/** What the plates of a shelf showed, each as a share of the whole change. */
export interface ShownShares {
  readonly share: Shares;
  /** Variances of the plates themselves. */
  readonly errors: readonly number[];
  /** Variances of the shares if the load stood just as they show it. */
  readonly variances: readonly number[];
  /** Of each plate those that feel its load: itself, and those beside it. */
  readonly near: readonly (readonly number[])[];
}

/** A load on some plates, and how much of it is on each of the shelf's plates or beside it. */
interface Load {
  readonly shares: Shares;
  readonly nearby: readonly number[];
}

const loadOf = (shares: Shares, near: ShownShares['near']): Load => ({ shares, nearby: near.map((own) => own.reduce((sum, plate) => sum + shares[plate]!, 0)) });

const varianceOf = (error: number, nearby: number): number => error + FAR_ERROR ** 2 + (SHARE_ERROR * nearby) ** 2;

/** A change as shares of each of the shelf's plates. */
export function shownShares(change: WeightChange, shelf: Shelf): ShownShares {
  const plates = shelf.plates.map(({ id }) => change.plates.find(({ plate }) => plate === id));
  const share = plates.map((plate) => (plate === undefined ? 0 : plate.grams / change.grams));
  const errors = plates.map((plate) => ((plate?.error ?? 0) / change.grams) ** 2);
  const near = shelf.plates.map((plate) => shelf.plates.flatMap((other, index) => (other === plate || areNeighbours(shelf, plate, other) ? [index] : [])));
  const { nearby } = loadOf(share, near);
  return { share, errors, near, variances: errors.map((error, plate) => varianceOf(error, Math.min(1, Math.abs(nearby[plate]!)))) };
}

/** Likelihood of the shown shares when the truth was `part` of `first` and the rest of `second`, beside that of a load that stood just as they show it. */
function shareLikelihood({ share, errors, variances }: ShownShares, [first, second]: readonly [Load, Load], part: number): number {
  let squares = 0;
  let vagueness = 1;
  for (let i = 0; i < share.length; i++) {
    const expected = part * first.shares[i]! + (1 - part) * second.shares[i]!;
    const variance = varianceOf(errors[i]!, part * first.nearby[i]! + (1 - part) * second.nearby[i]!);
    squares += (share[i]! - expected) ** 2 / variance;
    vagueness *= variance / variances[i]!;
  }
  return Math.exp(-squares / 2) / Math.sqrt(vagueness);
}

/**
 * How well placements explain what was shown: the mean, over them, of the likelihood of the shown shares.
 * Not normalised; comparable between explanations of one change.
 */
export function placeLikelihood(shown: ShownShares, placements: readonly Shares[]): number {
  let sum = 0;
  for (const shares of placements) {
    const load = loadOf(shares, shown.near);
    sum += shareLikelihood(shown, [load, load], 1);
  }
  return placements.length === 0 ? 0 : sum / placements.length;
}

/** {@link placeLikelihood} of two loads at once; the first makes up `part` of the whole. */
export function placeLikelihoodOfTwo(shown: ShownShares, [first, second]: readonly [readonly Shares[], readonly Shares[]], part: number): number {
  if (first.length === 0 || second.length === 0) return 0;
  const [ones, others] = [first, second].map((placements) => placements.map((shares) => loadOf(shares, shown.near))) as [Load[], Load[]];
  let sum = 0;
  for (const one of ones) for (const other of others) sum += shareLikelihood(shown, [one, other], part);
  return sum / (first.length * second.length);
}
