import { distance } from '@walkout/contracts';
import type { StorePoint } from '@walkout/contracts';
import { biweight } from './biweight.ts';
import { squaredDeviation, triangulate } from './triangulate.ts';
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
/** When more of the views than this agree with the prediction, nothing else can fit better by much. */
const MAJORITY = 0.6;

interface Attempt extends Consensus {
  /** Sum of squared deviations, each cut at the limit: less is better. */
  readonly misfit: number;
}

interface Terms {
  readonly expected?: Expectation | undefined;
  readonly limit: number;
}

const surprise = (point: StorePoint, { expected }: Terms): number =>
  expected === undefined ? 0 : distance(point, expected.point) ** 2 / expected.variance;

/** Climbs from a starting point to where weights and point agree. */
function refine(sightings: readonly JointSighting[], start: StorePoint, terms: Terms): Attempt | undefined {
  const { expected, limit } = terms;
  const weights = new Array<number>(sightings.length);
  let fix: Fix | undefined;
  let point = start;
  for (let step = 0; step < ITERATIONS; step++) {
    for (let index = 0; index < weights.length; index++) weights[index] = biweight(squaredDeviation(sightings[index]!, point), limit);
    const say = expected === undefined ? 0 : biweight(surprise(point, terms), limit);
    const prior = say > 1e-3 ? { point: expected!.point, variance: expected!.variance / say } : undefined;
    fix = triangulate(sightings, { weights, near: point, expected: prior });
    if (fix === undefined) return undefined;
    point = fix.point;
  }
  let misfit = Math.min(limit * limit, surprise(point, terms));
  let supporters = 0;
  for (let index = 0; index < weights.length; index++) {
    misfit += Math.min(limit * limit, squaredDeviation(sightings[index]!, point));
    if (weights[index]! > 0) supporters++;
  }
  return { fix: fix!, weights, supporters, misfit };
}

/**
 * Robust triangulation: the point that most sightings, and what was expected, agree on; a bad view has no say.
 * From the expected point first; when most views do not fit there, from what each pair of views says as well.
 *
 * @param sightings one a camera, all as of one moment
 * @param expected  the prediction, if any: it counts like one more view
 * @param limit     deviations at which a view has no say any more
 * @returns         `undefined` when nothing can be placed: fewer than two views and nothing expected, or parallel rays
 * @source          Torr & Zisserman, "MLESAC", CVIU 78, 2000 (bounded loss, here over all pairs instead of random ones), and
 *                  iteratively reweighted least squares with Tukey's biweight (Beaton & Tukey 1974)
 */
export function findConsensus(sightings: readonly JointSighting[], terms: Terms): Consensus | undefined {
  const { expected } = terms;
  let best = expected === undefined ? undefined : refine(sightings, expected.point, terms);
  if (best !== undefined && best.supporters > MAJORITY * sightings.length) return best;
  const starters = strongest(sightings);
  for (let one = 0; one < starters.length; one++) {
    for (let other = one + 1; other < starters.length; other++) {
      const pair = [starters[one]!, starters[other]!] as const;
      const start = triangulate(pair, { near: expected?.point ?? midway(...pair) });
      const attempt = start && refine(sightings, start.point, terms);
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
