import { distance } from '@walkout/contracts';
import type { EpochMs, FloorPoint, StorePoint, Vector3 } from '@walkout/contracts';
import { findConsensus } from './consensus.ts';
import { JointFilter } from './joint-filter.ts';
import { across, addScaled, apply, diagonal, invert } from './matrix3.ts';
import type { PeopleOptions } from './options.ts';
import type { Joint, Person } from './person.ts';
import { offRay, varianceAt } from './sighting.ts';
import type { JointSighting, PersonSighting } from './sighting.ts';
import { JOINT_NATURES } from './skeleton.ts';
import type { Expectation, Fix } from './triangulate.ts';

/** Walking on unseen, people stop or turn: their velocity counts for this long, seconds. */
const WALK_LASTS = 0.7;
/** A single ray places a joint at the depth of its body, give or take. */
const DEPTH_SPREAD = 0.25;
/** Frames of one camera repeat the same mistake of height, so each counts as less: spread times this. */
const HEIGHT_REPEATS = 3;
/** Share of a new value in a running mean. */
const APPEARANCE_RATE = 0.05;
const CONFIDENCE_RATE = 0.4;
/** No joint is known better than this, for the networks' habits do not average out. */
const LEAST_ERROR = 0.01;

/** What is kept of one joint. */
interface TrackedJoint {
  readonly filter: JointFilter;
  confidence: number;
  seenAt: EpochMs;
}

/** One person being followed: a filter a joint, and what each camera saw last. */
export class Body {
  id = '';
  bornAt: EpochMs;
  seenAt: EpochMs;
  appearance: readonly number[] | undefined;
  position: FloorPoint;
  velocity: readonly [number, number] = [0, 0];
  readonly latest = new Map<string, PersonSighting>();
  private readonly joints: (TrackedJoint | undefined)[] = JOINT_NATURES.map(() => undefined);
  private readonly options: PeopleOptions;

  /** Somebody new at `position`, seen by `sightings`, one a camera, the oldest first. */
  constructor(bornAt: EpochMs, position: FloorPoint, { sightings, options }: { sightings: readonly PersonSighting[]; options: PeopleOptions }) {
    this.bornAt = bornAt;
    this.seenAt = bornAt;
    this.position = position;
    this.options = options;
    for (const sighting of sightings) this.latest.set(sighting.view.camera, sighting);
    for (const sighting of sightings) this.see(sighting);
  }

  /** How far from where it was last the body is by now: it walks on, then stops. */
  drift(at: EpochMs): Vector3 {
    const seconds = (at - this.seenAt) / 1000;
    const share = seconds <= 0 ? 1 : (WALK_LASTS * (1 - Math.exp(-seconds / WALK_LASTS))) / seconds;
    return [this.velocity[0] * share, this.velocity[1] * share, 0];
  }

  positionAt(at: EpochMs): FloorPoint {
    const seconds = (at - this.seenAt) / 1000;
    const [vx, vy] = this.drift(at);
    return [this.position[0] + vx * seconds, this.position[1] + vy * seconds];
  }

  /** Where a joint is expected, and the variance of that in m²; `undefined` when it was not seen of late. */
  expect(index: number, at: EpochMs): Expectation | undefined {
    const joint = this.joints[index];
    return joint && { point: joint.filter.pointAt(at, this.drift(at)), variance: joint.filter.varianceAt(at) };
  }

  /** {@link expect} of all 17 joints. */
  expectAll(at: EpochMs): readonly (Expectation | undefined)[] {
    return this.joints.map((_, index) => this.expect(index, at));
  }

  /** Takes what one camera saw of this person in. */
  see(sighting: PersonSighting): void {
    this.latest.set(sighting.view.camera, sighting);
    const at = Math.max(sighting.at, this.seenAt);
    const drift = this.drift(at);
    for (let index = 0; index < JOINT_NATURES.length; index++) {
      const seen = sighting.joints[index];
      if (seen !== undefined) this.seeJoint(index, seen, { at, drift });
    }
    this.seenAt = at;
    this.dropImplausible(at);
    this.stand(at);
    this.rememberAppearance(sighting.track.appearance);
  }

