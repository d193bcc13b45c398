import type { Vector3 } from '@walkout/contracts';
import type { BodyShape } from './shape.ts';
import { FOREARM, PALM, REST_ARM, restJoints, BONE, UPPER_ARM } from './skeleton.ts';

/** What a point of a body's surface is made of. */
export const MATERIALS = ['skin', 'hair', 'top', 'trousers', 'shoes', 'bag', 'eyes'] as const;
export type Material = (typeof MATERIALS)[number];

/** A body as a signed distance field over the rest pose at reference size: metres, negative inside. */
export interface Flesh {
  distance(x: number, y: number, z: number): number;
  /** Of the surface nearest to a point. */
  material(x: number, y: number, z: number): Material;
}

type Field = (x: number, y: number, z: number) => number;

/** @source Quilez, "Distance functions": ellipsoid, improved bound; union with a fillet of radius k */
const ellipsoid = ([cx, cy, cz]: Vector3, [rx, ry, rz]: Vector3): Field => (x, y, z) => {
  const ux = (x - cx) / rx;
  const uy = (y - cy) / ry;
  const uz = (z - cz) / rz;
  const k0 = Math.sqrt(ux * ux + uy * uy + uz * uz);
  const vx = ux / rx;
  const vy = uy / ry;
  const vz = uz / rz;
  const k1 = Math.sqrt(vx * vx + vy * vy + vz * vz);
  return k1 < 1e-6 ? -Math.min(rx, ry, rz) : (k0 * (k0 - 1)) / k1;
};

const cone = ([ax, ay, az]: Vector3, [bx, by, bz]: Vector3, [ra, rb]: readonly [number, number]): Field => {
  const [dx, dy, dz] = [bx - ax, by - ay, bz - az];
  const square = dx * dx + dy * dy + dz * dz;
  return (x, y, z) => {
    const px = x - ax;
    const py = y - ay;
    const pz = z - az;
    const part = Math.min(1, Math.max(0, (px * dx + py * dy + pz * dz) / square));
    const ex = px - dx * part;
    const ey = py - dy * part;
    const ez = pz - dz * part;
    return Math.sqrt(ex * ex + ey * ey + ez * ez) - (ra + (rb - ra) * part);
  };
};

const blend = (k: number, ...fields: Field[]): Field => (x, y, z) => {
  let all = fields[0]!(x, y, z);
  for (let index = 1; index < fields.length; index++) {
    const other = fields[index]!(x, y, z);
    const h = Math.min(1, Math.max(0, 0.5 + (0.5 * (other - all)) / k));
    all = other + (all - other) * h - k * h * (1 - h);
  }
  return all;
};

const grown = (field: Field, metres: number): Field => (x, y, z) => field(x, y, z) - metres;
const cut = (field: Field, keep: Field): Field => (x, y, z) => Math.max(field(x, y, z), keep(x, y, z));
/** The left half stands for both. */
const mirrored = (field: Field): Field => (x, y, z) => field(x, Math.abs(y), z);

/** Bare limbs of the left side and the trunk, as the clothes are cut to them. */
function limbs(shape: BodyShape) {
  const joints = restJoints(shape);
  const at = (bone: keyof typeof BONE): Vector3 => joints[BONE[bone]]!;
  const [shoulder, elbow, wrist] = [at('left_shoulder'), at('left_elbow'), at('left_wrist')];
  const girth = shape.build;
  const female = shape.sex === 'female' ? 1 : 0;
  const onArm = (metres: number, forward: number): Vector3 => [
    shoulder[0] + forward, shoulder[1] + REST_ARM[1] * metres, shoulder[2] + REST_ARM[2] * metres,
  ];
  const reach = UPPER_ARM + FOREARM;
  const arm = mirrored(blend(0.02, cone(shoulder, elbow, [0.054 * girth, 0.042 * girth]), cone(elbow, wrist, [0.044 * girth, 0.03 * girth])));
  const hand = mirrored(
    blend(
      0.015,
      ellipsoid(onArm(reach + PALM - 0.01, 0.003), [0.046, 0.034, 0.05]),
      cone(onArm(reach + PALM, 0.024), onArm(reach + PALM + 0.085, 0.024), [0.017, 0.013]),
      cone(onArm(reach + PALM, -0.008), onArm(reach + PALM + 0.09, -0.008), [0.018, 0.013]),
      cone(onArm(reach + 0.03, 0.03), onArm(reach + 0.085, 0.07), [0.018, 0.014]),
    ),
  );
  const torso = blend(
    0.07,
    ellipsoid([-0.005, 0, 1.31], [0.112 * girth, 0.165 * girth - 0.012 * female, 0.215]),
    ellipsoid([0.005 + 0.1 * Math.max(0, girth - 1.05), 0, 1.09], [0.098 * girth * girth, 0.142 * girth - 0.016 * female, 0.18]),
    mirrored(ellipsoid([-0.015, 0.115, 1.43], [0.064, 0.085, 0.056])),
    ...(female ? [mirrored(ellipsoid([0.08, 0.07, 1.3], [0.05, 0.062, 0.06]))] : []),
  );
  const pelvis = ellipsoid([-0.012, 0, 0.955], [0.118 * girth + 0.012 * female, 0.16 * girth + 0.012 * female, 0.13]);
  const leg = blend(
    0.035,
    mirrored(cone([-0.004, 0.09, 0.9], at('left_knee'), [0.086 * girth, 0.06 * girth])),
    mirrored(cone(at('left_knee'), [-0.02, 0.1, 0.1], [0.058 * girth, 0.042])),
    mirrored(ellipsoid([-0.03, 0.097, 0.36], [0.055 * girth, 0.052 * girth, 0.13])),
  );
  const foot = blend(0.03, mirrored(cone([-0.045, 0.098, 0.055], [0.13, 0.108, 0.04], [0.048, 0.042])), mirrored(ellipsoid([0.06, 0.105, 0.03], [0.14, 0.055, 0.032])));
  return { arm, hand, torso, pelvis, leg, foot, armLength: reach, shoulder };
}

