import type { BodyMesh, PosedMesh } from '../body/mesh.ts';
import type { BodyShape } from '../body/shape.ts';
import type { Background } from './background.ts';
import type { Look } from './look.ts';
import type { Light } from './scene-description.ts';
import type { ShadowMap } from './shadow-map.ts';
import { lightAt } from './shadow-map.ts';

/** A body, ready to be shaded. */
export interface Figure {
  readonly shape: BodyShape;
  readonly mesh: BodyMesh;
  readonly posed: PosedMesh;
  /** Image x, y and nearness a vertex. */
  readonly screen: Float32Array;
  readonly firstFace: number;
}

export interface Lighting {
  readonly light: Light;
  readonly look: Look;
  readonly shadow: ShadowMap;
}

const SHADOW_BIAS = 0.02;
/** A surface is looked up this far outside of itself, so that it does not shadow itself. */
const SHADOW_OFFSET = 0.035;

const lit = new Float64Array(3);

/** Light on a surface: on [0] what does not depend on shadows, on the whole what is returned. */
export function illumination({ light, look, shadow }: Lighting, point: Float64Array, normal: Float64Array): number {
  const nx = normal[0]!;
  const ny = normal[1]!;
  const nz = normal[2]!;
  const ambient = light.ambientStrength * look.lamps(nz);
  const facing = look.direct(nx * light.direction[0] + ny * light.direction[1] + nz * light.direction[2]);
  if (facing === 0) return ambient;
  lit[0] = point[0]! + nx * SHADOW_OFFSET;
  lit[1] = point[1]! + ny * SHADOW_OFFSET;
  lit[2] = point[2]! + nz * SHADOW_OFFSET;
  return ambient + light.directStrength * facing * lightAt(shadow, lit, SHADOW_BIAS);
}

/** How much of the accent colour the print of a top shows at a place of the body at rest. */
function printAt(pattern: BodyShape['topPattern'], across: number, z: number): number {
  if (pattern === 'stripes') return Math.floor(z * 24) & 1;
  if (pattern === 'checks') return 0.4 * ((Math.floor(z * 16) & 1) + (Math.floor(across * 16) & 1));
  if (pattern === 'halves') return z < 1.22 ? 1 : 0;
  return 0;
}

const point = new Float64Array(3);
const normal = new Float64Array(3);
const rest = new Float64Array(3);

/** A pixel and the triangle over its middle; filled anew for each pixel. */
export interface Fragment {
  x: number;
  y: number;
  face: number;
}

/** Linear colour of one pixel of a body. */
export function shadeBodyInto(colour: Float64Array, { figure, lighting }: { figure: Figure; lighting: Lighting }, { x, y, face }: Fragment): void {
  const { mesh, posed, screen, shape } = figure;
  const corner = (face - figure.firstFace) * 3;
  const a = mesh.triangles[corner]! * 3;
  const b = mesh.triangles[corner + 1]! * 3;
  const c = mesh.triangles[corner + 2]! * 3;
  const x0 = screen[a]!;
  const y0 = screen[a + 1]!;
  const x1 = screen[b]! - x0;
  const y1 = screen[b + 1]! - y0;
  const x2 = screen[c]! - x0;
  const y2 = screen[c + 1]! - y0;
  const inverse = 1 / (x1 * y2 - x2 * y1);
  const dx = x + 0.5 - x0;
  const dy = y + 0.5 - y0;
  const w1 = (dx * y2 - dy * x2) * inverse;
  const w2 = (dy * x1 - dx * y1) * inverse;
  const w0 = 1 - w1 - w2;
  for (let axis = 0; axis < 3; axis++) {
    point[axis] = posed.positions[a + axis]! * w0 + posed.positions[b + axis]! * w1 + posed.positions[c + axis]! * w2;
    normal[axis] = posed.normals[a + axis]! * w0 + posed.normals[b + axis]! * w1 + posed.normals[c + axis]! * w2;
    colour[axis] = mesh.colours[a + axis]! * w0 + mesh.colours[b + axis]! * w1 + mesh.colours[c + axis]! * w2;
  }
  if (shape.topPattern !== 'plain' && mesh.patterned[a / 3] === 1) {
    for (let axis = 0; axis < 3; axis++) rest[axis] = mesh.rest[a + axis]! * w0 + mesh.rest[b + axis]! * w1 + mesh.rest[c + axis]! * w2;
    const print = printAt(shape.topPattern, rest[0]! + rest[1]!, rest[2]!);
    for (let axis = 0; axis < 3; axis++) colour[axis]! += (shape.accentColour[axis]! - colour[axis]!) * print;
  }
  const size = 1 / (Math.sqrt(normal[0]! ** 2 + normal[1]! ** 2 + normal[2]! ** 2) || 1);
  for (let axis = 0; axis < 3; axis++) normal[axis]! *= size;
  if (lighting.look.grainInto !== undefined) {
    for (let axis = 0; axis < 3; axis++) rest[axis] = mesh.rest[a + axis]! * w0 + mesh.rest[b + axis]! * w1 + mesh.rest[c + axis]! * w2;
    lighting.look.grainInto({ normal, colour }, rest);
  }
  const amount = illumination(lighting, point, normal);
  for (let axis = 0; axis < 3; axis++) colour[axis]! *= amount * lighting.light.colour[axis]!;
}

/** Darkens the pixels of what stands still where somebody is between it and the direct light. */
export function castShadowsInto(rgb: Uint8Array, background: Background, { shadow, face, tone }: { shadow: ShadowMap; face: Uint32Array; tone: Look['tone'] }): void {
  const { ambient, direct, shadowPlace, shadowNearness } = background;
  const { nearness, width } = shadow.target;
  for (let pixel = 0; pixel < shadowPlace.length; pixel++) {
    const place = shadowPlace[pixel]!;
    if (place < 0 || face[pixel] !== 0) continue;
    const level = shadowNearness[pixel]! + SHADOW_BIAS;
    let held = nearness[place]! > level ? 1 : 0;
    if (nearness[place + 1]! > level) held++;
    if (nearness[place + width]! > level) held++;
    if (nearness[place + width + 1]! > level) held++;
    if (held === 0) continue;
    // Who stands in the direct light also holds off some of the lamps'.
    const [fromLamps, fromSide] = [1 - 0.04 * held, 1 - held / 4];
    for (let at = pixel * 3; at < pixel * 3 + 3; at++) rgb[at] = tone(ambient[at]! * fromLamps + direct[at]! * fromSide);
  }
}
