import type { EpochMs, FloorPoint, Metres, Probability, StorePoint } from '@walkout/contracts';

/** One keypoint of a person in space. */
export interface Joint {
  /** Store frame, metres. */
  readonly point: StorePoint;
  /** How sure the sightings are that show it, in [0, 1]. */
  readonly confidence: Probability;
  /** One standard deviation of `point`, root mean square over the axes. */
  readonly error: Metres;
  /** When a camera last saw it. */
  readonly seenAt: EpochMs;
}

/** Somebody in the store at one moment. */
export interface Person {
  /** `p1`, `p2`, … in the order in which they were confirmed. */
  readonly id: string;
  /** A keypoint, by its place in COCO's order; `undefined`: not seen of late. To be asked before the people of another moment are. */
  joint(keypoint: number): Joint | undefined;
  readonly position: FloorPoint;
  /** Metres per second, store frame. */
  readonly velocity: readonly [x: number, y: number];
  readonly bornAt: EpochMs;
  readonly seenAt: EpochMs;
  /** Clothing colour as the cameras describe it, a running mean that goes on; see `ImageTrack.appearance`. */
  readonly appearance?: readonly number[] | undefined;
}

/** People walk no faster in a store, metres a second. */
export const WALKING_SPEED = 1.6;
/** Slower than this, metres a second, somebody stands. */
const STANDING = 0.6;

export const isStanding = ({ velocity: [x, y] }: Person): boolean => x * x + y * y < STANDING * STANDING;
