import type { EpochMs } from '@walkout/contracts';
import { affinity, likeness } from './affinity.ts';
import { assign } from './assign.ts';
import type { Body } from './body.ts';
import type { PeopleOptions } from './options.ts';
import { complete, confidenceOf, RAY_SIZE } from './sighting.ts';
import type { PersonSighting } from './sighting.ts';
import { RAY_COUNT } from './skeleton.ts';

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

/** A body and a sighting that may be one. */
interface Pair {
  readonly body: Body;
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

/** Whether a ray passes within reach of the middle of the body. */
function mayBe({ position }: Body, { origin, rays, start }: PersonSighting, ray: number): boolean {
  const offset = start + RAY_SIZE * ray;
  const wx = position[0] - origin[0], wy = position[1] - origin[1], wz = MIDDLE_HEIGHT - origin[2];
  const along = Math.max(0, wx * rays[offset]! + wy * rays[offset + 1]! + wz * rays[offset + 2]!);
  return wx * wx + wy * wy + wz * wz - along * along < BODY_REACH * BODY_REACH;
}

export interface MatchTerms {
  readonly at: EpochMs;
  readonly options: PeopleOptions;
  /** The person whom an image track showed last, if any. */
  readonly remembered: (track: number) => Body | undefined;
}

/** Everybody and everything that go together better than by chance, by rays, by which image track was whose, and by clothing. */
function pairUp(bodies: readonly Body[], sightings: readonly PersonSighting[], { at, options, remembered }: MatchTerms): Pair[] {
  const pairs: Pair[] = [];
  for (let index = 0; index < sightings.length; index++) {
    const sighting = sightings[index]!;
    const ray = firstRay(sighting);
    if (ray < 0) continue;
    const owner = remembered(sighting.track.track);
    for (let b = 0; b < bodies.length; b++) {
      const body = bodies[b]!;
      if (!mayBe(body, sighting, ray)) continue;
      body.advance(at);
      const fit = affinity(body, sighting, options);
      const score = fit + (owner === body ? options.trackMemoryBonus : 0) + likeness(body.appearance, sighting.track.appearance, options);
      if (score > 0 || fit > FRAGMENT) pairs.push({ body, sighting: index, fit, score });
    }
  }
  return pairs;
}

/** The pairs that together have the most evidence, each body and each sighting in one at most. */
function choose(pairs: readonly Pair[]): readonly Pair[] {
  const likely = pairs.filter(({ score }) => score > 0);
  const bodies = [...new Set(likely.map(({ body }) => body))];
  const sightings = [...new Set(likely.map(({ sighting }) => sighting))];
  // Mostly nobody is in doubt.
  if (bodies.length === likely.length && sightings.length === likely.length) return likely;
  const scores = bodies.map(() => new Array<number>(sightings.length).fill(-Infinity));
  const cells = bodies.map(() => new Array<Pair | undefined>(sightings.length));
  for (const pair of likely) {
    const [row, column] = [bodies.indexOf(pair.body), sightings.indexOf(pair.sighting)];
    scores[row]![column] = pair.score;
    cells[row]![column] = pair;
  }
  return assign(scores).flatMap((column, row) => (column < 0 ? [] : [cells[row]![column]!]));
}

/**
 * Matches what one camera saw with the people known.
 *
 * @param bodies those whom the camera may see
 */
export function matchFrame(bodies: readonly Body[], sightings: readonly PersonSighting[], terms: MatchTerms): FrameMatch {
  const pairs = pairUp(bodies, sightings, terms);
  const known = choose(pairs).map(({ body, sighting }) => ({ body, index: sighting, sighting: sightings[sighting]! }));
  if (known.length === sightings.length) return { known, strangers: [] };
  const strangers: PersonSighting[] = [];
  for (const [index, sighting] of sightings.entries()) {
    if (known.some((match) => match.index === index)) continue;
    const owner = known.find(({ body }) => pairs.some((pair) => pair.sighting === index && pair.body === body && pair.fit > FRAGMENT));
    if (owner === undefined) strangers.push(sighting);
    else owner.sighting = complete(owner.sighting, sighting);
  }
  return { known, strangers };
}
