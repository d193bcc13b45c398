import { distance } from '@walkout/contracts';
import type { EpochMs, FloorPoint, StorePoint, Vector3 } from '@walkout/contracts';
import { createBones } from './bones.ts';
import { findConsensus } from './consensus.ts';
import { advanceInto, beginInto, elapse, elapseInto, FILTER_SIZE, meanVariance, meanVarianceAfter, measureInto } from './landmark-filter.ts';
import type { Elapsed, Measurement } from './landmark-filter.ts';
import { measureRayInto } from './measure-ray.ts';
import type { RayChoice } from './measure-ray.ts';
import type { PeopleOptions } from './options.ts';
import type { Joint, Person } from './person.ts';
import { startOfConsensus, startOfCrown, startOfJoint } from './start-landmark.ts';
import type { Start } from './start-landmark.ts';
import { isTornOff } from './torn-off.ts';
import { carryOn, confidenceOf, jointSighting } from './sighting.ts';
import type { JointSighting, PersonSighting } from './sighting.ts';
import { BOX_FOOT, BOX_TOP, CROWN, KEYPOINT_COUNT, LANDMARK_COUNT, LANDMARK_NATURES } from './skeleton.ts';

/** Walking on unseen, people stop or turn: their velocity counts for this long, seconds. */
const WALK_LASTS = 0.7;
/** Frames of one camera repeat the same mistake of height, so each counts as less: spread times this. */
const HEIGHT_REPEATS = 3;
/** Share of a new value in a running mean. */
const APPEARANCE_RATE = 0.05;
const CONFIDENCE_RATE = 0.4;
/** No joint is known better than this, for the networks' habits do not average out. */
const LEAST_ERROR = 0.01;
/** One ray that passes a joint far off is a wrong keypoint; this many in a row may mean that the joint is elsewhere. */
const SUSPICIOUS = 2;

const AGILITIES = Float64Array.from(LANDMARK_NATURES, ({ agility }) => agility);
const FLOOR_WEIGHTS = Float64Array.from(LANDMARK_NATURES, ({ floorWeight }) => floorWeight);
/** Filled in for each use, as is the next, for they are used for every sighting and every joint that one camera alone sees. */
const passed = { ...elapse(0, [0, 0]) };
const height: Measurement = { x: 0, y: 0, z: 1, residual: 0, variance: 1 };

/** One person being followed: a filter a landmark, and what each camera saw last. */
export class Body {
  id = '';
  bornAt: EpochMs;
  seenAt: EpochMs;
  appearance: number[] | undefined;
  position: FloorPoint;
  velocity: readonly [number, number] = [0, 0];
  readonly latest = new Map<string, PersonSighting>();
  /** Filters of the landmarks, all as of one moment; see landmark-filter.ts. */
  readonly filters = new Float64Array(LANDMARK_COUNT * FILTER_SIZE);
  /** When each landmark was last seen; -Infinity: not known. */
  readonly landmarkSeenAt = new Float64Array(LANDMARK_COUNT).fill(-Infinity);
  readonly bones = createBones();
  private at: EpochMs;
  private readonly confidences = new Float64Array(LANDMARK_COUNT);
  /** How many rays in a row passed it far off. */
  private readonly misses = new Uint8Array(LANDMARK_COUNT);
  /** Who saw it last, and when somebody else did. */
  private readonly lastCamera: (string | undefined)[] = LANDMARK_NATURES.map(() => undefined);
  private readonly otherSeenAt = new Float64Array(LANDMARK_COUNT).fill(-Infinity);
  private readonly options: PeopleOptions;
  private readonly choice: RayChoice;

  /** Somebody new at `position`, seen by `sightings`, one a camera, the oldest first. */
  constructor(bornAt: EpochMs, position: FloorPoint, { sightings, options }: { sightings: readonly PersonSighting[]; options: PeopleOptions }) {
    this.bornAt = bornAt;
    this.seenAt = this.at = sightings[0]?.at ?? bornAt;
    this.position = position;
    this.options = options;
    this.choice = { ray: 0, limit: options.outlierAt };
    for (const sighting of sightings) this.latest.set(sighting.view.camera, sighting);
    for (const sighting of sightings) this.see(sighting);
  }

  /** How fast the body goes, on the mean, between two moments not before it was last seen, m/s: it walks on, then stops. */
  private driftBetween(from: EpochMs, to: EpochMs): readonly [number, number] {
    const [start, end] = [(from - this.seenAt) / 1000, (to - this.seenAt) / 1000];
    if (end <= start) return this.velocity;
    const share = (WALK_LASTS * (Math.exp(-start / WALK_LASTS) - Math.exp(-end / WALK_LASTS))) / (end - start);
    return [this.velocity[0] * share, this.velocity[1] * share];
  }

  positionAt(at: EpochMs): FloorPoint {
    const seconds = (at - this.seenAt) / 1000;
    const [vx, vy] = this.driftBetween(this.seenAt, at);
    return [this.position[0] + vx * seconds, this.position[1] + vy * seconds];
  }

  knows(landmark: number): boolean {
    return this.landmarkSeenAt[landmark]! > -Infinity;
  }

