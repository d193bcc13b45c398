import { KEYPOINTS, project } from '@walkout/contracts';
import type { CameraPlace, EpochMs, ImageTrack, MessageOf, StoreLayout } from '@walkout/contracts';
import { keypointsOf } from '../body/index.ts';
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { isVisible } from './sight.ts';
import type { PosedShopper } from './truth-of-world.ts';

/** What an edge node would say of a frame. */
export interface TracksMessage {
  readonly at: EpochMs;
  readonly id: string;
  readonly name: 'cameraTracks';
  readonly body: MessageOf<'cameraTracks'>;
}

/** How wrong a pose net is: pixels, for a joint that is seen and for one that is guessed. */
export interface PoseNoise {
  readonly visiblePixels: number;
  readonly hiddenPixels: number;
}
const USUAL_NOISE: PoseNoise = { visiblePixels: 2, hiddenPixels: 8 };

/** Fewer joints than this are no detection; and even so one is missed now and then. */
const FEWEST_VISIBLE = 5;
const MISS_CHANCE = 0.02;
/** A track that was not seen for this many frames comes back under another number. */
const LOST_FRAMES = 10;
const VISIBLE_CONFIDENCE = [0.7, 0.98] as const;
const HIDDEN_CONFIDENCE = [0.05, 0.45] as const;
/** The box of a person goes this far beyond the joints, as a part of its height. */
const BOX_MARGIN = 0.06;

const tenth = (value: number): number => Math.round(value * 10) / 10;
const hundredth = (value: number): number => Math.round(value * 100) / 100;

interface Tracks {
  next: number;
  readonly byShopper: Map<string, { track: number; lastFrame: number }>;
}

function trackOf(tracks: Tracks, shopper: string, frame: number): number {
  const known = tracks.byShopper.get(shopper);
  const track = known !== undefined && frame - known.lastFrame <= LOST_FRAMES ? known.track : tracks.next++;
  tracks.byShopper.set(shopper, { track, lastFrame: frame });
  return track;
}

/** Joints as a pose net would give them: a little off, doubtful where something hides them, none outside the image. */
function seenJoints(layout: StoreLayout, camera: CameraPlace, { person, everyone, noise, random }: { person: PosedShopper; everyone: readonly PosedShopper[]; noise: PoseNoise; random: Random }) {
  const { calibration, imageSize } = camera;
  const others = everyone.filter((other) => other !== person).map(({ shopper, shape }) => ({ position: shopper.position, height: shape.heightM }));
  let visible = 0;
  const keypoints = keypointsOf(person.shape, person.pose).map((point): [number, number, number] => {
    const pixel = project(calibration!, point);
    if (pixel === undefined || pixel[0] < 0 || pixel[1] < 0 || pixel[0] >= imageSize.width || pixel[1] >= imageSize.height) return [0, 0, 0];
    const isSeen = isVisible(layout, { camera: calibration!, point, others });
    if (isSeen) visible++;
    const spread = isSeen ? noise.visiblePixels : noise.hiddenPixels;
    const [least, most] = isSeen ? VISIBLE_CONFIDENCE : HIDDEN_CONFIDENCE;
    return [tenth(random.normal(pixel[0], spread)), tenth(random.normal(pixel[1], spread)), hundredth(random.uniform(least, most))];
  });
  return { keypoints, visible };
}

function boxAround(keypoints: readonly (readonly [number, number, number])[]): [number, number, number, number] {
  const seen = keypoints.filter(([, , confidence]) => confidence > 0);
  const range = (axis: 0 | 1) => [Math.min(...seen.map((joint) => joint[axis])), Math.max(...seen.map((joint) => joint[axis]))] as const;
  const [[left, right], [top, bottom]] = [range(0), range(1)];
  const margin = (bottom - top) * BOX_MARGIN;
  return [tenth(left - margin), tenth(top - margin), tenth(right - left + 2 * margin), tenth(bottom - top + 2 * margin)];
}

/**
 * Stands in for cameras and edge nodes where no pictures are wanted: the shoppers' joints as a pose net would report them.
 * Knows nothing of who anybody is: tracks are numbered a camera, anew after each loss.
 */
export function createCameraFeed(layout: StoreLayout, seed: number | string, noise: PoseNoise = USUAL_NOISE) {
  const cameras = layout.cameras
    .filter(({ calibration }) => calibration !== undefined)
    .map((camera) => ({ camera, random: createRandom(`${seed}/camera ${camera.id}`), tracks: { next: 1, byShopper: new Map() } as Tracks }));
  return (frame: number, at: EpochMs, posed: readonly PosedShopper[]): TracksMessage[] =>
    cameras.map(({ camera, random, tracks }): TracksMessage => ({
      at, id: camera.id, name: 'cameraTracks',
      body: {
        capturedAt: at,
        sequence: frame,
        tracks: posed.flatMap((person): ImageTrack[] => {
          const { keypoints, visible } = seenJoints(layout, camera, { person, everyone: posed, noise, random });
          if (visible < FEWEST_VISIBLE || random.chance(MISS_CHANCE)) return [];
          const score = hundredth(0.4 + (0.55 * visible) / KEYPOINTS.length);
          return [{ track: trackOf(tracks, person.shopper.id, frame), box: boxAround(keypoints), score, keypoints }];
        }),
      },
    }));
}
