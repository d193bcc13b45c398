import type { EpochMs } from '@walkout/contracts';
import { affinity, likeness } from './affinity.ts';
import { assign } from './assign.ts';
import type { Body } from './body.ts';
import type { PeopleOptions } from './options.ts';
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

/** Some ray of a sighting passes within reach of the middle of the body. */
function mayBe({ position: [x, y] }: Body, { origin, directions, confidences }: PersonSighting): boolean {
  let ray = 0;
  while (ray < RAY_COUNT && confidences[ray] === 0) ray++;
  if (ray === RAY_COUNT) return false;
  const wx = x - origin[0], wy = y - origin[1], wz = MIDDLE_HEIGHT - origin[2];
  const along = Math.max(0, wx * directions[3 * ray]! + wy * directions[3 * ray + 1]! + wz * directions[3 * ray + 2]!);
  return wx * wx + wy * wy + wz * wz - along * along < BODY_REACH * BODY_REACH;
}

/**
 * Matches what one camera saw with the people known: the assignment with the most evidence, by rays, by which image track
 * was whose, and by clothing.
 *
 * @param bodies     those whom the camera may see
 * @param remembered the person whom an image track showed last, if any
 */
export function matchFrame(
  bodies: readonly Body[],
  sightings: readonly PersonSighting[],
  { at, options, remembered }: { at: EpochMs; options: PeopleOptions; remembered: (track: number) => Body | undefined },
): FrameMatch {
  const fits = bodies.map((body) =>
    sightings.map((sighting) => {
      if (!mayBe(body, sighting)) return -Infinity;
      body.advance(at);
      return affinity(body, sighting, options);
    }),
  );
  const owners = sightings.map(({ track }) => remembered(track.track));
  const scores = fits.map((row, b) =>
    row.map((fit, s) => {
      if (fit === -Infinity) return fit;
      const memory = owners[s] === bodies[b] ? options.trackMemoryBonus : 0;
      return fit + memory + likeness(bodies[b]!.appearance, sightings[s]!.track.appearance, options);
    }),
  );
  const columnOf = assign(scores);
  const bodyOf = new Int32Array(sightings.length).fill(-1);
  for (const [b, s] of columnOf.entries()) if (s >= 0) bodyOf[s] = b;
  const whole = [...sightings];
  const strangers: PersonSighting[] = [];
  for (const [s, sighting] of sightings.entries()) {
    if (bodyOf[s]! >= 0) continue;
    const owner = columnOf.findIndex((column, b) => column >= 0 && fits[b]![s]! > FRAGMENT);
    if (owner < 0) strangers.push(sighting);
    else whole[columnOf[owner]!] = complete(whole[columnOf[owner]!]!, sighting);
  }
  const known: { body: Body; sighting: PersonSighting }[] = [];
  for (const [b, s] of columnOf.entries()) if (s >= 0) known.push({ body: bodies[b]!, sighting: whole[s]! });
  return { known, strangers };
}

/** Fills in what a sighting lacks from a piece of the same person. */
function complete(sighting: PersonSighting, piece: PersonSighting): PersonSighting {
  if (sighting.isBox !== piece.isBox) return sighting;
  const isLacking = (ray: number) => sighting.confidences[ray] === 0;
  return {
    ...sighting,
    confidences: sighting.confidences.map((confidence, ray) => (isLacking(ray) ? piece.confidences[ray]! : confidence)),
    directions: sighting.directions.map((value, index) => (isLacking(Math.floor(index / 3)) ? piece.directions[index]! : value)),
  };
}
