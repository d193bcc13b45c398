import { KEYPOINTS, packKeypoints } from '@walkout/contracts';
import type { CameraPlace, ImageTrack } from '@walkout/contracts';
import type { Random } from '../../random.ts';
import { boxAround, isShown } from './camera-feed.ts';
import { atTenths } from './joint-errors.ts';
import type { TrueFigure } from './joint-truth.ts';
import type { PoseNoise } from './pose-noise.ts';

type Keypoint = [x: number, y: number, confidence: number];

/** A person where nobody is. */
interface Ghost {
  readonly track: number;
  readonly keypoints: readonly Keypoint[];
}

/** Beside somebody: this far away, in parts of their size, and this much smaller or larger. */
const ASIDE: readonly [number, number] = [0.25, 0.7];
const SCALE: readonly [number, number] = [0.5, 1.1];
/** Height of a ghost that is nobody's double, px, and its shape: an upright person, rough. */
const HEIGHT: readonly [number, number] = [40, 150];
const WIDTH = 0.3;
const TREMBLE_PIXELS = 2.5;
const LOWEST_SCORE = 0.3;
const HIGHEST_SCORE = 0.65;

const tenth = (value: number): number => Math.round(value * 10) / 10;
const hundredth = (value: number): number => Math.round(value * 100) / 100;

/** What a detector takes for people: doubles of somebody a little aside, and things. */
export function createGhosts(noise: PoseNoise['ghosts'], random: Random, nextTrack: () => number) {
  let ghosts: Ghost[] = [];

  const doubleOf = ({ joints, size }: TrueFigure): Keypoint[] => {
    const shown = joints.flatMap((joint) => joint?.pixel ?? [] as never);
    const [angle, away, scale] = [random.uniform(0, 2 * Math.PI), random.uniform(...ASIDE) * size, random.uniform(...SCALE)];
    const [middleX, middleY] = shown.length === 0 ? [0, 0] : joints.reduce(([x, y], joint) => [x + (joint?.pixel[0] ?? 0), y + (joint?.pixel[1] ?? 0)], [0, 0]).map((sum) => sum / joints.filter((joint) => joint !== undefined).length) as [number, number];
    return joints.map((joint): Keypoint => joint === undefined ? [0, 0, 0] : [
      middleX + (joint.pixel[0] - middleX) * scale + away * Math.cos(angle),
      middleY + (joint.pixel[1] - middleY) * scale + away * Math.sin(angle),
      atTenths(noise.confidence, random.next()),
    ]);
  };

  const thing = ({ imageSize }: CameraPlace): Keypoint[] => {
    const height = random.uniform(...HEIGHT);
    const [left, top] = [random.uniform(0, imageSize.width - height * WIDTH), random.uniform(0, imageSize.height - height)];
    return KEYPOINTS.map((_, index): Keypoint => [
      left + random.next() * height * WIDTH, top + (height * index) / KEYPOINTS.length, atTenths(noise.confidence, random.next()),
    ]);
  };

  return (shown: readonly TrueFigure[], camera: CameraPlace): ImageTrack[] => {
    ghosts = ghosts.filter(() => random.chance(noise.last));
    if (random.chance(noise.begin)) {
      const beside = random.chance(noise.besidePeople) && shown.length > 0;
      ghosts.push({ track: nextTrack(), keypoints: beside ? doubleOf(random.pick(shown)) : thing(camera) });
    }
    return ghosts.flatMap(({ track, keypoints }): ImageTrack[] => {
      const trembling = keypoints.map(([x, y, confidence]): Keypoint => confidence === 0 ? [0, 0, 0] : [
        tenth(random.normal(x, TREMBLE_PIXELS)), tenth(random.normal(y, TREMBLE_PIXELS)), hundredth(confidence),
      ]);
      const score = hundredth(random.uniform(LOWEST_SCORE, HIGHEST_SCORE));
      return isShown(trembling) ? [{ track, box: boxAround(trembling), score, keypoints: packKeypoints(trembling) }] : [];
    });
  };
}
