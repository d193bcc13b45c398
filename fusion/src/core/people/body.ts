import { distance } from '@walkout/contracts';
import type { EpochMs, FloorPoint, StorePoint, Vector3 } from '@walkout/contracts';
import { createBones } from './bones.ts';
import { findConsensus } from './consensus.ts';
import { beginInto, elapse, elapseInto, FILTER, forgetIn, meanVariance, measureHeightInto, ROW } from './landmark-filter.ts';
import type { Elapsed } from './landmark-filter.ts';
import type { PeopleOptions } from './options.ts';
import { startOfConsensus, startOfCrown, startOfJoint } from './start-landmark.ts';
import type { Start } from './start-landmark.ts';
import { isTornOff } from './torn-off.ts';
import { carryOn, confidenceOf, footAt, jointSighting } from './sighting.ts';
import type { JointSighting, PersonSighting } from './sighting.ts';
import { advanceInto, makeFilters, measureInto, says, seeInto, sizes } from './simd/kernels.ts';
import { BOX_FOOT, BOX_TOP, CROWN, FLOOR_WEIGHTS, KEYPOINT_COUNT, LANDMARK_COUNT, LANDMARK_NATURES } from './skeleton.ts';
import type { View } from './view.ts';

/** Walking on unseen, people stop or turn: their velocity counts for this long, seconds. */
const WALK_LASTS = 0.7;
/** Frames of one camera repeat the same mistake of height, so each counts as less: spread times this. */
const HEIGHT_REPEATS = 3;
/** Share of a new value in a running mean. */
const APPEARANCE_RATE = 0.05;
const CONFIDENCE_RATE = 0.4;
/** One ray that passes a joint far off is a wrong keypoint; this many in a row may mean that the joint is elsewhere. */
const SUSPICIOUS = 2;

// Rows as constants of this module: those of another are looked up each time.
const [X, Y, Z, VX, VY, VZ] = [FILTER.x * ROW, FILTER.y * ROW, FILTER.z * ROW, FILTER.vx * ROW, FILTER.vy * ROW, FILTER.vz * ROW];

/** One person being followed: a filter a landmark, and what each camera saw last. */
export class Body {
  id = '';
  /** See `Placed`. */
  row = -1;
  bornAt: EpochMs;
  seenAt: EpochMs;
  appearance: number[] | undefined;
  /** Of the floor below it, and how fast it goes, metres a second; as of `seenAt`. */
  readonly position: [x: number, y: number];
  readonly velocity: [x: number, y: number] = [0, 0];
  readonly latest = new Map<string, PersonSighting>();
  /** Filters of the landmarks, all as of `seenAt`; see landmark-filter.ts. */
  readonly filters = makeFilters();
  /** When each landmark was last seen; -Infinity: not known. */
  readonly landmarkSeenAt = new Float64Array(LANDMARK_COUNT).fill(-Infinity);
  readonly bones = createBones(this.filters);
  /** How sure the sightings are that show each landmark, a running mean. */
  readonly confidences = new Float64Array(LANDMARK_COUNT);
  readonly options: PeopleOptions;
  /** How many rays in a row passed it far off. */
  private readonly misses = new Uint8Array(LANDMARK_COUNT);
  /** Who saw it last, and when somebody else did. */
  private readonly lastView: (View | undefined)[] = new Array<View | undefined>(LANDMARK_COUNT).fill(undefined);
  private readonly otherSeenAt = new Float64Array(LANDMARK_COUNT).fill(-Infinity);
  /** What time does up to `elapsedAt`. */
  private readonly elapsed = { ...elapse(0, { x: 0, y: 0 }) };
  private elapsedAt: EpochMs = NaN;

  /** Somebody new at `position`, seen by `sightings`, one a camera, the oldest first. */
  constructor(bornAt: EpochMs, position: FloorPoint, { sightings, options }: { sightings: readonly PersonSighting[]; options: PeopleOptions }) {
    this.bornAt = bornAt;
    this.seenAt = sightings[0]?.at ?? bornAt;
    this.position = [position[0], position[1]];
    this.options = options;
    for (const sighting of sightings) this.latest.set(sighting.view.camera, sighting);
    for (const sighting of sightings) this.see(sighting);
  }