  private seeJoint(index: number, seen: JointSighting, { at, drift }: { at: EpochMs; drift: Vector3 }): void {
    const joint = this.joints[index];
    joint?.filter.advance(at, drift);
    const sightings = this.sightingsOf(index, seen, { at, drift });
    const point = joint?.filter.point;
    const expected = point && { point, variance: joint.filter.varianceAt(at) };
    const consensus = findConsensus(sightings, { expected, limit: this.options.outlierAt });
    const weight = consensus?.weights[0] ?? 0;
    if (joint === undefined) {
      this.beginJoint(index, seen, { at, consensus: consensus !== undefined && consensus.supporters > 1 ? consensus.fix : undefined });
      return;
    }
    if (consensus === undefined) return;
    const jump = distance(consensus.fix.point, joint.filter.point) / Math.sqrt(expected!.variance);
    if (consensus.supporters > 1 && jump > this.options.restartAt) {
      this.beginJoint(index, seen, { at, consensus: consensus.fix });
      return;
    }
    if (weight === 0) return;
    this.correct(joint.filter, sightings[0]!, weight);
    if (sightings.length === 1) this.holdHeight(index, joint.filter);
    joint.confidence += CONFIDENCE_RATE * (seen.confidence * weight - joint.confidence);
    joint.seenAt = at;
  }

  /** The new sighting, then the last ones of other cameras, moved on to the moment with the joint. */
  private sightingsOf(index: number, seen: JointSighting, { at, drift }: { at: EpochMs; drift: Vector3 }): JointSighting[] {
    const velocity = this.joints[index]?.filter.velocity ?? drift;
    const sightings = [seen];
    for (const other of this.latest.values()) {
      const joint = other.joints[index];
      if (joint !== undefined && joint !== seen && at - other.at <= this.options.window) sightings.push(joint);
    }
    return sightings.map((sighting) => carryOn(sighting, (at - sighting.at) / 1000, { velocity, agility: JOINT_NATURES[index]!.agility }));
  }

  private correct(filter: JointFilter, seen: JointSighting, weight: number): void {
    const information = across(seen.direction, weight / varianceAt(seen, filter.point));
    const off = offRay(seen, filter.point);
    filter.correct({ information, pull: apply(information, [-off[0], -off[1], -off[2]]) });
  }

  /** One ray leaves the depth open; people mostly stand, so the height of the joint tells it. */
  private holdHeight(index: number, filter: JointFilter): void {
    const { standingHeight, heightSpread } = JOINT_NATURES[index]!;
    const information = diagonal(0, 0, 1 / (HEIGHT_REPEATS * heightSpread) ** 2);
    filter.correct({ information, pull: apply(information, [0, 0, standingHeight - filter.point[2]]) });
  }

  private beginJoint(
    index: number,
    seen: JointSighting,
    { at, consensus }: { at: EpochMs; consensus: Fix | undefined },
  ): void {
    const start = consensus ?? this.atDepthOfBody(index, seen, at);
    const covariance = invert(start.information);
    if (covariance === undefined) return;
    const velocity: Vector3 = [this.velocity[0], this.velocity[1], 0];
    const filter = new JointFilter(at, start.point, { covariance, velocity, agility: JOINT_NATURES[index]!.agility });
    this.joints[index] = { filter, confidence: seen.confidence * (consensus === undefined ? 0.5 : 1), seenAt: at };
  }

  /** The place on a ray nearest to what the joint hangs on, or to the body's upright axis. */
  private atDepthOfBody(index: number, seen: JointSighting, at: EpochMs): Fix {
    const parent = JOINT_NATURES[index]!.parent;
    const anchor = (parent === undefined ? undefined : this.expect(parent, at)?.point) ?? onAxis(this.positionAt(at), seen, index);
    const off = offRay(seen, anchor);
    const point: StorePoint = [anchor[0] - off[0], anchor[1] - off[1], anchor[2] - off[2]];
    const information = addScaled(across(seen.direction, 1 / varianceAt(seen, point)), ALL, 1 / DEPTH_SPREAD ** 2);
    return { point, information };
  }

