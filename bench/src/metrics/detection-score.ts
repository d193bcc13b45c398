import type { ImageBox } from '@walkout/contracts';
import { boxSimilarity } from './similarity.ts';

export interface TrueBox {
  readonly box: ImageBox;
  /** Neither asked for nor wrong when found. */
  readonly ignore: boolean;
}
export interface FoundBox {
  readonly box: ImageBox;
  readonly score: number;
}
export interface BoxFrame {
  readonly truth: readonly TrueBox[];
  readonly found: readonly FoundBox[];
}

export interface DetectionScore {
  /** Mean average precision over overlaps of 0.5, 0.55 … 0.95. */
  readonly AP: number;
  readonly AP50: number;
  /** The most recall at a precision of 0.95 or more, overlap 0.5. */
  readonly recallAtPrecision95: number;
}

/** What became of a detection: right or wrong; those of ignored people are left out. */
interface Verdict {
  readonly score: number;
  readonly right: boolean;
}

const OVERLAPS = Array.from({ length: 10 }, (_, i) => 0.5 + 0.05 * i);
/** COCO looks precision up at recalls 0, 0.01 … 1. */
const RECALLS = Array.from({ length: 101 }, (_, i) => i / 100);

/** Each detection of a frame, the surest first, takes the free person it overlaps most; a person to be ignored only when nobody else fits. */
function verdicts({ truth, found }: BoxFrame, least: number): Verdict[] {
  const taken = new Set<TrueBox>();
  return found.toSorted((a, b) => b.score - a.score).flatMap(({ box, score }) => {
    const fitting = (ignore: boolean) =>
      truth.filter((one) => one.ignore === ignore && !taken.has(one) && boxSimilarity(one.box, box) >= least)
        .toSorted((a, b) => boxSimilarity(b.box, box) - boxSimilarity(a.box, box))[0];
    const match = fitting(false);
    if (match !== undefined) taken.add(match);
    else if (fitting(true) !== undefined) return [];
    return [{ score, right: match !== undefined }];
  });
}

/** Points of the precision-recall curve, and from each on to the right the best precision. */
export function precisionRecall(all: readonly { readonly score: number; readonly right: boolean }[], people: number): readonly { recall: number; precision: number }[] {
  let right = 0;
  const curve = all.toSorted((a, b) => b.score - a.score).map((one, index) => {
    if (one.right) right++;
    return { recall: people === 0 ? 0 : right / people, precision: right / (index + 1) };
  });
  for (let i = curve.length - 2; i >= 0; i--) curve[i]!.precision = Math.max(curve[i]!.precision, curve[i + 1]!.precision);
  return curve;
}

/** Mean of the best precision at COCO's 101 recalls. */
export const averagePrecision = (curve: readonly { recall: number; precision: number }[]): number =>
  RECALLS.reduce((sum, recall) => sum + (curve.find((point) => point.recall >= recall - 1e-9)?.precision ?? 0), 0) / RECALLS.length;

/**
 * How well boxes were found.
 *
 * @source Lin et al., "Microsoft COCO", ECCV 2014, and its evaluation code: 101 recalls, ignored regions
 */
export function scoreDetections(frames: readonly BoxFrame[]): DetectionScore {
  const people = frames.reduce((sum, { truth }) => sum + truth.filter(({ ignore }) => !ignore).length, 0);
  const curves = OVERLAPS.map((least) => precisionRecall(frames.flatMap((frame) => verdicts(frame, least)), people));
  const averages = curves.map(averagePrecision);
  return {
    AP: averages.reduce((sum, value) => sum + value, 0) / averages.length,
    AP50: averages[0]!,
    recallAtPrecision95: curves[0]!.reduce((most, { recall, precision }) => (precision >= 0.95 ? Math.max(most, recall) : most), 0),
  };
}
