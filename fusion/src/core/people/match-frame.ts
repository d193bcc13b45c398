import type { EpochMs } from '@walkout/contracts';
import { affinity, likeness } from './affinity.ts';
import { assign } from './assign.ts';
import type { Body } from './body.ts';
import type { Gathering } from './floor-grid.ts';
import { FILTER, meanVariance, ROW } from './landmark-filter.ts';
import type { PeopleOptions } from './options.ts';
import { FAR_OFF } from './simd/evidence-kernel.ts';
import { complete, confidenceOf, RAY } from './sighting.ts';
import type { PersonSighting } from './sighting.ts';
import { RAY_COUNT, TRUNK } from './skeleton.ts';

/** Who is who in one frame of one camera. */
export interface FrameMatch {
  readonly known: readonly { body: Body; sighting: PersonSighting }[];
  readonly strangers: readonly PersonSighting[];
}

/** A second image track that fits a person this well, nats a ray, is a piece of them and nobody new. */
const FRAGMENT = 1;
/** Nobody's joints are further from the middle of their body, metres. */
const BODY_REACH = 1.5;
const MIDDLE_HEIGHT = 1;
/** How far from where it was predicted a ray of the trunk may pass, besides what the prediction itself leaves open, metres. */
const TRUNK_REACH = 0.6;
/** Nobody's trunk goes further than this from where it was last in a second, metres. */
const TRUNK_SPEED = 3;

// Rows as constants of this module: those of another are looked up each time.
const [X, Y, Z] = [FILTER.x * ROW, FILTER.y * ROW, FILTER.z * ROW];
const { x: RAY_X, y: RAY_Y, z: RAY_Z, confidence: CONFIDENCE } = RAY;

/** A body and a sighting that may be one. */
interface Pair {
  readonly body: number;
  readonly sighting: number;
  /** By the rays alone, nats a ray. */
  readonly fit: number;
  readonly score: number;
}

/** The first ray that was seen; -1 when there is none. */
function firstRay(sighting: PersonSighting): number {
  for (let ray = 0; ray < RAY_COUNT; ray++) if (confidenceOf(sighting, ray) > 0) return ray;
  return -1;
}

/** Squared distance of a point from a ray, m²; the point as seen from where the ray starts. */
// eslint-disable-next-line max-params -- the innermost test of who may be who
const squaredGap = (x: number, y: number, z: number, rays: Float32Array, ray: number): number => {
  const along = Math.max(0, x * rays[RAY_X + ray]! + y * rays[RAY_Y + ray]! + z * rays[RAY_Z + ray]!);
  return x * x + y * y + z * z - along * along;
};

/** Whether a body can be who was seen, by little arithmetic: a ray of the trunk passes where that part was last. */
function mayBe(body: Body, sighting: PersonSighting): boolean {
  const { filters, landmarkSeenAt } = body;
  const { origin, rays } = sighting;
  let compared = false;
  for (let index = 0; index < TRUNK.length; index++) {
    const joint = TRUNK[index]!;
    const seenAt = landmarkSeenAt[joint]!;
    if (rays[CONFIDENCE + joint] === 0 || seenAt === -Infinity) continue;
    compared = true;
    const gap = squaredGap(
      filters[X + joint]! - origin[0], filters[Y + joint]! - origin[1], filters[Z + joint]! - origin[2], rays, joint);
    const reach = TRUNK_REACH + Math.sqrt(FAR_OFF * meanVariance(filters, joint)) + (TRUNK_SPEED * Math.max(0, sighting.at - seenAt)) / 1000;
    if (gap < reach * reach) return true;
  }
  return !compared;
}

/** Whom an image track showed, and when last. */
export interface TrackMemory {
  body: Body;
  at: EpochMs;
}

export interface MatchTerms {
  readonly at: EpochMs;
  readonly options: PeopleOptions;
  /** Whom each image track of the camera showed last. */
  readonly memory: ReadonlyMap<number, TrackMemory>;
}

