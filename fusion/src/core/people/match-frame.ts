import type { EpochMs } from '@walkout/contracts';
import { affinity, likeness } from './affinity.ts';
import { assign } from './assign.ts';
import type { Body } from './body.ts';
import type { PeopleOptions } from './options.ts';
import { offRay } from './sighting.ts';
import type { JointSighting, PersonSighting } from './sighting.ts';

/** Who is who in one frame of one camera. */
export interface FrameMatch {
  readonly known: readonly { body: Body; sighting: PersonSighting }[];
  readonly strangers: readonly PersonSighting[];
}

/** A second image track that fits a person this well, nats a keypoint, is a piece of them and nobody new. */
const FRAGMENT = 1;
/** Nobody's joints are further from the middle of their body, metres. */
const BODY_REACH = 1.5;
const MIDDLE_HEIGHT = 1;

/** Any keypoint of a person passes within reach of the middle of the body. */
function mayBe(body: Body, sighting: PersonSighting, at: EpochMs): boolean {
  const first = sighting.joints.find((joint) => joint !== undefined);
  if (first === undefined) return false;
  const [x, y] = body.positionAt(at);
  const off = offRay(first, [x, y, MIDDLE_HEIGHT]);
  return off[0] * off[0] + off[1] * off[1] + off[2] * off[2] < BODY_REACH * BODY_REACH;
}

/**
 * Matches what one camera saw with the people known: the assignment with the most evidence, by rays, by which image track
 * was whose, and by clothing.
 *
 * @param remembered the person whom an image track showed last, if any
 */
export function matchFrame(
  bodies: readonly Body[],
  sightings: readonly PersonSighting[],
  { at, options, remembered }: { at: EpochMs; options: PeopleOptions; remembered: (track: number) => Body | undefined },
): FrameMatch {
  const fits = bodies.map((body) => {
    const near = sightings.map((sighting) => mayBe(body, sighting, at));
    const joints = near.includes(true) ? body.expectAll(at) : [];
    return sightings.map((sighting, s) => (near[s] ? affinity(joints, sighting, options) : -Infinity));
  });
  const scores = fits.map((row, b) =>
    row.map((fit, s) => {
      const { track } = sightings[s]!;
      const memory = remembered(track.track) === bodies[b] ? options.trackMemoryBonus : 0;
      return fit + memory + likeness(bodies[b]!.appearance, track.appearance, options);
    }),
  );
  const columnOf = assign(scores);
  const taken = new Set(columnOf);
  const pieces = sightings.map((): PersonSighting[] => []);
  const strangers: PersonSighting[] = [];
  for (const [s, sighting] of sightings.entries()) {
    if (taken.has(s)) continue;
    const owner = columnOf.findIndex((column, b) => column >= 0 && fits[b]![s]! > FRAGMENT);
    if (owner >= 0) pieces[columnOf[owner]!]!.push(sighting);
    else strangers.push(sighting);
  }
  const known = columnOf.flatMap((s, b) => (s < 0 ? [] : [{ body: bodies[b]!, sighting: pieces[s]!.reduce(complete, sightings[s]!) }]));
  return { known, strangers };
}

/** Fills in what a sighting lacks from a piece of the same person. */
const complete = (sighting: PersonSighting, piece: PersonSighting): PersonSighting => ({
  ...sighting,
  joints: sighting.joints.map((joint, index): JointSighting | undefined => joint ?? piece.joints[index]),
});
