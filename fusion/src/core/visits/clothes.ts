import type { EpochMs, Milliseconds } from '@walkout/contracts';
import { appearanceGap } from '../people/appearance.ts';
import type { Person } from '../people/person.ts';

/** What a shopper wears, as seen since they came in. */
export interface Clothes {
  /** As `ImageTrack.appearance`: a mean over the visit. */
  readonly worn: readonly number[];
  readonly looks: number;
  /** Since when whoever is taken for them has looked unlike them, and has surely worn something else. */
  readonly unlikeSince?: EpochMs;
  readonly oddSince?: EpochMs;
}

/** Clothing is compared this often. */
export const LOOK_EVERY: Milliseconds = 200;
/** One person's clothing differs by less than this between two looks, and two people's mostly by more; CIE L*a*b* scaled to [0, 1]. */
const SAME = 0.03;
const OTHER = 0.06;
/** Known after so many looks; older ones then fade. */
const KNOWN = 10;
const MOST_LOOKS = 300;
/** Who is taken for another looks at most so much like them, as a share, as who they are. */
const BETTER = 0.5;
/** Who has worn something else for this long is somebody else. */
const ODD_FOR: Milliseconds = 1500;

/** Root mean square difference of two descriptions; undefined where there is nothing to compare. */
function difference(a: readonly number[], b: readonly number[] | undefined): number | undefined {
  const gap = appearanceGap(a, b);
  return gap === undefined ? undefined : Math.sqrt(gap);
}

const isKnown = (clothes: Clothes | undefined): clothes is Clothes => clothes !== undefined && clothes.looks >= KNOWN;

/** A shopper's clothes after one more look at the person taken for them; what looks like somebody else teaches nothing. */
export function lookAt(clothes: Clothes | undefined, { appearance }: Person, at: EpochMs): Clothes | undefined {
  if (appearance === undefined) return clothes;
  if (clothes === undefined) return { worn: [...appearance], looks: 1 };
  const { worn, looks, unlikeSince = at, oddSince = at } = clothes;
  const apart = difference(worn, appearance);
  if (isKnown(clothes) && apart !== undefined && apart > SAME) {
    return { worn, looks, unlikeSince, ...(apart > OTHER ? { oddSince } : {}) };
  }
  const count = Math.min(looks + 1, MOST_LOOKS);
  return { worn: worn.map((value, i) => value + ((appearance[i] ?? value) - value) / count), looks: count };
}

/** Whether the person taken for a shopper is somebody else by what they wear. */
export const isSomebodyElse = (clothes: Clothes | undefined, at: EpochMs): boolean => clothes?.oddSince !== undefined && at - clothes.oddSince >= ODD_FOR;

/** Whether the person taken for a shopper may be somebody else: to be told by who else there is. */
export const isUnlike = (clothes: Clothes | undefined, at: EpochMs): boolean => clothes?.unlikeSince !== undefined && at - clothes.unlikeSince >= ODD_FOR;

/** How much unlike a shopper somebody looks who looks far more like them than who is taken for them; `undefined`: nobody who does. */
export function betterThan(taken: Person, other: Person, clothes: Clothes | undefined): number | undefined {
  if (clothes === undefined) return undefined;
  const [now, then] = [difference(clothes.worn, taken.appearance), difference(clothes.worn, other.appearance)];
  return now !== undefined && then !== undefined && then < SAME && then < BETTER * now ? then : undefined;
}

/** Whether one looks more like a shopper than another does; not, where it cannot be told. */
export function isMoreLike(one: Person, other: Person, clothes: Clothes | undefined): boolean {
  const [gap, otherGap] = [one, other].map(({ appearance }) => (isKnown(clothes) ? difference(clothes.worn, appearance) : undefined));
  return gap !== undefined && otherGap !== undefined && gap < otherGap;
}

/** Whether two shoppers are known to wear something else than each other. */
export const areToldApart = (one: Clothes | undefined, other: Clothes | undefined): boolean =>
  isKnown(one) && isKnown(other) && (difference(one.worn, other.worn) ?? 0) > OTHER;

/** Whether two people look unlike each other. */
export const lookApart = (one: Person, other: Person): boolean => one.appearance !== undefined && (difference(one.appearance, other.appearance) ?? 0) > OTHER;

/** Whether a person wears what a shopper wears; undefined where it cannot be told. */
export function wears({ appearance }: Person, clothes: Clothes | undefined): boolean | undefined {
  const apart = isKnown(clothes) ? difference(clothes.worn, appearance) : undefined;
  if (apart === undefined) return undefined;
  return apart < SAME ? true : apart > OTHER ? false : undefined;
}