/** Everybody and everything that go together better than by chance, by rays, by which image track was whose, and by clothing. */
function pairUp({ everyone: bodies, floor }: Gathering<Body>, sightings: readonly PersonSighting[], { at, options, memory }: MatchTerms): Pair[] {
  const pairs: Pair[] = [];
  for (let index = 0; index < sightings.length; index++) {
    const sighting = sightings[index]!;
    const ray = firstRay(sighting);
    if (ray < 0) continue;
    const last = memory.get(sighting.track);
    const owner = last !== undefined && at - last.at <= options.trackMemory ? last.body : undefined;
    const { origin, rays } = sighting;
    const ox = origin[0], oy = origin[1], down = MIDDLE_HEIGHT - origin[2];
    const dx = rays[RAY_X + ray]!, dy = rays[RAY_Y + ray]!, below = down * rays[RAY_Z + ray]!, reach = BODY_REACH * BODY_REACH - down * down;
    // Where the ray comes down to the middles of bodies, and how far from there it passes out of reach of them whichever way it goes.
    const steep = Math.max(1e-3, -rays[RAY_Z + ray]!);
    const px = ox - (dx * down) / steep, py = oy - (dy * down) / steep, bound = BODY_REACH / steep;
    for (let b = 0; b < bodies.length; b++) {
      // Most pairs of one frame are told apart by this: the ray passes the middle of the body out of reach.
      if (Math.abs(floor[2 * b]! - px) > bound || Math.abs(floor[2 * b + 1]! - py) > bound) continue;
      const x = floor[2 * b]! - ox, y = floor[2 * b + 1]! - oy;
      const along = x * dx + y * dy + below;
      if (x * x + y * y - (along > 0 ? along * along : 0) >= reach) continue;
      const body = bodies[b]!;
      if (!sighting.isBox && !mayBe(body, sighting)) continue;
      const fit = affinity(body, sighting, options);
      const score = fit + (owner === body ? options.trackMemoryBonus : 0) + likeness(body.appearance, sighting.appearance, options);
      if (score > 0 || fit > FRAGMENT) pairs.push({ body: b, sighting: index, fit, score });
    }
  }
  return pairs;
}

/** How many pairs each body, or each sighting, is in. */
function countBy(pairs: readonly Pair[], side: 'body' | 'sighting', size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  for (let index = 0; index < pairs.length; index++) counts[pairs[index]![side]]!++;
  return counts;
}

/** The pairs that together have the most evidence, each body and each sighting in one at most. */
function choose(pairs: readonly Pair[], bodies: number, sightings: number): readonly Pair[] {
  const likely: Pair[] = [];
  for (let index = 0; index < pairs.length; index++) if (pairs[index]!.score > 0) likely.push(pairs[index]!);
  const [ofBody, ofSighting] = [countBy(likely, 'body', bodies), countBy(likely, 'sighting', sightings)];
  // Mostly nobody is in doubt; who is, is settled without those who are not.
  const sure: Pair[] = [];
  const doubtful: Pair[] = [];
  for (let index = 0; index < likely.length; index++) {
    const pair = likely[index]!;
    if (ofBody[pair.body] === 1 && ofSighting[pair.sighting] === 1) sure.push(pair);
    else doubtful.push(pair);
  }
  return doubtful.length === 0 ? sure : [...sure, ...settle(doubtful)];
}

function settle(doubtful: readonly Pair[]): Pair[] {
  const bodies = [...new Set(doubtful.map(({ body }) => body))];
  const sightings = [...new Set(doubtful.map(({ sighting }) => sighting))];
  const scores = bodies.map(() => new Array<number>(sightings.length).fill(-Infinity));
  const cells = bodies.map(() => new Array<Pair | undefined>(sightings.length));
  for (const pair of doubtful) {
    const [row, column] = [bodies.indexOf(pair.body), sightings.indexOf(pair.sighting)];
    scores[row]![column] = pair.score;
    cells[row]![column] = pair;
  }
  return assign(scores).flatMap((column, row) => (column < 0 ? [] : [cells[row]![column]!]));
}

/**
 * Matches what one camera saw with the people known.
 *
 * @param present those whom the camera may see
 */
export function matchFrame(present: Gathering<Body>, sightings: readonly PersonSighting[], terms: MatchTerms): FrameMatch {
  const { everyone: bodies } = present;
  const pairs = pairUp(present, sightings, terms);
  const chosen = choose(pairs, bodies.length, sightings.length);
  const ownerOf = new Array<number>(sightings.length).fill(-1);
  const known: { body: Body; sighting: PersonSighting }[] = [];
  for (let index = 0; index < chosen.length; index++) {
    const { body, sighting } = chosen[index]!;
    ownerOf[sighting] = index;
    known.push({ body: bodies[body]!, sighting: sightings[sighting]! });
  }
  if (known.length === sightings.length) return { known, strangers: [] };
  const strangers: PersonSighting[] = [];
  for (const [index, sighting] of sightings.entries()) {
    if (ownerOf[index]! >= 0) continue;
    const owner = known.find(({ body }) => pairs.some((pair) => pair.sighting === index && bodies[pair.body] === body && pair.fit > FRAGMENT));
    if (owner === undefined) strangers.push(sighting);
    else complete(owner.sighting, sighting);
  }
  return { known, strangers };
}