  /** What the time from when the body was last seen does to its landmarks; it walks on, then stops. Good until the next call. */
  elapsedTo(at: EpochMs): Elapsed {
    if (at === this.elapsedAt) return this.elapsed;
    this.elapsedAt = at;
    const seconds = Math.max(0, at - this.seenAt) / 1000;
    const share = seconds === 0 ? 1 : (WALK_LASTS * (1 - Math.exp(-seconds / WALK_LASTS))) / seconds;
    return elapseInto(this.elapsed, seconds, { x: this.velocity[0] * share, y: this.velocity[1] * share });
  }

  positionAt(at: EpochMs): FloorPoint {
    const { driftX, driftY, seconds } = this.elapsedTo(at);
    return [this.position[0] + driftX * seconds, this.position[1] + driftY * seconds];
  }

  knows(landmark: number): boolean {
    return this.landmarkSeenAt[landmark]! > -Infinity;
  }

  pointOf(landmark: number): StorePoint {
    const { filters } = this;
    return [filters[X + landmark]!, filters[Y + landmark]!, filters[Z + landmark]!];
  }

  private velocityOf(landmark: number): Vector3 {
    const { filters } = this;
    return [filters[VX + landmark]!, filters[VY + landmark]!, filters[VZ + landmark]!];
  }

  private forget(landmark: number): void {
    this.landmarkSeenAt[landmark] = -Infinity;
    forgetIn(this.filters, landmark);
  }

  /** Takes what one camera saw of this person in; sightings come in time order. */
  see(sighting: PersonSighting): void {
    const time = this.elapsedTo(sighting.at);
    this.latest.set(sighting.view.camera, sighting);
    if (sighting.isBox) this.seeBox(sighting, time);
    else this.seePose(sighting, time);
    this.stand();
    this.rememberAppearance(sighting.appearance);
  }

  private moveOn(time: Elapsed, at: EpochMs): void {
    this.position[0] += time.driftX * time.seconds;
    this.position[1] += time.driftY * time.seconds;
    this.seenAt = Math.max(this.seenAt, at);
    this.elapsedAt = NaN;
  }

  private seePose(sighting: PersonSighting, time: Elapsed): void {
    const { filters, bones } = this;
    seeInto(filters, sighting, { time, limit: this.options.outlierAt });
    this.moveOn(time, sighting.at);
    bones.learn(this, sizes);
    for (let joint = 0; joint < KEYPOINT_COUNT; joint++) {
      const confidence = confidenceOf(sighting, joint);
      if (confidence === 0) continue;
      if (!this.knows(joint)) this.begin(joint, sighting, this.agreed(joint, sighting) ?? startOfJoint(this, joint, jointSighting(sighting, joint)!));
      else if (says[joint]! > 0) this.note(joint, sighting, confidence * says[joint]!);
      else if (++this.misses[joint]! >= SUSPICIOUS) this.reconsider(joint, sighting);
    }
  }

  /** A box says where the crown is, and where on the floor below it the person stands. */
  private seeBox(sighting: PersonSighting, time: Elapsed): void {
    const { filters, options: { outlierAt: limit } } = this;
    advanceInto(filters, time);
    this.moveOn(time, sighting.at);
    if (!this.knows(CROWN)) this.begin(CROWN, sighting, startOfCrown(this, sighting));
    // The top of the box has the crown's column, its foot is taken there.
    measureInto(filters, sighting, { limit });
    const atTop = says[CROWN]! * confidenceOf(sighting, BOX_TOP);
    measureInto(filters, footAt(sighting, CROWN), { limit, onFloor: true });
    const best = Math.max(atTop, says[CROWN]! * confidenceOf(sighting, BOX_FOOT));
    if (best > 0) this.note(CROWN, sighting, best);
  }

