import type { PeopleOptions } from './options.ts';
import { footOf } from './foot.ts';
import { confidenceOf, RAY, rayVariance } from './sighting.ts';
import type { PersonSighting } from './sighting.ts';
import { KEYPOINT_COUNT } from './skeleton.ts';

/** Fewer keypoints in common prove nothing. */
const MIN_COMMON = 4;
/** Keypoints less sure than this do not decide who is who. */
const SURE = 0.3;
/** One keypoint far off counts no more than this, metres. */
const FAR = 0.5;
/** Where people's joints can be, metres above the floor. */
const HEIGHTS = { lowest: -0.3, highest: 2.4 } as const;

/** Of two rays more parallel than this, sine squared of the angle between them, it is not known where they pass. */
const PARALLEL = 0.006;

/** Distance between two rays of one joint where they pass each other, metres; `FAR` where that is behind a camera or not in a person. */
function rayDistance(a: PersonSighting, b: PersonSighting, joint: number): number {
  const ax = a.rays[RAY.x + joint]!, ay = a.rays[RAY.y + joint]!, az = a.rays[RAY.z + joint]!;
  const bx = b.rays[RAY.x + joint]!, by = b.rays[RAY.y + joint]!, bz = b.rays[RAY.z + joint]!;
  const cosine = ax * bx + ay * by + az * bz;
  const across = 1 - cosine * cosine;
  if (across < PARALLEL) return FAR;
  const wx = b.origin[0] - a.origin[0], wy = b.origin[1] - a.origin[1], wz = b.origin[2] - a.origin[2];
  const alongA = wx * ax + wy * ay + wz * az, alongB = wx * bx + wy * by + wz * bz;
  const farA = Math.max(0, (alongA - cosine * alongB) / across), farB = Math.max(0, (cosine * alongA - alongB) / across);
  const height = (a.origin[2] + farA * az + b.origin[2] + farB * bz) / 2;
  if (height < HEIGHTS.lowest || height > HEIGHTS.highest) return FAR;
  const dx = wx + farB * bx - farA * ax, dy = wy + farB * by - farA * ay, dz = wz + farB * bz - farA * az;
  // What the pixels leave open at that distance is no proof of two people.
  const noise = Math.sqrt(rayVariance(a, joint, farA * farA) + rayVariance(b, joint, farB * farB));
  return Math.min(FAR, Math.max(0, Math.sqrt(dx * dx + dy * dy + dz * dz) - noise));
}

/** Mean distance of the rays of two sightings, metres; `undefined` when they have too little in common to tell. */
export function sightingDistance(a: PersonSighting, b: PersonSighting): number | undefined {
  if (a.isBox || b.isBox) return boxDistance(a, b);
  let sum = 0;
  let common = 0;
  for (let joint = 0; joint < KEYPOINT_COUNT; joint++) {
    if (Math.min(confidenceOf(a, joint), confidenceOf(b, joint)) < SURE) continue;
    sum += rayDistance(a, b, joint);
    common++;
  }
  return common < MIN_COMMON ? undefined : sum / common;
}

/** Boxes tell where somebody stands, by their foot; that is all that two of them can be compared by. */
function boxDistance(a: PersonSighting, b: PersonSighting): number | undefined {
  const [one, other] = [footOf(a), footOf(b)];
  if (one === undefined || other === undefined) return undefined;
  const noise = Math.hypot(one.error, other.error);
  return Math.min(FAR, Math.max(0, Math.hypot(one.point[0] - other.point[0], one.point[1] - other.point[1]) - noise));
}

/**
 * Groups sightings that may show one person: at most one a camera, everyone in a group near to everyone else in it (so
 * that groups are cycle-consistent), nearest pairs first.
 *
 * @param sightings of nobody known, of several cameras, at most `groupWindow` old
 * @returns         every sighting in exactly one group, those nobody agrees with alone; in order of the first sighting
 * @source          arXiv 2003.03972, section 3.3, with complete linkage for their cycle consistency
 */
export function groupStrangers(sightings: readonly PersonSighting[], options: PeopleOptions): PersonSighting[][] {
  const pairs: { a: number; b: number; distance: number }[] = [];
  const refused = new Set<number>();
  const key = (a: number, b: number): number => a * sightings.length + b;
  for (const [a, one] of sightings.entries()) {
    for (let b = a + 1; b < sightings.length; b++) {
      const other = sightings[b]!;
      const seconds = Math.abs(one.at - other.at) / 1000;
      const distance = one.view === other.view ? Infinity : sightingDistance(one, other);
      if (distance === undefined) continue;
      if (distance <= options.groupDistance + options.groupSpeed * seconds) pairs.push({ a, b, distance });
      else refused.add(key(a, b));
    }
  }
  pairs.sort((p, q) => p.distance - q.distance || p.a - q.a || p.b - q.b);
  const groupOf = sightings.map((_, index) => [index]);
  for (const { a, b } of pairs) {
    const [left, right] = [groupOf[a]!, groupOf[b]!];
    if (left === right) continue;
    const clash = left.some((i) => right.some((j) => refused.has(key(Math.min(i, j), Math.max(i, j)))));
    if (clash) continue;
    left.push(...right);
    for (const index of right) groupOf[index] = left;
  }
  return [...new Set(groupOf)].map((group) => group.sort((i, j) => i - j).map((index) => sightings[index]!));
}
