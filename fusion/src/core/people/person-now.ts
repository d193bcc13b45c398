import type { EpochMs, FloorPoint, Metres, Probability, StorePoint } from '@walkout/contracts';
import type { Body } from './body.ts';
import { meanVarianceAfter, pointAfter } from './landmark-filter.ts';
import type { Joint, Person } from './person.ts';
import { AGILITIES } from './skeleton.ts';

/** No joint is known better than this, for the networks' habits do not average out. */
const LEAST_ERROR = 0.01;

/** A body as of a moment not before it was last seen. Most joints are never asked for, so none is worked out before. */
export class PersonNow implements Person {
  readonly id: string;
  readonly position: FloorPoint;
  readonly velocity: readonly [x: number, y: number];
  readonly bornAt: EpochMs;
  readonly seenAt: EpochMs;
  readonly appearance: readonly number[] | undefined;
  private readonly body: Body;
  private readonly at: EpochMs;

  constructor(body: Body, at: EpochMs) {
    const { driftX, driftY, seconds } = body.elapsedTo(at);
    this.id = body.id;
    this.position = [body.position[0] + driftX * seconds, body.position[1] + driftY * seconds];
    this.velocity = [driftX, driftY];
    this.bornAt = body.bornAt;
    this.seenAt = body.seenAt;
    this.appearance = body.appearance;
    this.body = body;
    this.at = at;
  }

  joint(keypoint: number): Joint | undefined {
    const { body, at } = this;
    if (at - body.landmarkSeenAt[keypoint]! > body.options.jointMemory) return undefined;
    return new JointNow(body, keypoint, at);
  }
}

class JointNow implements Joint {
  readonly point: StorePoint;
  readonly confidence: Probability;
  readonly seenAt: EpochMs;
  private readonly body: Body;
  private readonly keypoint: number;
  private readonly at: EpochMs;

  constructor(body: Body, keypoint: number, at: EpochMs) {
    this.point = pointAfter(body.filters, keypoint, body.elapsedTo(at));
    this.confidence = body.confidences[keypoint]!;
    this.seenAt = body.landmarkSeenAt[keypoint]!;
    this.body = body;
    this.keypoint = keypoint;
    this.at = at;
  }

  /** Worked out when asked for, which is seldom. */
  get error(): Metres {
    const { body, keypoint, at } = this;
    const variance = meanVarianceAfter(body.filters, keypoint, { time: body.elapsedTo(at), agility: AGILITIES[keypoint]! });
    return Math.sqrt(LEAST_ERROR * LEAST_ERROR + variance);
  }
}
