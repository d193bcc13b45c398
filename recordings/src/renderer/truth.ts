import { KEYPOINTS, toCameraFrame, project } from '@walkout/contracts';
import type { ImageBox, KeypointName, StorePoint } from '@walkout/contracts';
import { keypointsOf } from '../body/keypoints.ts';
import type { Camera, Frame, FrameContents, PersonTruth, Visibility } from './scene-description.ts';

/** How deep a joint may lie under the body's own surface and still count as seen, metres. */
const OWN_DEPTH: Partial<Record<KeypointName, number>> = {
  nose: 0.05, left_eye: 0.05, right_eye: 0.05, left_ear: 0.07, right_ear: 0.07,
  left_shoulder: 0.14, right_shoulder: 0.14, left_hip: 0.2, right_hip: 0.2,
  left_wrist: 0.08, right_wrist: 0.08, left_elbow: 0.09, right_elbow: 0.09,
  left_ankle: 0.1, right_ankle: 0.1,
};
const OTHER_OWN_DEPTH = 0.12;
/** How far in front of a joint something else may stand before it hides it. */
const FOREIGN_DEPTH = 0.03;

/** The part of a box inside an image; `undefined` when there is none. */
function clippedBox([x, y, width, height]: ImageBox, image: { readonly width: number; readonly height: number }): ImageBox | undefined {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const [right, bottom] = [Math.min(image.width, x + width), Math.min(image.height, y + height)];
  return right > left && bottom > top ? [left, top, right - left, bottom - top] : undefined;
}

/** Bounds and number of the pixels of each person. */
function visiblePixels({ id, width }: Frame, people: number) {
  const seen = Array.from({ length: people }, () => ({ pixels: 0, left: Infinity, top: Infinity, right: 0, bottom: 0 }));
  for (let pixel = 0; pixel < id.length; pixel++) {
    if (id[pixel] === 0) continue;
    const person = seen[id[pixel]! - 1]!;
    const x = pixel % width;
    const y = Math.trunc(pixel / width);
    person.pixels++;
    person.left = Math.min(person.left, x);
    person.right = Math.max(person.right, x + 1);
    person.top = Math.min(person.top, y);
    person.bottom = Math.max(person.bottom, y + 1);
  }
  return seen;
}

/**
 * What is truly to be seen in a frame of each person, in the order of the contents. A joint counts as visible when
 * nothing but its own flesh lies over it.
 *
 * @param frame rendered by the same camera with the same contents
 */
export function truthOf(frame: Frame, camera: Camera, { people }: FrameContents): readonly PersonTruth[] {
  const seen = visiblePixels(frame, people.length);
  return people.map(({ shape, pose }, index) => {
    const { pixels, left, top, right, bottom } = seen[index]!;
    const outline = frame.outlines[index]!;
    return {
      visibleBox: pixels === 0 ? undefined : [left, top, right - left, bottom - top],
      fullBox: outline.box && clippedBox(outline.box, frame),
      visibleShare: outline.pixels === 0 ? 0 : pixels / outline.pixels,
      keypoints: keypointsOf(shape, pose).map((joint, keypoint) => {
        const pixel = project(camera.calibration, joint);
        if (pixel === undefined) return [0, 0, 0] as const;
        return [pixel[0], pixel[1], visibilityOf(frame, camera, { joint, pixel, name: KEYPOINTS[keypoint]!, person: index })] as const;
      }),
    };
  });
}

interface Joint {
  readonly joint: StorePoint;
  readonly pixel: readonly [number, number];
  readonly name: KeypointName;
  readonly person: number;
}

function visibilityOf(frame: Frame, camera: Camera, { joint, pixel, name, person }: Joint): Visibility {
  const [x, y] = [Math.floor(pixel[0]), Math.floor(pixel[1])];
  if (x < 0 || y < 0 || x >= frame.width || y >= frame.height) return 0;
  const at = y * frame.width + x;
  const own = frame.id[at] === person + 1;
  const allowed = own ? (OWN_DEPTH[name] ?? OTHER_OWN_DEPTH) : FOREIGN_DEPTH;
  return toCameraFrame(camera.calibration, joint)[2] <= frame.depth[at]! + allowed ? 2 : 1;
}
