import type { FloorPoint, StorePoint } from '@walkout/contracts';
import { findConsensus } from './consensus.ts';
import type { PeopleOptions } from './options.ts';
import { footOf } from './foot.ts';
import { jointSighting } from './sighting.ts';
import type { JointSighting, PersonSighting } from './sighting.ts';
import { BOX_TOP, CROWN, JOINT_NATURES, LANDMARK_NATURES } from './skeleton.ts';

/** Share of the bones that must be of human length. */
const HUMAN_BONES = 0.7;

/**
 * Where a group of sightings of one unknown person stands: its joints triangulated, or, of one camera alone, met by the
 * rays at the height where standing people have them.
 *
 * @param group one sighting a camera, at least one
 * @returns     `undefined` when too little is seen, or what they would form together is no human
 */
export function placeGroup(group: readonly PersonSighting[], options: PeopleOptions): FloorPoint | undefined {
  const boxes = group.filter(({ isBox }) => isBox);
  if (boxes.length === group.length) return placeOfBoxes(boxes);
  const points = JOINT_NATURES.map((_, index) => {
    const sightings = group.flatMap((sighting) => (sighting.isBox ? [] : jointSighting(sighting, index) ?? []));
    return group.length - boxes.length === 1 ? atStandingHeight(index, sightings[0]) : triangulated(sightings, options);
  });
  if (group.length - boxes.length > 1 && !isHuman(points.map((place) => place?.point))) return undefined;
  let [x, y, total] = [0, 0, 0];
  for (const [index, place] of points.entries()) {
    if (place === undefined) continue;
    const weight = JOINT_NATURES[index]!.floorWeight / place.variance;
    x += weight * place.point[0];
    y += weight * place.point[1];
    total += weight;
  }
  return total === 0 ? undefined : [x / total, y / total];
}

/** The middle of the feet of boxes, or, where only heads are seen, below a head of the usual height. */
function placeOfBoxes(boxes: readonly PersonSighting[]): FloorPoint | undefined {
  const feet = boxes.flatMap((box) => {
    const foot = footOf(box);
    return foot === undefined ? [] : [foot.point];
  });
  if (feet.length === 0) {
    const head = atStandingHeight(CROWN, jointSighting(boxes[0]!, BOX_TOP));
    return head && [head.point[0], head.point[1]];
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean(feet.map(([x]) => x)), mean(feet.map(([, y]) => y))];
}

interface Place {
  readonly point: StorePoint;
  readonly variance: number;
}

function triangulated(sightings: readonly JointSighting[], options: PeopleOptions): Place | undefined {
  if (sightings.length < 2) return undefined;
  const consensus = findConsensus(sightings, { limit: options.outlierAt });
  return consensus && { point: consensus.fix.point, variance: 0.05 ** 2 };
}

function atStandingHeight(index: number, seen: JointSighting | undefined): Place | undefined {
  if (seen === undefined) return undefined;
  const { standingHeight, heightSpread } = LANDMARK_NATURES[index]!;
  const [x, y, z] = seen.origin;
  const far = (standingHeight - z) / seen.direction[2];
  if (!(far > 0 && far < 30)) return undefined;
  const point: StorePoint = [x + far * seen.direction[0], y + far * seen.direction[1], standingHeight];
  const flat = Math.hypot(seen.direction[0], seen.direction[1]);
  return { point, variance: 0.05 ** 2 + ((heightSpread * flat) / seen.direction[2]) ** 2 };
}

/** Whether the bones that were found are mostly as long as people's are. */
function isHuman(points: readonly (StorePoint | undefined)[]): boolean {
  let [bones, human] = [0, 0];
  for (const [index, { parent, reach }] of JOINT_NATURES.entries()) {
    const point = points[index];
    const from = parent === undefined ? undefined : points[parent];
    if (point === undefined || from === undefined) continue;
    bones++;
    if (Math.hypot(point[0] - from[0], point[1] - from[1], point[2] - from[2]) < reach! + 0.15) human++;
  }
  return human >= HUMAN_BONES * bones;
}
