import type { Metres, Milliseconds, Pixels } from '@walkout/contracts';

/** Everything that can be tuned in following people; each has its reason. */
export interface PeopleOptions {
  /** Keypoints below this confidence are not looked at, in [0, 1]. */
  readonly minConfidence: number;
  /** One standard deviation of a sure keypoint in the image, besides what the joint itself leaves open. */
  readonly pixelNoise: Pixels;
  /** How old a camera's sighting of a joint may be to help to place it together with a new one. */
  readonly window: Milliseconds;
  /** A view further off than this many of its standard deviations has no say. */
  readonly outlierAt: number;
  /** An estimate further than this many standard deviations from where several views agree starts anew there. */
  readonly restartAt: number;
  /** A joint that no camera saw for this long while others of the same person were seen is dropped. */
  readonly jointMemory: Milliseconds;
  /** How far the image of a person may lie from where it was predicted, besides known errors: cloth, pose nets' habits. */
  readonly affinitySlack: Metres;
  /** Share of keypoints that lie anywhere, whoever they belong to. */
  readonly strayKeypoints: number;
  /** Bonus of an image track for the person it was last, in nats a keypoint. */
  readonly trackMemoryBonus: number;
  /** How long that is remembered. */
  readonly trackMemory: Milliseconds;
  /** Spread of one person's clothing colour between cameras and moments; colours are in [0, 1]. */
  readonly appearanceSpread: number;
  /** Mean distance of the rays of two sightings that may show one unknown person at one moment … */
  readonly groupDistance: Metres;
  /** … and what walking adds to it for each second between them, m/s. */
  readonly groupSpeed: number;
  /** Sightings further apart in time are not grouped. */
  readonly groupWindow: Milliseconds;
  /** How long a group of strangers must hold, by how many cameras see it: [one, two, three or more]. */
  readonly birthAfter: readonly [Milliseconds, Milliseconds, Milliseconds];
  /** Unseen for longer, a person is lost: not shown, but known again. */
  readonly lostAfter: Milliseconds;
  /** Unseen for longer, a person is forgotten. */
  readonly forgottenAfter: Milliseconds;
  /** A lost person is known again no further from where they were last … */
  readonly reappearDistance: Metres;
  /** … and this much further for each second unseen, m/s. */
  readonly reappearSpeed: number;
  /** Two people nearer than this for `ghostAfter`, never told apart by one camera, are one person. */
  readonly ghostDistance: Metres;
  readonly ghostAfter: Milliseconds;
}

export const PEOPLE_DEFAULTS: PeopleOptions = {
  minConfidence: 0.1,
  pixelNoise: 2,
  window: 200,
  outlierAt: 3,
  restartAt: 4,
  jointMemory: 500,
  affinitySlack: 0.1,
  strayKeypoints: 0.05,
  trackMemoryBonus: 0.7,
  trackMemory: 1000,
  appearanceSpread: 0.12,
  groupDistance: 0.15,
  groupSpeed: 1,
  groupWindow: 150,
  birthAfter: [1000, 300, 0],
  lostAfter: 2000,
  forgottenAfter: 10_000,
  reappearDistance: 0.6,
  reappearSpeed: 0.5,
  ghostDistance: 0.25,
  ghostAfter: 1000,
};
