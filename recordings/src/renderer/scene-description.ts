import type { Calibration, ImageBox, Pixels, Radians, StorePoint, Vector3 } from '@walkout/contracts';
import type { BodyPose } from '../body/skeleton.ts';
import type { BodyShape, Colour } from '../body/shape.ts';

/** How a surface is painted. `seed` varies what a pattern leaves open. */
export interface Paint {
  readonly pattern: 'plain' | 'tiles' | 'planks' | 'speckle' | 'product' | 'poster' | 'grid';
  readonly colour: Colour;
  /** The second colour of a pattern: joints of tiles, a product's label. */
  readonly accent: Colour;
  readonly seed: number;
}

/** A thing of simple form. Objects are compared by identity: keep the same object for what does not change. */
export interface Solid {
  readonly form: 'box' | 'bottle' | 'can';
  /** Store frame. */
  readonly centre: StorePoint;
  /** Along the solid's own x, y and z, metres. */
  readonly size: Vector3;
  /** Turned about z, counter-clockwise. */
  readonly yaw: Radians;
  readonly paint: Paint;
}

/** The light of a store: lamps under the ceiling that throw no hard shadow, and one brighter side that does. */
export interface Light {
  /** From the floor towards the brighter side, length 1. */
  readonly direction: Vector3;
  readonly directStrength: number;
  readonly ambientStrength: number;
  /** Cast of the whole picture; white is [1, 1, 1]. */
  readonly colour: Colour;
}

export interface SceneDescription {
  /** Floor, walls and furniture: what never moves. */
  readonly statics: readonly Solid[];
  readonly light: Light;
}

/** A camera of the store layout whose place is known. */
export interface Camera {
  readonly id: string;
  readonly imageSize: { readonly width: number; readonly height: number };
  readonly calibration: Calibration;
}

/** What one frame shows beside the scene itself. */
export interface FrameContents {
  readonly people: readonly { readonly shape: BodyShape; readonly pose: BodyPose }[];
  /** Goods on the shelves. They change seldom: a solid that is the same object as in the frame before costs nothing. */
  readonly stock: readonly Solid[];
  /** Things on the move: goods in hands, baskets. */
  readonly props: readonly Solid[];
}

/** A picture and the truth buffers it was made with, row by row from the top left. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel: red, green, blue, sRGB. */
  readonly rgb: Uint8Array;
  /** Distance along the camera's axis, metres; infinite where nothing stands. */
  readonly depth: Float32Array;
  /** 0 nobody, k + 1 person k of the frame's contents. */
  readonly id: Uint8Array;
  /** One entry a person: what its body covers of this image, were nothing in the way. */
  readonly outlines: readonly Outline[];
}

/** What a body covers of an image. */
export interface Outline {
  /** Pixels it would show if nothing hid it. */
  readonly pixels: number;
  /** Around its outline, not clipped to the image; `undefined` behind the camera. */
  readonly box: ImageBox | undefined;
}

/** Of a keypoint: 0 outside the image, 1 inside but hidden, 2 visible (COCO's flags). */
export type Visibility = 0 | 1 | 2;

/** What is truly to be seen of one person in one frame. */
export interface PersonTruth {
  /** Around the visible pixels; `undefined` when there are none. */
  readonly visibleBox: ImageBox | undefined;
  /** Around the whole body as if nothing hid it, clipped to the image; `undefined` when outside. */
  readonly fullBox: ImageBox | undefined;
  /** Visible pixels over the pixels the body would cover in this image if nothing hid it. */
  readonly visibleShare: number;
  readonly keypoints: readonly (readonly [x: Pixels, y: Pixels, visibility: Visibility])[];
}
