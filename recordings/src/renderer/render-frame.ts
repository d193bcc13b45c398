import type { ImageBox } from '@walkout/contracts';
import { meshOf } from '../body/mesh.ts';
import { createSpot, paintInto } from './paint.ts';
import type { Target } from './rasterise.ts';
import { createTarget, rasteriseInto } from './rasterise.ts';
import type { Camera, Frame, FrameContents, Outline } from './scene-description.ts';
import type { Scene } from './scene.ts';
import { backgroundIn, crowdIn } from './scene.ts';
import type { Figure, Lighting } from './shade.ts';
import { illumination, shadeBackgroundInto, shadeBodyInto } from './shade.ts';
import { screenOf, soupOf } from './solids.ts';
import { softenEdgesInto } from './soften-edges.ts';
import { toneOf } from './tone.ts';
import type { View } from './view.ts';
import { projectInto, unprojectInto } from './view.ts';

/** In the owners' buffer: something carried. People are 1 to 254, what stands still is 0. */
const PROP = 255;

/** Around the points of a mesh before the camera, not clipped; `undefined` when there are none. */
function boxAround(screen: Float32Array): ImageBox | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < screen.length; at += 3) {
    if (screen[at + 2]! < 0) continue;
    left = Math.min(left, screen[at]!);
    right = Math.max(right, screen[at]!);
    top = Math.min(top, screen[at + 1]!);
    bottom = Math.max(bottom, screen[at + 1]!);
  }
  return left > right ? undefined : [left, top, right - left, bottom - top];
}

/** Draws the bodies; figures and outlines come in the order of the people. */
function drawPeople(target: Target, view: View, { contents, scene }: { contents: FrameContents; scene: Scene }) {
  const marks = new Uint32Array(view.width * view.height);
  const figures: Figure[] = [];
  const outlines: Outline[] = [];
  let firstFace = contents.props.length + 1;
  crowdIn(scene, contents).meshes.forEach((posed, index) => {
    const { shape } = contents.people[index]!;
    const mesh = meshOf(shape);
    const screen = new Float32Array(posed.positions.length);
    projectInto(screen, view, posed.positions);
    const outline = { marks, mark: index + 1, pixels: 0 };
    rasteriseInto(target, { screen, corners: mesh.triangles, firstFace, cull: true, outline });
    figures.push({ shape, mesh, posed, screen, firstFace });
    outlines.push({ pixels: outline.pixels, box: boxAround(screen) });
    firstFace += mesh.triangles.length / 3;
  });
  return { figures, outlines };
}

/**
 * One picture of a store, with the buffers that say what is where. The same input gives the same bytes.
 *
 * @param camera   its lens is taken to be free of distortion
 * @param contents give the same object for all cameras of a moment: people are posed once for it; at most 254 people
 */
export function renderFrame(scene: Scene, camera: Camera, contents: FrameContents): Frame {
  const background = backgroundIn(scene, camera, contents.stock);
  const { view } = background;
  const { width, height } = view;
  const target = createTarget(width, height);
  target.nearness.set(background.nearness);
  const { props } = contents;
  rasteriseInto(target, screenOf(soupOf(props), view, 1));
  const { figures, outlines } = drawPeople(target, view, { contents, scene });

  const { light } = scene.description;
  const { shadow } = crowdIn(scene, contents);
  const lighting: Lighting = { light, shadow };
  const rgb = background.rgb.slice();
  const owners = new Uint8Array(width * height);
  const depth = new Float32Array(width * height);
  const spot = createSpot();
  const point = new Float64Array(3);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      depth[pixel] = 1 / target.nearness[pixel]!;
      const face = target.face[pixel]!;
      if (face === 0) shadeBackgroundInto(rgb, { background, shadow }, pixel);
      else if (face <= props.length) {
        owners[pixel] = PROP;
        unprojectInto(point, view, { x: x + 0.5, y: y + 0.5, depth: depth[pixel]! });
        paintInto(spot, props[face - 1]!, point);
        const amount = illumination(lighting, point, spot.normal);
        for (let axis = 0; axis < 3; axis++) rgb[pixel * 3 + axis] = toneOf(spot.colour[axis]! * amount * light.colour[axis]!);
      } else {
        let person = figures.length - 1;
        while (figures[person]!.firstFace > face) person--;
        owners[pixel] = person + 1;
        shadeBodyInto(rgb, { figure: figures[person]!, lighting }, { x, y, at: pixel * 3, face });
      }
    }
  }
  softenEdgesInto(rgb, owners, width);
  return { width, height, rgb, depth, id: owners.map((owner) => (owner === PROP ? 0 : owner)), outlines };
}
