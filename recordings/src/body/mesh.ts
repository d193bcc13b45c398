import { cross, normalise, subtract } from '@walkout/contracts';
import type { Vector3 } from '@walkout/contracts';
import type { Flesh, Material } from './flesh.ts';
import { fleshOf } from './flesh.ts';
import type { BodyShape, Colour } from './shape.ts';
import { colourOf } from './shape.ts';
import type { BodyPose, BoneName } from './skeleton.ts';
import { BONE_NAMES, REST_ARM, restJoints, scaleOf } from './skeleton.ts';
import type { Mesh } from './surface-nets.ts';
import { surfaceNets } from './surface-nets.ts';

export const INFLUENCES = 4;

/** A body's surface at rest, with what it takes to pose it. Arrays are one entry a vertex, in groups. */
export interface BodyMesh {
  /** x, y, z, reference size. */
  readonly rest: Float32Array;
  readonly normals: Float32Array;
  /** red, green, blue, linear. */
  readonly colours: Float32Array;
  /** 1 where the top's pattern is printed. */
  readonly patterned: Uint8Array;
  /** {@link INFLUENCES} bones a vertex and how much each moves it; weights add up to 1. */
  readonly bones: Uint8Array;
  readonly weights: Float32Array;
  readonly triangles: Uint32Array;
}

const SPACING = 0.025;
const ORIGIN = [-0.36, -0.72, -0.05] as const;
const COUNTS = [28, 59, 76] as const;
/** Grid points along a side of the blocks that are left out when the surface is far away. */
const BLOCK = 4;

/** The field on the grid; blocks far from the surface get one value. */
function sample(flesh: Flesh): Float32Array {
  const [nx, ny, nz] = COUNTS;
  const field = new Float32Array(nx * ny * nz);
  const at = (axis: 0 | 1 | 2, index: number) => ORIGIN[axis] + index * SPACING;
  const far = BLOCK * SPACING * 0.95;
  for (let k0 = 0; k0 < nz; k0 += BLOCK) {
    for (let j0 = 0; j0 < ny; j0 += BLOCK) {
      for (let i0 = 0; i0 < nx; i0 += BLOCK) {
        const half = (BLOCK - 1) / 2;
        const middle = flesh.distance(at(0, i0 + half), at(1, j0 + half), at(2, k0 + half));
        for (let k = k0; k < Math.min(nz, k0 + BLOCK); k++) {
          for (let j = j0; j < Math.min(ny, j0 + BLOCK); j++) {
            for (let i = i0; i < Math.min(nx, i0 + BLOCK); i++) {
              field[i + nx * (j + ny * k)] = Math.abs(middle) > far ? middle : flesh.distance(at(0, i), at(1, j), at(2, k));
            }
          }
        }
      }
    }
  }
  return field;
}

/** Where each bone ends, for the distance to it. */
function boneEnds(joints: readonly Vector3[]): readonly Vector3[] {
  const tips: Partial<Record<BoneName, (from: Vector3) => Vector3>> = {
    head: () => [0.01, 0, 1.74],
    left_wrist: ([x, y, z]) => [x, y + REST_ARM[1] * 0.17, z + REST_ARM[2] * 0.17],
    right_wrist: ([x, y, z]) => [x, y - REST_ARM[1] * 0.17, z + REST_ARM[2] * 0.17],
    left_ankle: ([, y]) => [0.15, y, 0.03],
    right_ankle: ([, y]) => [0.15, y, 0.03],
  };
  return BONE_NAMES.map((name, index) => tips[name]?.(joints[index]!) ?? joints[index + 1]!);
}

const distanceToSegment = ([px, py, pz]: Vector3, [ax, ay, az]: Vector3, [bx, by, bz]: Vector3): number => {
  const dx = bx - ax;
  const dy = by - ay;
  const dz = bz - az;
  const part = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy + (pz - az) * dz) / (dx * dx + dy * dy + dz * dz)));
  return Math.sqrt((px - ax - dx * part) ** 2 + (py - ay - dy * part) ** 2 + (pz - az - dz * part) ** 2);
};

const LEG = /hip|knee|ankle/;
const THIGH_OR_SHIN = /hip|knee/;
const ARM = /shoulder|elbow|wrist/;

/** How far a bone counts as being from a point: limbs do not pull at the other side, nor at the trunk. */
function boneDistance(name: BoneName, point: Vector3, [from, to]: readonly [Vector3, Vector3]): number {
  let distance = Math.max(0.004, distanceToSegment(point, from, to));
  const [, y, z] = point;
  const side = name.startsWith('left_') ? 1 : name.startsWith('right_') ? -1 : 0;
  if (side * y < 0) distance += 0.3;
  if (LEG.test(name) && z > 1) distance += 0.2;
  if (THIGH_OR_SHIN.test(name) && side * y < 0.02) distance += 0.04;
  if (ARM.test(name) && Math.abs(y) < 0.16) distance += 0.15;
  if (side === 0 && Math.abs(y) > 0.24) distance += 0.2;
  if (name === 'head' && z < 1.5) distance += 0.08;
  return distance;
}

const PALETTE: Record<Material, (shape: BodyShape) => Colour> = {
  skin: (shape) => shape.skinColour,
  hair: (shape) => shape.hairColour,
  top: (shape) => shape.topColour,
  trousers: (shape) => shape.trousersColour,
  shoes: (shape) => shape.shoesColour,
  bag: (shape) => shape.accentColour,
  eyes: () => colourOf(0x2a2420),
};

