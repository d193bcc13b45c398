import { KEYPOINTS, project } from '@walkout/contracts';
import type { CameraPlace, FloorPoint, ImagePoint, StoreLayout, StorePoint } from '@walkout/contracts';
import { keypointsOf } from '../../body/index.ts';
import type { PosedShopper } from '../truth-of-world.ts';
import type { JointState } from './pose-noise.ts';
import { createSight } from './sight.ts';
import type { Upright } from './sight.ts';

/** A joint as a perfect camera would show it. */
export interface TrueJoint {
  readonly pixel: ImagePoint;
  readonly state: JointState;
}

/** A person in one picture. */
export interface TrueFigure {
  readonly person: PosedShopper;
  /** In COCO's order; `undefined` outside the picture. */
  readonly joints: readonly (TrueJoint | undefined)[];
  /** Larger side of the box around the joints in the picture, px. */
  readonly size: number;
  /** Share of all joints that are in the picture and behind nothing. */
  readonly share: number;
}

/** People whose hips are further from a camera are too small in its picture, metres. */
const FARTHEST = 14;

/** Somebody with their joints in space: worked out once for all cameras. */
export interface Figure {
  readonly person: PosedShopper;
  readonly points: readonly StorePoint[];
  readonly body: Upright;
  /** Whether the left and the right hand are among the goods. */
  readonly atWork: readonly [boolean, boolean];
}

/** A hand is among the goods when most of its way there is done, or little of that back. */
const isAtWork = ({ from, to, progress }: PosedShopper['shopper']['hands']['left']): boolean =>
  (to.kind === 'store' && progress > 0.6) || (from.kind === 'store' && progress < 0.4);

export function figuresOf(posed: readonly PosedShopper[]): Figure[] {
  return posed.map((person) => {
    const points = keypointsOf(person.shape, person.pose);
    return {
      person, points,
      body: { position: person.shopper.position, height: person.shape.heightM },
      atWork: [isAtWork(person.shopper.hands.left), isAtWork(person.shopper.hands.right)],
    };
  });
}

/** What of people a camera would show if it were perfect; those too far away, or with no joint in the picture, left out. */
export function createTrueView(layout: StoreLayout, { calibration, imageSize }: CameraPlace): (figures: readonly Figure[]) => TrueFigure[] {
  const sight = createSight(layout, calibration!);
  const near = ([x, y]: FloorPoint) => Math.hypot(x - sight.eye[0], y - sight.eye[1]) < FARTHEST;
  const inPicture = ([x, y]: ImagePoint) => x >= 0 && y >= 0 && x < imageSize.width && y < imageSize.height;

  const view = (figure: Figure, figures: readonly Figure[]): TrueFigure | undefined => {
    const pixels = figure.points.map((point) => project(calibration!, point)).map((pixel) => (pixel !== undefined && inPicture(pixel) ? pixel : undefined));
    const shown = pixels.filter((pixel) => pixel !== undefined);
    if (shown.length === 0) return undefined;
    const others = sight.before(figure.body.position, figures.filter((other) => other !== figure).map(({ body }) => body));
    const joints = pixels.map((pixel, index): TrueJoint | undefined => {
      if (pixel === undefined) return undefined;
      const name = KEYPOINTS[index]!;
      const isArm = name.endsWith('_wrist') || name.endsWith('_elbow');
      if (isArm && figure.atWork[name.startsWith('left') ? 0 : 1]) return { pixel, state: 'atWork' };
      return { pixel, state: sight.isVisible(figure.points[index]!, others) ? 'seen' : 'hidden' };
    });
    const extent = (axis: 0 | 1) => Math.max(...shown.map((pixel) => pixel[axis])) - Math.min(...shown.map((pixel) => pixel[axis]));
    const clear = joints.filter((joint) => joint !== undefined && joint.state !== 'hidden').length;
    return { person: figure.person, joints, size: Math.max(1, extent(0), extent(1)), share: clear / KEYPOINTS.length };
  };
  return (figures) => figures.filter(({ body }) => near(body.position)).flatMap((figure) => view(figure, figures) ?? []);
}
