import type { ImageBox } from '@walkout/contracts';
import type { PersonTruth } from '../renderer/index.ts';

/** One person of one picture, as a trainer reads it: pixels, COCO's order and flags. */
export interface PersonLabel {
  /** Around the whole body as if nothing hid it, clipped to the image. */
  readonly box: ImageBox;
  readonly visibleBox: ImageBox;
  readonly visibleShare: number;
  readonly keypoints: readonly (readonly [x: number, y: number, visibility: 0 | 1 | 2])[];
  /** Too small or too hidden to be asked for. */
  readonly ignore?: true;
}

/** Share of a body that is to be seen, and pixels from its top to its bottom: below either nobody is asked for, found or not (COCO's crowd). */
const LEAST_VISIBLE = 0.2;
const LEAST_HEIGHT = 16;

const tenths = (value: number): number => Math.round(value * 10) / 10;
const roundBox = ([x, y, width, height]: ImageBox): ImageBox => [tenths(x), tenths(y), tenths(width), tenths(height)];

/** Labels of the people of whom anything is to be seen. */
export const labelsOf = (truth: readonly PersonTruth[]): readonly PersonLabel[] =>
  truth.flatMap(({ visibleBox, fullBox, visibleShare, keypoints }) => {
    if (visibleBox === undefined || fullBox === undefined) return [];
    return [{
      box: roundBox(fullBox),
      visibleBox: roundBox(visibleBox),
      visibleShare: Math.round(visibleShare * 1000) / 1000,
      keypoints: keypoints.map(([x, y, visibility]) => (visibility === 0 ? [0, 0, 0] : [tenths(x), tenths(y), visibility]) as readonly [number, number, 0 | 1 | 2]),
      ...(visibleShare < LEAST_VISIBLE || fullBox[3] < LEAST_HEIGHT ? { ignore: true as const } : {}),
    }];
  });