  pointOf(landmark: number): StorePoint {
    const start = landmark * FILTER_SIZE;
    return [this.filters[start]!, this.filters[start + 1]!, this.filters[start + 2]!];
  }

  /** Carries all landmarks forward to a moment. */
  advance(at: EpochMs): void {
    if (!(at > this.at)) return;
    const drift = this.driftBetween(this.at, at);
    const time = elapseInto(passed, (at - this.at) / 1000, drift);
    for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++) {
      if (this.landmarkSeenAt[landmark] !== -Infinity) advanceInto(this.filters, landmark * FILTER_SIZE, time, AGILITIES[landmark]!);
    }
    this.at = at;
  }

  /** Takes what one camera saw of this person in; sightings come in time order. */
  see(sighting: PersonSighting): void {
    const at = Math.max(sighting.at, this.at);
    this.advance(at);
    this.latest.set(sighting.view.camera, sighting);
    if (sighting.isBox) this.seeBox(sighting);
    else {
      for (let joint = 0; joint < KEYPOINT_COUNT; joint++) if (confidenceOf(sighting, joint) > 0) this.seeJoint(joint, sighting);
    }
    this.bones.hold(this);
    this.position = this.positionAt(at);
    this.seenAt = at;
    this.stand();
    this.rememberAppearance(sighting.track.appearance);
  }

  private seeJoint(joint: number, sighting: PersonSighting): void {
    if (!this.knows(joint)) {
      this.begin(joint, sighting, this.agreed(joint, sighting) ?? startOfJoint(this, joint, jointSighting(sighting, joint)!));
      return;
    }
    this.choice.ray = joint;
    const say = measureRayInto(this.filters, joint * FILTER_SIZE, sighting, this.choice);
    if (say > 0) this.note(joint, sighting, confidenceOf(sighting, joint) * say);
    else if (++this.misses[joint]! >= SUSPICIOUS) this.reconsider(joint, sighting);
  }

  /** A box says where the crown is, and where on the floor below it the person stands. */
  private seeBox(sighting: PersonSighting): void {
    if (!this.knows(CROWN)) this.begin(CROWN, sighting, startOfCrown(this, sighting));
    let best = 0;
    for (const ray of [BOX_TOP, BOX_FOOT]) {
      const confidence = confidenceOf(sighting, ray);
      if (confidence === 0) continue;
      this.choice.ray = ray;
      const say = measureRayInto(this.filters, CROWN * FILTER_SIZE, sighting, this.choice);
      best = Math.max(best, say * confidence);
    }
    if (best > 0) this.note(CROWN, sighting, best);
  }

  private note(landmark: number, { view }: PersonSighting, confidence: number): void {
    this.misses[landmark] = 0;
    if (this.lastCamera[landmark] !== view.camera) {
      this.otherSeenAt[landmark] = this.landmarkSeenAt[landmark]!;
      this.lastCamera[landmark] = view.camera;
    }
    this.landmarkSeenAt[landmark] = this.at;
    this.confidences[landmark]! += CONFIDENCE_RATE * (confidence - this.confidences[landmark]!);
    if (this.at - this.otherSeenAt[landmark]! > this.options.window) this.holdHeight(landmark);
  }

  /** One camera leaves the depth open; people mostly stand, so the height of a landmark tells it. */
  private holdHeight(landmark: number): void {
    const { standingHeight, heightSpread } = LANDMARK_NATURES[landmark]!;
    const start = landmark * FILTER_SIZE;
    height.residual = standingHeight - this.filters[start + 2]!;
    height.variance = (HEIGHT_REPEATS * heightSpread) ** 2;
    measureInto(this.filters, start, height);
  }

  /** Whether another camera saw a landmark of late, so that more than one stands behind where it is. */
  isSharedBy(landmark: number, { view, at }: PersonSighting): boolean {
    const other = this.lastCamera[landmark] === view.camera ? this.otherSeenAt[landmark]! : this.landmarkSeenAt[landmark]!;
    return at - other <= this.options.window;
  }

  /** Whether more than one camera saw a landmark of late. */
  isSure(landmark: number): boolean {
    return this.at - Math.min(this.otherSeenAt[landmark]!, this.landmarkSeenAt[landmark]!) <= this.options.window;
  }

  /** Rays keep passing a joint: where do most cameras see it? */
  private reconsider(joint: number, sighting: PersonSighting): void {
    const start = joint * FILTER_SIZE;
    const variance = meanVariance(this.filters, start);
    const expected = { point: this.pointOf(joint), variance };
    const consensus = findConsensus(this.sightingsOf(joint, sighting), { expected, limit: this.options.outlierAt });
    if (consensus === undefined || consensus.supporters < 2) return;
    if (distance(consensus.fix.point, expected.point) <= this.options.restartAt * Math.sqrt(variance)) return;
    this.begin(joint, sighting, startOfConsensus(consensus.fix));
  }

  /** Where several cameras agree that a joint is. */
  private agreed(joint: number, sighting: PersonSighting): Start | undefined {
    const consensus = findConsensus(this.sightingsOf(joint, sighting), { limit: this.options.outlierAt });
    return consensus !== undefined && consensus.supporters > 1 ? startOfConsensus(consensus.fix) : undefined;
  }

  /** The new sighting, then the last ones of other cameras, moved on to the moment with the joint. */
  private sightingsOf(joint: number, sighting: PersonSighting): JointSighting[] {
    const start = joint * FILTER_SIZE;
    const [vx, vy] = this.driftBetween(this.seenAt, this.at);
    const velocity: Vector3 = this.knows(joint) ? [this.filters[start + 3]!, this.filters[start + 4]!, this.filters[start + 5]!] : [vx, vy, 0];
    const recent = [sighting];
    for (const other of this.latest.values()) if (other !== sighting && !other.isBox && this.at - other.at <= this.options.window) recent.push(other);
    return recent.flatMap((each) => {
      const seen = jointSighting(each, joint);
      return seen === undefined ? [] : [carryOn(seen, (this.at - each.at) / 1000, { velocity, agility: LANDMARK_NATURES[joint]!.agility })];
    });
  }

  private begin(landmark: number, sighting: PersonSighting, { point, covariance, isSure }: Start): void {
    beginInto(this.filters, landmark * FILTER_SIZE, { point, velocity: [this.velocity[0], this.velocity[1], 0], covariance });
    this.landmarkSeenAt[landmark] = this.at;
    this.otherSeenAt[landmark] = isSure ? this.at : -Infinity;
    this.lastCamera[landmark] = sighting.view.camera;
    this.misses[landmark] = 0;
    this.confidences[landmark] = confidenceOf(sighting, landmark) * (isSure ? 1 : 0.5);
  }

  /**
   * Drops joints that hang too far from their parents, and landmarks not seen for long while others were. Of the rest, the
   * trunk and the sure ones before all, the mean is where the body stands and walks.
   */
  private stand(): void {
    const { filters, landmarkSeenAt } = this;
    const forgotten = this.at - this.options.jointMemory;
    let x = 0, y = 0, vx = 0, vy = 0, total = 0;
    for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++) {
      const seenAt = landmarkSeenAt[landmark]!;
      if (seenAt === -Infinity) continue;
      if (seenAt < forgotten || isTornOff(this, landmark)) {
        landmarkSeenAt[landmark] = -Infinity;
        continue;
      }
      const floorWeight = FLOOR_WEIGHTS[landmark]!;
      if (floorWeight === 0) continue;
      const start = landmark * FILTER_SIZE;
      const weight = floorWeight / (0.05 ** 2 + meanVariance(filters, start));
      x += weight * filters[start]!;
      y += weight * filters[start + 1]!;
      vx += weight * filters[start + 3]!;
      vy += weight * filters[start + 4]!;
      total += weight;
    }
    if (total === 0) return;
    this.position = [x / total, y / total];
    this.velocity = [vx / total, vy / total];
  }

  private rememberAppearance(seen: readonly number[] | undefined): void {
    if (seen === undefined) return;
    const known = this.appearance;
    if (known?.length === seen.length) for (let i = 0; i < seen.length; i++) known[i]! += APPEARANCE_RATE * (seen[i]! - known[i]!);
    else this.appearance = [...seen];
  }

  /** Takes on who somebody lost was, having been found to be them. */
  become(lost: Body): void {
    this.id = lost.id;
    this.bornAt = lost.bornAt;
    this.appearance = lost.appearance ?? this.appearance;
  }

  /** What others are told. */
  describe(at: EpochMs): Person {
    const drift = this.driftBetween(this.seenAt, at);
    const joints = new Array<Joint | undefined>(KEYPOINT_COUNT);
    const time = elapseInto(passed, Math.max(0, at - this.at) / 1000, this.driftBetween(this.at, Math.max(at, this.at)));
    for (let joint = 0; joint < KEYPOINT_COUNT; joint++) joints[joint] = this.describeJoint(joint, at, time);
    const person = {
      id: this.id,
      joints,
      position: this.positionAt(at),
      velocity: drift,
      bornAt: this.bornAt,
      seenAt: this.seenAt,
    };
    return this.appearance === undefined ? person : { ...person, appearance: [...this.appearance] };
  }

  private describeJoint(joint: number, at: EpochMs, time: Elapsed): Joint | undefined {
    if (at - this.landmarkSeenAt[joint]! > this.options.jointMemory) return undefined;
    const start = joint * FILTER_SIZE;
    const { filters } = this;
    const x = filters[start]! + time.driftX * time.seconds + (filters[start + 3]! - time.driftX) * time.own;
    const y = filters[start + 1]! + time.driftY * time.seconds + (filters[start + 4]! - time.driftY) * time.own;
    const z = filters[start + 2]! + filters[start + 5]! * time.own;
    const variance = meanVarianceAfter(filters, start, time, AGILITIES[joint]!);
    return { point: [x, y, z], confidence: this.confidences[joint]!, error: Math.sqrt(LEAST_ERROR ** 2 + variance), seenAt: this.landmarkSeenAt[joint]! };
  }
}