function buildMesh(shape: BodyShape): BodyMesh {
  const flesh = fleshOf(shape);
  const surface = surfaceNets(sample(flesh), { origin: ORIGIN, counts: COUNTS, spacing: SPACING });
  const { positions: rest, triangles } = surface;
  const joints = restJoints(shape);
  const ends = boneEnds(joints);
  const count = rest.length / 3;
  const mesh = {
    rest, triangles,
    normals: normalsOf(surface), colours: new Float32Array(count * 3), patterned: new Uint8Array(count),
    bones: new Uint8Array(count * INFLUENCES), weights: new Float32Array(count * INFLUENCES),
  };
  for (let vertex = 0; vertex < count; vertex++) {
    const point: Vector3 = [rest[vertex * 3]!, rest[vertex * 3 + 1]!, rest[vertex * 3 + 2]!];
    const material = flesh.material(...point);
    mesh.colours.set(PALETTE[material](shape), vertex * 3);
    mesh.patterned[vertex] = material === 'top' ? 1 : 0;
    const pulls = BONE_NAMES.map((name, index) => ({ index, pull: boneDistance(name, point, [joints[index]!, ends[index]!]) ** -4 }));
    const ranked = pulls.sort((a, b) => b.pull - a.pull).slice(0, INFLUENCES);
    const strongest = ranked.filter(({ pull }) => pull > 0.02 * ranked[0]!.pull);
    const total = strongest.reduce((sum, { pull }) => sum + pull, 0);
    strongest.forEach(({ index, pull }, rank) => {
      mesh.bones[vertex * INFLUENCES + rank] = index;
      mesh.weights[vertex * INFLUENCES + rank] = pull / total;
    });
  }
  return mesh;
}

/** Of each vertex: the mean of the triangles around it, the larger the weightier. */
function normalsOf({ positions, triangles }: Mesh): Float32Array {
  const normals = new Float32Array(positions.length);
  for (let triangle = 0; triangle < triangles.length; triangle += 3) {
    const corners = [triangles[triangle]! * 3, triangles[triangle + 1]! * 3, triangles[triangle + 2]! * 3];
    const [a, b, c] = corners.map((at): Vector3 => [positions[at]!, positions[at + 1]!, positions[at + 2]!]) as [Vector3, Vector3, Vector3];
    const normal = cross(subtract(b, a), subtract(c, a));
    for (const at of corners) for (let axis = 0; axis < 3; axis++) normals[at + axis]! += normal[axis]!;
  }
  for (let at = 0; at < normals.length; at += 3) normals.set(normalise([normals[at]!, normals[at + 1]!, normals[at + 2]!]), at);
  return normals;
}

const meshes = new WeakMap<BodyShape, BodyMesh>();

/** The surface of a body; made once for each shape object (about 0.1 s), then remembered. */
export function meshOf(shape: BodyShape): BodyMesh {
  let mesh = meshes.get(shape);
  if (mesh === undefined) meshes.set(shape, (mesh = buildMesh(shape)));
  return mesh;
}

/** Vertices of a posed body, store frame: x, y, z a vertex. */
export interface PosedMesh {
  readonly positions: Float32Array;
  readonly normals: Float32Array;
}

/** The surface of a body in a pose, by linear blend skinning. */
export function poseMesh(shape: BodyShape, pose: BodyPose): PosedMesh {
  const { rest, normals, bones, weights } = meshOf(shape);
  const size = scaleOf(shape);
  const joints = restJoints(shape);
  // A bone as 12 numbers: columns x, y, z of its turn, then where the rest pose's origin goes.
  const transforms = new Float64Array(BONE_NAMES.length * 12);
  pose.bones.forEach(({ joint, rotation }, index) => {
    for (let axis = 0; axis < 3; axis++) {
      let origin = joint[axis]!;
      for (let column = 0; column < 3; column++) {
        const entry = rotation[column]![axis]!;
        transforms[index * 12 + column * 3 + axis] = entry;
        origin -= entry * joints[index]![column]! * size;
      }
      transforms[index * 12 + 9 + axis] = origin;
    }
  });
  const positions = new Float32Array(rest.length);
  const turned = new Float32Array(rest.length);
  const blend = new Float64Array(12);
  for (let vertex = 0, at = 0; at < rest.length; vertex++, at += 3) {
    blend.fill(0);
    for (let rank = vertex * INFLUENCES; rank < (vertex + 1) * INFLUENCES; rank++) {
      const weight = weights[rank]!;
      if (weight === 0) break;
      const from = bones[rank]! * 12;
      for (let entry = 0; entry < 12; entry++) blend[entry]! += weight * transforms[from + entry]!;
    }
    const [x, y, z] = [rest[at]! * size, rest[at + 1]! * size, rest[at + 2]! * size];
    const [u, v, w] = [normals[at]!, normals[at + 1]!, normals[at + 2]!];
    for (let axis = 0; axis < 3; axis++) {
      positions[at + axis] = blend[axis]! * x + blend[3 + axis]! * y + blend[6 + axis]! * z + blend[9 + axis]!;
      turned[at + axis] = blend[axis]! * u + blend[3 + axis]! * v + blend[6 + axis]! * w;
    }
  }
  return { positions, normals: turned };
}
