import type { Probability } from '@walkout/contracts';
import type { Beliefs } from './beliefs.ts';

/** A circle of stories about nobody's cart: how many of what was put down astray are still there, by stray; plain data. */
export interface StrayCircle {
  readonly stories: readonly { readonly logWeight: number; readonly strays: readonly (readonly [stray: string, left: number])[] }[];
  readonly lost: Probability;
}

/** What is believed once nobody is in the store. */
export const strayCircles = (beliefs: Beliefs): StrayCircle[] =>
  beliefs
    .filter(({ hypotheses }) => hypotheses.some(({ strays }) => strays.size > 0))
    .map(({ hypotheses, lost }) => ({ stories: hypotheses.map(({ logWeight, strays }) => ({ logWeight, strays: [...strays] })), lost }));

export const beliefsFrom = (circles: readonly StrayCircle[]): Beliefs =>
  circles.map(({ stories, lost }) => ({ hypotheses: stories.map(({ logWeight, strays }) => ({ logWeight, carts: new Map(), strays: new Map(strays) })), lost }));
