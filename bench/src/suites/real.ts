import { KEYPOINTS } from '@walkout/contracts';
import type { ImageBox } from '@walkout/contracts';
import { openFileSource } from '@walkout/edge-node';
import type { Detection, Frame } from '@walkout/edge-node';
import { benchError } from '../errors.ts';
import { shareNear } from '../metrics/keypoint-score.ts';
import type { PosePair } from '../metrics/keypoint-score.ts';
import { boxSimilarity } from '../metrics/similarity.ts';
import type { SuiteOutcome, WorstCase } from '../suite.ts';
import { loadNetworks, loadReference, processorMs, SHIPPED } from '../vision/networks.ts';
import type { Networks } from '../vision/networks.ts';

export interface RealOptions {
  /** A video file. */
  readonly data: string;
  /** Most frames to look at, spread evenly over the video. */
  readonly frames: number;
  readonly say: (text: string) => void;
}

/** What the reference finds with this score is taken for true. */
const REFERENCE_SCORE = 0.5;
const SAME_PERSON = 0.5;
/** MoveNet's own threshold for a keypoint that is there. */
const SURE_KEYPOINT = 0.3;
const NEAR = 0.1;
const MOST_WORST = 12;

/** Pairs of the most alike boxes, each used once. */
function pairsOf(ours: readonly Detection[], theirs: readonly Detection[]): readonly (readonly [own: ImageBox, reference: ImageBox])[] {
  const candidates = ours.flatMap((a, i) => theirs.map((b, j) => ({ i, j, overlap: boxSimilarity(a.box, b.box) })))
    .filter(({ overlap }) => overlap >= SAME_PERSON).sort((a, b) => b.overlap - a.overlap);
  const [rows, columns] = [new Set<number>(), new Set<number>()];
  return candidates.flatMap(({ i, j }) => {
    if (rows.has(i) || columns.has(j)) return [];
    rows.add(i);
    columns.add(j);
    return [[ours[i]!.box, theirs[j]!.box] as const];
  });
}

interface Reading {
  readonly sequence: number;
  readonly own: number;
  readonly reference: number;
  readonly both: number;
  readonly poses: readonly PosePair[];
}

async function readFrame(frame: Frame, ours: Networks, reference: Networks): Promise<Reading> {
  const own = await ours.detect(frame, ours.highScore);
  const theirs = await reference.detect(frame, REFERENCE_SCORE);
  const pairs = pairsOf(own, theirs);
  const found = await ours.pose(frame, pairs.map(([box]) => box));
  const wanted = await reference.pose(frame, pairs.map(([, box]) => box));
  const poses = pairs.map(([, box], i): PosePair => ({
    box, found: found[i]!, truth: KEYPOINTS.map((_, keypoint) => {
      const { point, confidence } = wanted[i]![keypoint]!;
      return confidence >= SURE_KEYPOINT ? point : undefined;
    }),
  }));
  return { sequence: frame.sequence, own: own.length, reference: theirs.length, both: pairs.length, poses };
}

const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Processor time of a frame with the people that the networks themselves find in it, ms. */
const wholeMs = (frame: Frame, { detect, pose }: Networks, score: number | undefined): Promise<number> =>
  processorMs(async () => pose(frame, (await detect(frame, score)).map(({ box }) => box)));

function worstOf(readings: readonly Reading[], data: string): readonly WorstCase[] {
  const wrong = ({ own, reference, both }: Reading) => own + reference - 2 * both;
  return readings.filter((reading) => wrong(reading) > 0).toSorted((a, b) => wrong(b) - wrong(a)).slice(0, MOST_WORST)
    .map(({ sequence, own, reference, both }) => ({
      what: `frame ${sequence}: ${own} found, ${reference} by the reference, ${both} the same`,
      replay: `ffmpeg -i ${data} -vf 'select=eq(n\\,${sequence})' -frames:v 1 frame.png`,
    }));
}

/**
 * How far our networks agree with YOLOX-nano and MoveNet on a real video. That is not accuracy: the reference errs as well.
 *
 * @throws WalkoutError SOURCE_MISSING, SOURCE_DAMAGED, DATA_MISSING when there is not one frame; those of the models
 */
export async function realSuite({ data, frames, say }: RealOptions): Promise<SuiteOutcome> {
  const ours = await loadNetworks(...SHIPPED);
  const reference = await loadReference();
  const step = Math.max(1, Math.floor((await lengthOf(data)) / frames));
  const source = openFileSource({ path: data, startedAt: 0, framesPerSecond: 10 });
  const readings: Reading[] = [];
  const ms: { own: number; reference: number }[] = [];
  for await (const frame of source.frames()) {
    if (frame.sequence % step !== 0 || readings.length >= frames) continue;
    readings.push(await readFrame(frame, ours, reference));
    ms.push({ own: await wholeMs(frame, ours, ours.highScore), reference: await wholeMs(frame, reference, REFERENCE_SCORE) });
    if (readings.length % 50 === 0) say(`${readings.length} frames`);
  }
  if (readings.length === 0) throw benchError('DATA_MISSING', `${data} holds no frame`);
  const total = (of: (reading: Reading) => number) => readings.reduce((sum, reading) => sum + of(reading), 0);
  const both = total((reading) => reading.both);
  const [precision, recall] = [share(both, total(({ own }) => own)), share(both, total((reading) => reading.reference))];
  return {
    figures: {
      precision, recall, f1: share(2 * precision * recall, precision + recall),
      keypointAgreement: shareNear(readings.flatMap(({ poses }) => poses), NEAR) ?? 0,
      frames: readings.length,
      msPerFrame: mean(ms.map(({ own }) => own)), referenceMsPerFrame: mean(ms.map((one) => one.reference)),
      people: { own: total(({ own }) => own), reference: total((reading) => reading.reference), both },
    },
    worst: worstOf(readings, data),
  };
}

/** Frames of a video, counted by reading it: containers are often wrong about it. */
async function lengthOf(data: string): Promise<number> {
  let count = 0;
  for await (const frame of openFileSource({ path: data, startedAt: 0, framesPerSecond: 10 }).frames()) count = frame.sequence + 1;
  return count;
}
