import type { ImageBox } from '@walkout/contracts';
import { meshOf } from '../body/mesh.ts';
import type { Background } from './background.ts';
import type { Crowd } from './crowd.ts';
import { createSpot, paintInto } from './paint.ts';
import { rasteriseInto } from './rasterise.ts';
import type { Camera, Frame, FrameContents, Outline, Solid } from './scene-description.ts';
import type { Scene } from './scene.ts';
import { backgroundIn, crowdIn } from './scene.ts';
import type { Figure, Fragment, Lighting } from './shade.ts';
import { castShadowsInto, illumination, shadeBodyInto } from './shade.ts';
import { screenOf, soupOf } from './solids.ts';
import { softenEdgesInto } from './soften-edges.ts';
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
function drawPeople({ view, scratch: { target, marks } }: Background, contents: FrameContents, crowd: Crowd) {
  marks.fill(0);
  const figures: Figure[] = [];
  const outlines: Outline[] = [];
  let firstFace = contents.props.length + 1;
  crowd.meshes.forEach((posed, index) => {
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

interface Movers {
  readonly props: readonly Solid[];
  readonly figures: readonly Figure[];
  readonly lighting: Lighting;
}

/** Colours the pixels of what moves. @returns what each pixel belongs to: 0, a person's number, or {@link PROP} */
function shadeMoversInto(rgb: Uint8Array, { view, scratch: { target } }: Background, { props, figures, lighting }: Movers): Uint8Array {
  const owners = new Uint8Array(target.face.length);
  const spot = createSpot();
  const point = new Float64Array(3);
  const colour = new Float64Array(3);
  const fragment: Fragment = { x: 0, y: 0, face: 0 };
  for (let pixel = 0; pixel < owners.length; pixel++) {
    const face = target.face[pixel]!;
    if (face === 0) continue;
    fragment.x = pixel % view.width;
    fragment.y = Math.trunc(pixel / view.width);
    fragment.face = face;
    if (face <= props.length) {
      owners[pixel] = PROP;
      unprojectInto(point, view, { x: fragment.x + 0.5, y: fragment.y + 0.5, depth: 1 / target.nearness[pixel]! });
      paintInto(spot, props[face - 1]!, point);
      lighting.look.grainInto?.(spot, point);
      const amount = illumination(lighting, point, spot.normal);
      for (let axis = 0; axis < 3; axis++) colour[axis] = spot.colour[axis]! * amount * lighting.light.colour[axis]!;
    } else {
      let person = figures.length - 1;
      while (figures[person]!.firstFace > face) person--;
      owners[pixel] = person + 1;
      shadeBodyInto(colour, { figure: figures[person]!, lighting }, fragment);
    }
    for (let axis = 0; axis < 3; axis++) rgb[pixel * 3 + axis] = lighting.look.tone(colour[axis]!);
  }
  return owners;
}

/**
 * One picture of a store, with the buffers that say what is where. The same input gives the same bytes.
 *
 * @param camera   its lens is taken to be free of distortion
 * @param contents give the same object for all cameras of a moment: people are posed once for it; at most 254 people
 */
export function renderFrame(scene: Scene, camera: Camera, contents: FrameContents): Frame {
  const { look } = scene;
  const background = backgroundIn(scene, camera, contents.stock);
  const crowd = crowdIn(scene, contents);
  const { view, scratch: { target } } = background;
  target.nearness.set(background.nearness);
  target.face.fill(0);
  rasteriseInto(target, screenOf(soupOf(contents.props), view, 1));
  const { figures, outlines } = drawPeople(background, contents, crowd);

  const rgb = background.rgb.slice();
  castShadowsInto(rgb, background, { shadow: crowd.shadow, face: target.face, tone: look.tone });
  const lighting = { light: scene.description.light, look, shadow: crowd.shadow };
  const owners = shadeMoversInto(rgb, background, { props: contents.props, figures, lighting });
  softenEdgesInto(rgb, owners, view.width);

  const depth = new Float32Array(owners.length);
  for (let pixel = 0; pixel < depth.length; pixel++) {
    depth[pixel] = 1 / target.nearness[pixel]!;
    if (owners[pixel] === PROP) owners[pixel] = 0;
  }
  return { width: view.width, height: view.height, rgb, depth, id: owners, outlines };
}
