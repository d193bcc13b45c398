import { distance } from '@walkout/contracts';
import type { StorePoint } from '@walkout/contracts';
import { deviation, triangulate } from './triangulate.ts';
import type { Expectation, Fix } from './triangulate.ts';
import type { JointSighting } from './sighting.ts';

/** Where most views agree that a joint is. */
export interface Consensus {
  readonly fix: Fix;
  /** Say of each sighting, in [0, 1]; 0: it saw something else. */
  readonly weights: readonly number[];
  /** How many sightings have a say. */
  readonly supporters: number;
}

/** Pairs to start from; more views than this bring no other answers, only time. */
const MAX_STARTING_VIEWS = 5;
const ITERATIONS = 3;

/** Tukey's biweight: 1 for what fits, falling smoothly to 0 at the limit. */
const biweight = (deviations: number, limit: number): number =>
  deviations >= limit ? 0 : (1 - (deviations / limit) ** 2) ** 2;

interface Attempt extends Consensus {
  /** Sum of squared deviations, each cut at the limit: less is better. */
  readonly misfit: number;
}

/**
 * Robust triangulation: the point that most sightings, and what was expected, agree on; a bad view has no say.
 * From the expected point first; when some view does not fit there, from what each pair of views says as well.
 *
 * @param sightings one a camera, all as of one moment
 * @param expected  the prediction, if any: it counts like one more view
 * @param limit     deviations at which a view has no say any more
 * @returns         `undefined` when nothing can be placed: fewer than two views and nothing expected, or parallel rays
 * @source          Torr & Zisserman, "MLESAC", CVIU 78, 2000 (bounded loss, here over all pairs instead of random ones), and
 *                  iteratively reweighted least squares with Tukey's biweight (Beaton & Tukey 1974)
 */
export function findConsensus(
  sightings: readonly JointSighting[],
  { expected, limit }: { expected?: Expectation | undefined; limit: number },
): Consensus | undefined {
  const refine = (start: StorePoint): Attempt | undefined => {
    let fix: Fix | undefined;
    let point = start;
    let weights: number[] = [];
    for (let step = 0; step < ITERATIONS; step++) {
      weights = sightings.map((sighting) => biweight(deviation(sighting, point), limit));
      const say = expected === undefined ? 0 : biweight(distance(point, expected.point) / Math.sqrt(expected.variance), limit);
      const prior = say < 1e-3 ? {} : { expected: { point: expected!.point, variance: expected!.variance / say } };
      fix = triangulate(sightings, { weights, near: point, ...prior });
      if (fix === undefined) return undefined;
      point = fix.point;
    }
    let misfit = expected === undefined ? 0 : Math.min(limit ** 2, distance(point, expected.point) ** 2 / expected.variance);
    for (const sighting of sightings) misfit += Math.min(limit, deviation(sighting, point)) ** 2;
    return { fix: fix!, weights, supporters: weights.filter((weight) => weight > 0).length, misfit };
  };

  let best = expected === undefined ? undefined : refine(expected.point);
  if (best !== undefined && best.supporters === sightings.length) return best;
  const starters = strongest(sightings);
  for (const [index, one] of starters.entries()) {
    for (const other of starters.slice(index + 1)) {
      const start = triangulate([one, other], { near: expected?.point ?? midway(one, other) });
      const attempt = start && refine(start.point);
      if (attempt !== undefined && (best === undefined || attempt.misfit < best.misfit)) best = attempt;
    }
  }
  return best;
}

const strongest = (sightings: readonly JointSighting[]): readonly JointSighting[] =>
  sightings.length <= MAX_STARTING_VIEWS
    ? sightings
    : [...sightings].sort((a, b) => b.confidence - a.confidence).slice(0, MAX_STARTING_VIEWS);

/** Far enough for errors to be of the right order: as far from one camera as the other is. */
function midway(one: JointSighting, other: JointSighting): StorePoint {
  const far = distance(one.origin, other.origin) / 2;
  return [one.origin[0] + far * one.direction[0], one.origin[1] + far * one.direction[1], one.origin[2] + far * one.direction[2]];
}
