import type { EpochMs, Milliseconds } from '@walkout/contracts';
import { appearanceGap } from '../people/appearance.ts';
import type { Person } from '../people/person.ts';

/** What a shopper wears, as seen since they came in. */
export interface Clothes {
  /** As `ImageTrack.appearance`: a mean over the visit. */
  readonly worn: readonly number[];
  readonly looks: number;
  /** Since when whoever is taken for them has worn something else. */
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
  const { worn, looks, oddSince } = clothes;
  const apart = difference(worn, appearance);
  if (isKnown(clothes) && apart !== undefined && apart > SAME) {
    return apart > OTHER ? { worn, looks, oddSince: oddSince ?? at } : { worn, looks };
  }
  const count = Math.min(looks + 1, MOST_LOOKS);
  return { worn: worn.map((value, i) => value + ((appearance[i] ?? value) - value) / count), looks: count };
}

/** Whether the person taken for a shopper is somebody else by what they wear. */
export const isSomebodyElse = (clothes: Clothes | undefined, at: EpochMs): boolean => clothes?.oddSince !== undefined && at - clothes.oddSince >= ODD_FOR;

/** Whether a person wears what a shopper wears; undefined where it cannot be told. */
export function wears({ appearance }: Person, clothes: Clothes | undefined): boolean | undefined {
  const apart = isKnown(clothes) ? difference(clothes.worn, appearance) : undefined;
  if (apart === undefined) return undefined;
  return apart < SAME ? true : apart > OTHER ? false : undefined;
}
