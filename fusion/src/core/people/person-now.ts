import type { EpochMs, FloorPoint } from '@walkout/contracts';
import type { Body } from './body.ts';
import { meanVarianceAfter, pointAfter } from './landmark-filter.ts';
import type { Elapsed } from './landmark-filter.ts';
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
    const seenAt = body.landmarkSeenAt[keypoint]!;
    if (at - seenAt > body.options.jointMemory) return undefined;
    return describeJoint(body, keypoint, body.elapsedTo(at));
  }
}

function describeJoint({ filters, landmarkSeenAt, confidences }: Body, joint: number, time: Elapsed): Joint {
  const variance = meanVarianceAfter(filters, joint, { time, agility: AGILITIES[joint]! });
  return { point: pointAfter(filters, joint, time), confidence: confidences[joint]!, error: Math.sqrt(LEAST_ERROR * LEAST_ERROR + variance), seenAt: landmarkSeenAt[joint]! };
}
