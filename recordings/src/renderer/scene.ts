import { project } from '@walkout/contracts';
import type { StorePoint } from '@walkout/contracts';
import type { Background } from './background.ts';
import { createBackground, paintBackgroundInto } from './background.ts';
import type { Crowd } from './crowd.ts';
import { crowdOf } from './crowd.ts';
import type { Daylight } from './daylight.ts';
import { daylightOf } from './daylight.ts';
import { LOOKS } from './look.ts';
import type { Look } from './look.ts';
import type { Window } from './rasterise.ts';
import type { Camera, FrameContents, SceneDescription, Solid } from './scene-description.ts';

/** Beyond so many changes a background is painted anew as a whole. */
const MOST_PATCHES = 40;
const PATCH_MARGIN = 3;

/** A store to be pictured, with what has been worked out about it so far. */
export interface Scene {
  readonly description: SceneDescription;
  /** How it comes out in a picture. */
  readonly look: Look;
  readonly daylight: Daylight;
  /** By camera id: the background and the stock that it shows. */
  readonly backgrounds: Map<string, { readonly camera: Camera; readonly background: Background; stock: readonly Solid[] }>;
  /** The people posed last, for the next camera of the same moment. */
  readonly crowds: WeakMap<FrameContents, Crowd>;
}

/** Prepares a scene: the shadows of its furniture are worked out once, here. */
export const createScene = (description: SceneDescription, look: Look = LOOKS.a): Scene => ({
  description,
  look,
  daylight: daylightOf(description),
  backgrounds: new Map(),
  crowds: new WeakMap(),
});

/** The people of a moment; posed once for all cameras that ask with the same contents object. */
export function crowdIn(scene: Scene, contents: FrameContents): Crowd {
  let crowd = scene.crowds.get(contents);
  if (crowd === undefined) {
    crowd = crowdOf(contents, scene.description.light, scene.daylight.extent);
    scene.crowds.set(contents, crowd);
  }
  return crowd;
}

/** The part of a camera's image in which a solid may appear; the whole image when it reaches behind the camera. */
function windowOf({ centre, size, yaw }: Solid, camera: Camera): Window {
  const { width, height } = camera.imageSize;
  const [cos, sin] = [Math.cos(yaw), Math.sin(yaw)];
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((index): StorePoint => {
    const [x, y] = [((index & 1) - 0.5) * size[0], (((index >> 1) & 1) - 0.5) * size[1]];
    return [centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos, centre[2] + ((index >> 2) - 0.5) * size[2]];
  });
  const pixels = corners.map((corner) => project(camera.calibration, corner));
  if (pixels.some((pixel) => pixel === undefined)) return { left: 0, top: 0, right: width, bottom: height };
  const [xs, ys] = [0, 1].map((axis) => pixels.map((pixel) => pixel![axis as 0 | 1])) as [number[], number[]];
  const inside = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  return {
    left: inside(Math.min(...xs) - PATCH_MARGIN, width),
    top: inside(Math.min(...ys) - PATCH_MARGIN, height),
    right: inside(Math.max(...xs) + PATCH_MARGIN, width),
    bottom: inside(Math.max(...ys) + PATCH_MARGIN, height),
  };
}

/** The background of a camera with this stock; only what changed since the last call is painted anew. */
export function backgroundIn(scene: Scene, camera: Camera, stock: readonly Solid[]): Background {
  const known = scene.backgrounds.get(camera.id);
  const solids = [...scene.description.statics, ...stock];
  const stage = { camera, solids, light: scene.description.light, look: scene.look, daylight: scene.daylight };
  const whole: Window = { left: 0, top: 0, right: camera.imageSize.width, bottom: camera.imageSize.height };
  if (known === undefined || known.camera !== camera) {
    const background = createBackground(camera);
    paintBackgroundInto(background, stage, whole);
    scene.backgrounds.set(camera.id, { camera, background, stock });
    return background;
  }
  if (known.stock !== stock) {
    const [before, now] = [new Set(known.stock), new Set(stock)];
    const changed = [...known.stock.filter((solid) => !now.has(solid)), ...stock.filter((solid) => !before.has(solid))];
    const windows = changed.length > MOST_PATCHES ? [whole] : changed.map((solid) => windowOf(solid, camera));
    for (const window of windows) {
      if (window.left < window.right && window.top < window.bottom) paintBackgroundInto(known.background, stage, window);
    }
    known.stock = stock;
  }
  return known.background;
}
