import { CROSS_COVARIANCE, POSITION_COVARIANCE, VELOCITY, VELOCITY_COVARIANCE } from './landmark-filter.ts';
import { biweight } from './biweight.ts';

/** What a ray says of a point, in nine numbers, for objects would be made anew hundreds of thousands of times a second. */
export const ACROSS = {
  /** Direction from the ray to the estimate (3 numbers), and the direction across both (3). */
  away: 0,
  aside: 3,
  /** How far the estimate is from the ray, metres. */
  distance: 6,
  /** Of the ray across itself, m². */
  variance: 7,
  /** Deviations, of both together, at which the ray has no say any more. */
  limit: 8,
} as const;
export const ACROSS_SIZE = 9;
/** Less say than this is none. */
const NO_SAY = 1e-3;

/**
 * Takes what a ray says into a filter: across itself, in both directions at once, the point lies on it; along itself it says
 * nothing. The ray's say falls with its distance.
 *
 * @returns its say in [0, 1]; 0: it changed nothing
 * @source  Bar-Shalom, Li, Kirubarajan 2001, section 5.2, with a 2 x 2 innovation, inverted by hand
 */
export function measureAcrossInto(state: Float64Array, at: number, across: Float64Array): number {
  const a = at + POSITION_COVARIANCE;
  const ux = across[0]!, uy = across[1]!, uz = across[2]!;
  const axx = state[a]!, axy = state[a + 1]!, axz = state[a + 2]!, ayy = state[a + 3]!, ayz = state[a + 4]!, azz = state[a + 5]!;
  const px = axx * ux + axy * uy + axz * uz, py = axy * ux + ayy * uy + ayz * uz, pz = axz * ux + ayz * uy + azz * uz;
  const known = px * ux + py * uy + pz * uz;
  const distance = across[ACROSS.distance]!;
  const variance = across[ACROSS.variance]!;
  const say = biweight((distance * distance) / (known + variance), across[ACROSS.limit]!);
  if (say < NO_SAY) return 0;
  const vx = across[3]!, vy = across[4]!, vz = across[5]!;
  const qx = axx * vx + axy * vy + axz * vz, qy = axy * vx + ayy * vy + ayz * vz, qz = axz * vx + ayz * vy + azz * vz;
  const s11 = known + variance / say, s12 = qx * ux + qy * uy + qz * uz, s22 = qx * vx + qy * vy + qz * vz + variance / say;
  const scale = 1 / (s11 * s22 - s12 * s12);
  const i11 = scale * s22, i12 = -scale * s12, i22 = scale * s11;
  // Gains of the position for each direction, then the estimate and what is known of it.
  const gx = px * i11 + qx * i12, gy = py * i11 + qy * i12, gz = pz * i11 + qz * i12;
  const hx = px * i12 + qx * i22, hy = py * i12 + qy * i22, hz = pz * i12 + qz * i22;
  state[at]! -= gx * distance;
  state[at + 1]! -= gy * distance;
  state[at + 2]! -= gz * distance;
  state[a] = axx - gx * px - hx * qx;
  state[a + 1] = axy - gx * py - hx * qy;
  state[a + 2] = axz - gx * pz - hx * qz;
  state[a + 3] = ayy - gy * py - hy * qy;
  state[a + 4] = ayz - gy * pz - hy * qz;
  state[a + 5] = azz - gz * pz - hz * qz;
  // The velocity goes along by what binds it to the position.
  const b = at + CROSS_COVARIANCE;
  const bxx = state[b]!, bxy = state[b + 1]!, bxz = state[b + 2]!, byx = state[b + 3]!, byy = state[b + 4]!, byz = state[b + 5]!, bzx = state[b + 6]!, bzy = state[b + 7]!, bzz = state[b + 8]!;
  const rx = bxx * ux + byx * uy + bzx * uz, ry = bxy * ux + byy * uy + bzy * uz, rz = bxz * ux + byz * uy + bzz * uz;
  const tx = bxx * vx + byx * vy + bzx * vz, ty = bxy * vx + byy * vy + bzy * vz, tz = bxz * vx + byz * vy + bzz * vz;
  state[b] = bxx - gx * rx - hx * tx;
  state[b + 1] = bxy - gx * ry - hx * ty;
  state[b + 2] = bxz - gx * rz - hx * tz;
  state[b + 3] = byx - gy * rx - hy * tx;
  state[b + 4] = byy - gy * ry - hy * ty;
  state[b + 5] = byz - gy * rz - hy * tz;
  state[b + 6] = bzx - gz * rx - hz * tx;
  state[b + 7] = bzy - gz * ry - hz * ty;
  state[b + 8] = bzz - gz * rz - hz * tz;
  const kx = rx * i11 + tx * i12, ky = ry * i11 + ty * i12, kz = rz * i11 + tz * i12;
  const lx = rx * i12 + tx * i22, ly = ry * i12 + ty * i22, lz = rz * i12 + tz * i22;
  const v = at + VELOCITY;
  state[v]! -= kx * distance;
  state[v + 1]! -= ky * distance;
  state[v + 2]! -= kz * distance;
  const c = at + VELOCITY_COVARIANCE;
  state[c]! -= kx * rx + lx * tx;
  state[c + 1]! -= kx * ry + lx * ty;
  state[c + 2]! -= kx * rz + lx * tz;
  state[c + 3]! -= ky * ry + ly * ty;
  state[c + 4]! -= ky * rz + ly * tz;
  state[c + 5]! -= kz * rz + lz * tz;
  return say;
}