function headAndHair(shape: BodyShape): { skin: Field; hair: Field | undefined; eyes: Field } {
  const skin = blend(
    0.02,
    ellipsoid([0.005, 0, 1.645], [0.096, 0.077, 0.108]),
    ellipsoid([0.032, 0, 1.588], [0.06, 0.054, 0.056]),
    ellipsoid([0.102, 0, 1.632], [0.02, 0.014, 0.022]),
    mirrored(ellipsoid([-0.005, 0.078, 1.64], [0.02, 0.012, 0.03])),
    cone([-0.02, 0, 1.44], [0, 0, 1.58], [0.06, 0.053]),
  );
  const scalp = ellipsoid([-0.014, 0, 1.66], [0.108, 0.091, 0.112]);
  /** What is above and behind a line from the brow to below the ear. */
  const behind = (drop: number): Field => (x, _y, z) => x * 0.75 + (1.695 - z) * 0.62 - 0.045 - drop;
  const short = cut(scalp, behind(0));
  const styles: Record<BodyShape['hair'], Field | undefined> = {
    bald: undefined,
    short,
    long: blend(0.04, short, cut(ellipsoid([-0.075, 0, 1.56], [0.055, 0.092, 0.19]), (x) => x - 0.02)),
    bun: blend(0.015, short, ellipsoid([-0.115, 0, 1.7], [0.045, 0.045, 0.045])),
    cap: blend(0.01, cut(grown(scalp, 0.006), (x, _y, z) => 1.675 + x * 0.15 - z), cut(ellipsoid([0.1, 0, 1.688], [0.09, 0.075, 0.012]), (x) => 0.02 - x)),
    hood: cut(grown(blend(0.06, scalp, ellipsoid([-0.05, 0, 1.54], [0.09, 0.1, 0.09])), 0.014), behind(0.02)),
  };
  return { skin, hair: styles[shape.hair], eyes: mirrored(ellipsoid([0.09, 0.032, 1.662], [0.014, 0.017, 0.011])) };
}

function bagOf(shape: BodyShape): Field | undefined {
  if (shape.bag === 'backpack') return blend(0.04, ellipsoid([-0.2, 0, 1.24], [0.1, 0.15, 0.22]), ellipsoid([-0.17, 0, 1.12], [0.09, 0.15, 0.12]));
  if (shape.bag === 'shoulder') return ellipsoid([-0.03, -0.24, 0.98], [0.15, 0.055, 0.13]);
  return undefined;
}

/** The body of a shape with its clothes, hair and bag. */
export function fleshOf(shape: BodyShape): Flesh {
  const { arm, hand, torso, pelvis, leg, foot, armLength, shoulder } = limbs(shape);
  const head = headAndHair(shape);
  const alongArm: Field = (_x, y, z) => (Math.abs(y) - shoulder[1]) * REST_ARM[1] + (z - shoulder[2]) * REST_ARM[2];
  const folds: Field = (x, y, z) => 0.004 * Math.sin(z * 34 + y * 11) * Math.sin(x * 29 + y * 17);
  const sleeve = cut(grown(arm, shape.jacket + 0.006), (x, y, z) => alongArm(x, y, z) - shape.sleeve * armLength);
  const body = cut(grown(blend(0.05, torso, pelvis), shape.jacket), (_x, _y, z) => Math.max(0.9 - z, z - 1.53));
  const cloth = blend(0.03, body, sleeve);
  const top: Field = (x, y, z) => cloth(x, y, z) - folds(x, y, z);
  const hem = 0.92 - shape.hem * 0.83;
  const below = blend(0.05, leg, pelvis);
  const flared: Field = (x, y, z) => below(x, y, z) - 0.008 - shape.flare * Math.min(1, Math.max(0, (0.9 - z) * 1.4));
  const trunk = cone([-0.01, 0, 0.97], [-0.005, 0, hem], [0.135 * shape.build, 0.16 + shape.flare * 2.2]);
  const skirt: Field = (x, y, z) => trunk(x * 1.15, y * 0.88, z);
  const covered = cut(shape.skirt ? skirt : flared, (_x, _y, z) => Math.max(hem - z, z - 1.04));
  const trousers: Field = (x, y, z) => covered(x, y, z) - folds(x, z, y) * 0.6;
  const bare = blend(0.02, head.skin, blend(0.015, arm, hand), leg);

  const parts: { material: Material; field: Field }[] = [
    { material: 'skin', field: bare },
    { material: 'trousers', field: trousers },
    { material: 'top', field: top },
    { material: 'shoes', field: grown(foot, 0.004) },
  ];
  const bag = bagOf(shape);
  if (bag) parts.push({ material: 'bag', field: bag });
  if (head.hair) parts.push({ material: shape.hair === 'hood' ? 'top' : shape.hair === 'cap' ? 'bag' : 'hair', field: head.hair });

  return {
    distance: (x, y, z) => {
      let nearest = Infinity;
      for (let index = 0; index < parts.length; index++) nearest = Math.min(nearest, parts[index]!.field(x, y, z));
      return nearest;
    },
    material: (x, y, z) => {
      let [nearest, material]: [number, Material] = [Infinity, 'skin'];
      for (const part of parts) {
        const distance = part.field(x, y, z);
        if (distance < nearest) [nearest, material] = [distance, part.material];
      }
      return material === 'skin' && head.eyes(x, y, z) < 0.003 ? 'eyes' : material;
    },
  };
}
