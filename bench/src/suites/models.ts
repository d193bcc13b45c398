import type { ImageBox } from '@walkout/contracts';
import type { PersonLabel } from '@walkout/recordings/dataset';
import { scoreDetections } from '../metrics/detection-score.ts';
import type { BoxFrame } from '../metrics/detection-score.ts';
import { scorePoses } from '../metrics/keypoint-score.ts';
import type { Place, PosePair } from '../metrics/keypoint-score.ts';
import type { SuiteOutcome, WorstCase } from '../suite.ts';
import { heldOutFrames, TESTED_LOOKS } from '../vision/held-out.ts';
import type { HeldOutFrame } from '../vision/held-out.ts';
import { frameMs, loadNetworks, loadReference, SHIPPED, variantNames } from '../vision/networks.ts';
import type { Networks } from '../vision/networks.ts';

export interface ModelsOptions {
  /** Frames in each look. */
  readonly images: number;
  readonly seed: number;
  readonly say: (text: string) => void;
}

const VARIANTS = ['dense', 'pruned', 'int8'] as const;
const CROWDS = [1, 4, 8] as const;
const TIMED_ROUNDS = 20;
/** Poses of people who are less high are not asked for: 0.05 of it would be less than two pixels. */
const LEAST_POSE_HEIGHT = 32;
const MOST_WORST = 12;

const placeOf = ([x, y, visibility]: PersonLabel['keypoints'][number]): Place | undefined => (visibility === 2 ? [x, y] : undefined);
const isAskedFor = ({ ignore, box }: PersonLabel): boolean => !ignore && box[3] >= LEAST_POSE_HEIGHT;

/** What one pair of networks found in one frame. */
interface Reading {
  readonly frame: HeldOutFrame;
  readonly boxes: BoxFrame;
  readonly poses: readonly PosePair[];
}

async function readFrame({ detect, pose }: Networks, frame: HeldOutFrame): Promise<Reading> {
  const { picture, people } = frame;
  const asked = people.filter(isAskedFor);
  const found = await pose(picture, asked.map(({ box }) => box));
  return {
    frame,
    boxes: { truth: people.map(({ box, ignore = false }) => ({ box, ignore })), found: await detect(picture) },
    poses: asked.map(({ box, keypoints }, i): PosePair => ({ box, truth: keypoints.map(placeOf), found: found[i]! })),
  };
}

/** Figures of all frames, and of each look's. */
function scoresOf(readings: readonly Reading[]) {
  const byLook = <T>(score: (some: readonly Reading[]) => T) => ({
    ...score(readings),
    looks: Object.fromEntries(TESTED_LOOKS.map((look) => [look, score(readings.filter(({ frame }) => frame.look === look))])),
  });
  return {
    detector: byLook((some) => scoreDetections(some.map(({ boxes }) => boxes))),
    pose: byLook((some) => scorePoses(some.flatMap(({ poses }) => poses))),
  };
}

/** Boxes for a frame with so many people in view: the true ones, again and again. */
const crowdOf = (boxes: readonly ImageBox[], count: number): readonly ImageBox[] => Array.from({ length: count }, (_, i) => boxes[i % boxes.length]!);

function worstOf(readings: readonly Reading[]): readonly WorstCase[] {
  const scored = readings.map(({ frame, boxes, poses }) => ({ frame, ap: scoreDetections([boxes]).AP50, pck: scorePoses(poses).pck, people: poses.length }));
  return scored.filter(({ people }) => people > 0).toSorted((a, b) => a.ap + a.pck - b.ap - b.pck).slice(0, MOST_WORST)
    .map(({ frame, ap, pck, people }) => ({ what: `${people} people, look ${frame.look}: AP50 ${ap.toFixed(2)}, PCK ${pck.toFixed(2)}`, replay: frame.source }));
}

/**
 * Our networks and the reference on rendered stores that none of ours has learned from: accuracy in both looks, and cost.
 *
 * @throws WalkoutError of the models
 */
export async function modelsSuite({ images, seed, say }: ModelsOptions): Promise<SuiteOutcome> {
  const shipped = await loadNetworks(...SHIPPED);
  const reference = await loadReference();
  const ours: Reading[] = [];
  const variants: { name: string; networks: Networks; readings: Reading[] }[] = [];
  for (const name of VARIANTS) {
    const names = variantNames(name);
    if (names === undefined) continue;
    // What is shipped is one of the variants: it need not be measured twice.
    const isShipped = names.every((own, i) => own === SHIPPED[i]);
    variants.push(isShipped ? { name, networks: shipped, readings: ours } : { name, networks: await loadNetworks(...names), readings: [] });
  }
  const theirs: Reading[] = [];
  for (const frame of heldOutFrames(images, seed)) {
    ours.push(await readFrame(shipped, frame));
    theirs.push(await readFrame(reference, frame));
    for (const { networks, readings } of variants) if (readings !== ours) readings.push(await readFrame(networks, frame));
    if (ours.length % 20 === 0) say(`${ours.length} of ${TESTED_LOOKS.length * images} frames`);
  }
  say('timing');
  const busiest = ours.toSorted((a, b) => b.poses.length - a.poses.length)[0]!;
  const boxes = busiest.poses.map(({ box }) => box);
  const timed = [...new Set([shipped, reference, ...variants.map(({ networks }) => networks)])];
  const ms: (readonly number[])[] = [];
  for (const people of CROWDS) ms.push(await frameMs(timed, { picture: busiest.frame.picture, boxes: crowdOf(boxes, people) }, TIMED_ROUNDS));
  const costOf = (networks: Networks) => ({ ...Object.fromEntries(CROWDS.map((people, i) => [`people${people}Ms`, ms[i]![timed.indexOf(networks)]!])), ...networks.size });
  const scores = scoresOf(ours);
  const referenceScores = scoresOf(theirs);
  const four = CROWDS.indexOf(4);
  return {
    figures: {
      ...scores,
      cost: { shipped: costOf(shipped), ...Object.fromEntries(variants.map(({ name, networks }) => [name, costOf(networks)])) },
      variants: Object.fromEntries(variants.map(({ name, readings }) => [name, scoresOf(readings)])),
      reference: {
        AP50: referenceScores.detector.AP50, pck: referenceScores.pose.pck, wristPck: referenceScores.pose.wristPck, people4Ms: ms[four]![1]!,
        detector: referenceScores.detector, pose: referenceScores.pose,
      },
      costRatio: ms[four]![0]! / ms[four]![1]!,
      frames: ours.length,
    },
    worst: worstOf(ours),
  };
}