  /** Drops joints that hang too far from their parents, and those not seen for long while others were. */
  private dropImplausible(at: EpochMs): void {
    for (const [index, joint] of this.joints.entries()) {
      if (joint === undefined) continue;
      const { parent, reach } = JOINT_NATURES[index]!;
      const from = parent === undefined ? undefined : this.joints[parent]?.filter;
      const tooFar = from !== undefined && distance(joint.filter.point, from.point) > reach! + 2 * Math.sqrt(joint.filter.varianceAt(at));
      if (tooFar || at - joint.seenAt > this.options.jointMemory) this.joints[index] = undefined;
    }
  }

  /** Where the body stands and walks: mean of the joints, the trunk and the sure ones before all. */
  private stand(at: EpochMs): void {
    let [x, y, vx, vy, total] = [0, 0, 0, 0, 0];
    const drift = this.drift(at);
    for (const [index, joint] of this.joints.entries()) {
      if (joint === undefined || JOINT_NATURES[index]!.floorWeight === 0) continue;
      const { filter } = joint;
      const weight = JOINT_NATURES[index]!.floorWeight / (0.05 ** 2 + filter.varianceAt(at));
      const point = filter.pointAt(at, drift);
      x += weight * point[0];
      y += weight * point[1];
      vx += weight * filter.velocity[0];
      vy += weight * filter.velocity[1];
      total += weight;
    }
    if (total === 0) return;
    this.position = [x / total, y / total];
    this.velocity = [vx / total, vy / total];
  }

  private rememberAppearance(seen: readonly number[] | undefined): void {
    if (seen === undefined) return;
    const known = this.appearance;
    this.appearance = known?.length === seen.length ? known.map((value, i) => value + APPEARANCE_RATE * (seen[i]! - value)) : seen;
  }

  /** Takes on who somebody lost was, having been found to be them. */
  become(lost: Body): void {
    this.id = lost.id;
    this.bornAt = lost.bornAt;
    this.appearance = lost.appearance ?? this.appearance;
  }

  /** What others are told. */
  describe(at: EpochMs): Person {
    const drift = this.drift(at);
    const joints = this.joints.map((joint): Joint | undefined => {
      if (joint === undefined || at - joint.seenAt > this.options.jointMemory) return undefined;
      const error = Math.hypot(LEAST_ERROR, Math.sqrt(joint.filter.varianceAt(at)));
      return { point: joint.filter.pointAt(at, drift), confidence: joint.confidence, error, seenAt: joint.seenAt };
    });
    const cameras = [...this.latest.values()].filter((sighting) => at - sighting.at <= this.options.jointMemory);
    return {
      id: this.id,
      joints,
      position: this.positionAt(at),
      velocity: [drift[0], drift[1]],
      bornAt: this.bornAt,
      seenAt: this.seenAt,
      cameras: cameras.map((sighting) => sighting.view.camera).sort(),
      ...(this.appearance === undefined ? {} : { appearance: this.appearance }),
    };
  }
}

const ALL = diagonal(1, 1, 1);

const onAxis = (position: FloorPoint, seen: JointSighting, index: number): StorePoint => {
  const away = Math.hypot(position[0] - seen.origin[0], position[1] - seen.origin[1]);
  const flat = Math.hypot(seen.direction[0], seen.direction[1]);
  const height = flat < 0.05 ? JOINT_NATURES[index]!.standingHeight : seen.origin[2] + (away / flat) * seen.direction[2];
  return [position[0], position[1], Math.min(2.2, Math.max(0, height))];
};

/** A sighting as of a later moment: its ray goes along with the joint, and is less sure the more the joint may have turned. */
function carryOn(seen: JointSighting, seconds: number, { velocity, agility }: { velocity: Vector3; agility: number }): JointSighting {
  if (seconds === 0) return seen;
  const [x, y, z] = seen.origin;
  const origin: StorePoint = [x + velocity[0] * seconds, y + velocity[1] * seconds, z + velocity[2] * seconds];
  const spread = Math.sqrt(seen.spread * seen.spread + (agility * Math.abs(seconds * seconds * seconds)) / 3);
  return { origin, direction: seen.direction, at: seen.at, confidence: seen.confidence, angle: seen.angle, spread };
}
