import { packKeypoints } from '@walkout/contracts';
import type { CameraPlace, EpochMs, ImageTrack, MessageOf, StoreLayout } from '@walkout/contracts';
import { createRandom } from '../../random.ts';
import type { Random } from '../../random.ts';
import type { PosedShopper } from '../truth-of-world.ts';
import { clothesOf } from './clothes.ts';
import { FITTED_NOISE } from './fitted-noise.ts';
import { createGhosts } from './ghosts.ts';
import { atTenths, createJointErrors } from './joint-errors.ts';
import { createTrueView, figuresOf } from './joint-truth.ts';
import type { TrueFigure } from './joint-truth.ts';
import type { PoseNoise } from './pose-noise.ts';

/** What an edge node would say of a frame. */
export interface TracksMessage {
  readonly at: EpochMs;
  readonly id: string;
  readonly name: 'cameraTracks';
  readonly body: MessageOf<'cameraTracks'>;
}

/** Fewer joints in the picture than this are no person to a detector. */
const FEWEST_JOINTS = 4;
/** The box of a person goes this far beyond the joints, as a part of its height. */
const BOX_MARGIN = 0.06;

const tenth = (value: number): number => Math.round(value * 10) / 10;
const hundredth = (value: number): number => Math.round(value * 100) / 100;

/** Whether any joint is reported at all: a network gives no box around nothing. */
export const isShown = (keypoints: readonly (readonly [number, number, number])[]): boolean => keypoints.some(([, , confidence]) => confidence > 0);

export function boxAround(keypoints: readonly (readonly [number, number, number])[]): [number, number, number, number] {
  const seen = keypoints.filter(([, , confidence]) => confidence > 0);
  const range = (axis: 0 | 1) => [Math.min(...seen.map((joint) => joint[axis])), Math.max(...seen.map((joint) => joint[axis]))] as const;
  const [[left, right], [top, bottom]] = [range(0), range(1)];
  const margin = (bottom - top) * BOX_MARGIN;
  return [tenth(left - margin), tenth(top - margin), tenth(right - left + 2 * margin), tenth(bottom - top + 2 * margin)];
}

/** One person before one camera. */
interface Follower {
  track: number;
  readonly find: ReturnType<typeof createJointErrors>;
  readonly bias: readonly number[];
  readonly random: Random;
  isLost: boolean;
}

function createCamera(layout: StoreLayout, camera: CameraPlace, { noise, random }: { noise: PoseNoise; random: Random }) {
  const view = createTrueView(layout, camera);
  const followers = new Map<string, Follower>();
  let tracks = 0;
  const haunt = createGhosts(noise.ghosts, random.fork('ghosts'), () => ++tracks);
  const followerOf = ({ shopper, shape }: PosedShopper): Follower => {
    let follower = followers.get(shopper.id);
    if (follower === undefined) {
      const own = random.fork(shopper.id);
      const bias = clothesOf(shape).map(() => own.normal(0, noise.appearance.bias));
      followers.set(shopper.id, (follower = { track: ++tracks, find: createJointErrors(noise, own), bias, random: own, isLost: false }));
    }
    return follower;
  };

  const trackOf = (figure: TrueFigure): ImageTrack | undefined => {
    const follower = followerOf(figure.person);
    const own = follower.random;
    const rate = noise.misses.find(({ upTo }) => figure.share <= upTo) ?? noise.misses.at(-1)!;
    follower.isLost = follower.isLost ? !own.chance(rate.found) : own.chance(rate.lost);
    if (own.chance(noise.switches)) follower.track = ++tracks;
    const keypoints = follower.find(figure);
    const score = hundredth(atTenths(noise.score, own.next()));
    const clothes = clothesOf(figure.person.shape).map((value, index) => Math.min(1, Math.max(0, Math.round((value + follower.bias[index]! + own.normal(0, noise.appearance.spread)) * 1000) / 1000)));
    const isNaked = own.chance(noise.appearance.none);
    if (follower.isLost || figure.joints.filter((joint) => joint !== undefined).length < FEWEST_JOINTS || !isShown(keypoints)) return undefined;
    return { track: follower.track, box: boxAround(keypoints), score, keypoints: packKeypoints(keypoints), ...(isNaked ? {} : { appearance: clothes }) };
  };

  return (figures: Parameters<typeof view>[0]): ImageTrack[] => {
    const shown = view(figures);
    return [...shown.flatMap((figure) => trackOf(figure) ?? []), ...haunt(shown, camera)];
  };
}

/**
 * Stands in for cameras and edge nodes where no pictures are wanted: people's joints as our networks would report them.
 * Knows nothing of who anybody is: tracks are numbered a camera, anew after each switch.
 *
 * @param noise left out: as fitted to our own networks, see `fitted-noise.ts`
 */
export function createCameraFeed(layout: StoreLayout, seed: number | string, noise: PoseNoise = FITTED_NOISE) {
  const cameras = layout.cameras
    .filter(({ calibration }) => calibration !== undefined)
    .map((camera) => ({ camera, see: createCamera(layout, camera, { noise, random: createRandom(`${seed}/camera ${camera.id}`) }) }));
  return (frame: number, at: EpochMs, posed: readonly PosedShopper[]): TracksMessage[] => {
    const figures = figuresOf(posed);
    return cameras.map(({ camera, see }): TracksMessage => ({
      at, id: camera.id, name: 'cameraTracks', body: { capturedAt: at, sequence: frame, tracks: see(figures) },
    }));
  };
}