  private note(landmark: number, { view }: PersonSighting, confidence: number): void {
    this.misses[landmark] = 0;
    if (this.lastView[landmark] !== view) {
      this.otherSeenAt[landmark] = this.landmarkSeenAt[landmark]!;
      this.lastView[landmark] = view;
    }
    this.landmarkSeenAt[landmark] = this.seenAt;
    this.confidences[landmark]! += CONFIDENCE_RATE * (confidence - this.confidences[landmark]!);
    if (this.seenAt - this.otherSeenAt[landmark]! > this.options.window) this.holdHeight(landmark);
  }

  /** One camera leaves the depth open; people mostly stand, so the height of a landmark tells it. */
  private holdHeight(landmark: number): void {
    const { standingHeight, heightSpread } = LANDMARK_NATURES[landmark]!;
    measureHeightInto(this.filters, landmark, { height: standingHeight, variance: (HEIGHT_REPEATS * heightSpread) ** 2 });
  }

  /** Whether another camera saw a landmark of late, so that more than one stands behind where it is. */
  isSharedBy(landmark: number, { view, at }: PersonSighting): boolean {
    const other = this.lastView[landmark] === view ? this.otherSeenAt[landmark]! : this.landmarkSeenAt[landmark]!;
    return at - other <= this.options.window;
  }

  /** Whether a landmark is known, and more than one camera saw it of late. */
  isSure(landmark: number): boolean {
    const since = this.seenAt - this.options.window;
    return this.otherSeenAt[landmark]! >= since && this.landmarkSeenAt[landmark]! >= since;
  }

  /** Rays keep passing a joint: where do most cameras see it? */
  private reconsider(joint: number, sighting: PersonSighting): void {
    const variance = meanVariance(this.filters, joint);
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
    const velocity: Vector3 = this.knows(joint) ? this.velocityOf(joint) : [...this.velocity, 0];
    const recent = [sighting];
    for (const other of this.latest.values()) if (other !== sighting && !other.isBox && this.seenAt - other.at <= this.options.window) recent.push(other);
    return recent.flatMap((each) => {
      const seen = jointSighting(each, joint);
      return seen === undefined ? [] : [carryOn(seen, (this.seenAt - each.at) / 1000, { velocity, agility: LANDMARK_NATURES[joint]!.agility })];
    });
  }

  private begin(landmark: number, sighting: PersonSighting, { point, covariance, isSure }: Start): void {
    beginInto(this.filters, landmark, { point, velocity: [this.velocity[0], this.velocity[1], 0], covariance });
    this.landmarkSeenAt[landmark] = this.seenAt;
    this.otherSeenAt[landmark] = isSure ? this.seenAt : -Infinity;
    this.lastView[landmark] = sighting.view;
    this.misses[landmark] = 0;
    this.confidences[landmark] = confidenceOf(sighting, landmark) * (isSure ? 1 : 0.5);
  }

  /**
   * Drops joints that hang too far from their parents, and landmarks not seen for long while others were. Of the rest, the
   * trunk and the sure ones before all, the mean is where the body stands and walks.
   */
  private stand(): void {
    const { filters, landmarkSeenAt } = this;
    const forgotten = this.seenAt - this.options.jointMemory;
    let x = 0, y = 0, vx = 0, vy = 0, total = 0;
    for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++) {
      const seenAt = landmarkSeenAt[landmark]!;
      if (seenAt === -Infinity) continue;
      if (seenAt < forgotten || isTornOff(this, landmark)) {
        this.forget(landmark);
        continue;
      }
      const floorWeight = FLOOR_WEIGHTS[landmark]!;
      if (floorWeight === 0) continue;
      const weight = floorWeight / (0.05 ** 2 + meanVariance(filters, landmark));
      x += weight * filters[X + landmark]!;
      y += weight * filters[Y + landmark]!;
      vx += weight * filters[VX + landmark]!;
      vy += weight * filters[VY + landmark]!;
      total += weight;
    }
    if (total === 0) return;
    this.position[0] = x / total;
    this.position[1] = y / total;
    this.velocity[0] = vx / total;
    this.velocity[1] = vy / total;
    this.elapsedAt = NaN;
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
}
