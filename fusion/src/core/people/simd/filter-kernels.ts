import type { FilterRow } from '../landmark-filter.ts';
import type { Lanes, Writer } from './assembler.ts';
import { PLACE } from './places.ts';

const ROWS = ['x', 'y', 'z', 'vx', 'vy', 'vz', 'axx', 'ayy', 'azz', 'axy', 'axz', 'ayz', 'bxx', 'byy', 'bzz', 'bxy', 'bxz', 'byx', 'byz', 'bzx', 'bzy', 'cxx', 'cyy', 'czz', 'cxy', 'cxz', 'cyz'] as const satisfies readonly FilterRow[];
type Filter = Record<(typeof ROWS)[number], Lanes>;

/** The filters of four points. */
const loadFilter = (w: Writer): Filter => Object.fromEntries(ROWS.map((row) => [row, w.load(PLACE.filter(row))])) as Filter;

function storeFilter(w: Writer, filter: Partial<Filter>): void {
  for (const [row, value] of Object.entries(filter) as [FilterRow, Lanes][]) w.store(PLACE.filter(row), value);
}

/** Moves filters forward in time; see `Elapsed`. */
export function writeAdvance(w: Writer): void {
  const [seconds, kept, own, driftX, driftY] = [w.loadOne(PLACE.seconds), w.loadOne(PLACE.kept), w.loadOne(PLACE.own), w.loadOne(PLACE.driftX), w.loadOne(PLACE.driftY)];
  const [positionVariance, crossVariance, velocityVariance] = [w.loadOne(PLACE.positionVariance), w.loadOne(PLACE.crossVariance), w.loadOne(PLACE.velocityVariance)];
  const [goneX, goneY, own2, kept2, twice] = [w.mul(driftX, seconds), w.mul(driftY, seconds), w.mul(own, own), w.mul(kept, kept), w.add(own, own)];
  w.loop(PLACE.landmarks, () => {
    const f = loadFilter(w);
    const agility = w.load(PLACE.agility);
    const [vx, vy] = [w.sub(f.vx, driftX), w.sub(f.vy, driftY)];
    const [shaken, crossed, stirred] = [w.mul(agility, positionVariance), w.mul(agility, crossVariance), w.mul(agility, velocityVariance)];
    const cross = (b: Lanes, c: Lanes) => w.mul(kept, w.add(b, w.mul(own, c)));
    storeFilter(w, {
      x: w.add(f.x, goneX, w.mul(vx, own)),
      y: w.add(f.y, goneY, w.mul(vy, own)),
      z: w.add(f.z, w.mul(f.vz, own)),
      vx: w.add(driftX, w.mul(vx, kept)),
      vy: w.add(driftY, w.mul(vy, kept)),
      vz: w.mul(f.vz, kept),
      axx: w.add(f.axx, w.dot(twice, f.bxx, own2, f.cxx), shaken),
      ayy: w.add(f.ayy, w.dot(twice, f.byy, own2, f.cyy), shaken),
      azz: w.add(f.azz, w.dot(twice, f.bzz, own2, f.czz), shaken),
      axy: w.add(f.axy, w.dot(own, w.add(f.bxy, f.byx), own2, f.cxy)),
      axz: w.add(f.axz, w.dot(own, w.add(f.bxz, f.bzx), own2, f.cxz)),
      ayz: w.add(f.ayz, w.dot(own, w.add(f.byz, f.bzy), own2, f.cyz)),
      bxx: w.add(cross(f.bxx, f.cxx), crossed),
      byy: w.add(cross(f.byy, f.cyy), crossed),
      bzz: w.add(cross(f.bzz, f.czz), crossed),
      bxy: cross(f.bxy, f.cxy), bxz: cross(f.bxz, f.cxz), byz: cross(f.byz, f.cyz),
      byx: cross(f.byx, f.cxy), bzx: cross(f.bzx, f.cxz), bzy: cross(f.bzy, f.cyz),
      cxx: w.add(w.mul(kept2, f.cxx), stirred),
      cyy: w.add(w.mul(kept2, f.cyy), stirred),
      czz: w.add(w.mul(kept2, f.czz), stirred),
      cxy: w.mul(kept2, f.cxy), cxz: w.mul(kept2, f.cxz), cyz: w.mul(kept2, f.cyz),
    });
  });
}

/** Less say than this is none. */
const NO_SAY = 1e-3;
/** Nearer to a ray than this, metres, any direction across it will do. */
const ON_RAY = 1e-6;

/**
 * Takes what rays say into filters, a ray a filter: across itself, in both directions at once, the point lies on it; along
 * itself it says nothing. The ray's say falls with its distance, by Tukey's biweight (see biweight.ts); it is written down
 * for each, 0: the ray was not seen, or passes too far off, and changed nothing.
 *
 * @source Bar-Shalom, Li, Kirubarajan 2001, section 5.2, with a 2 x 2 innovation, inverted by hand
 */
export function writeMeasure(w: Writer): void {
  const [originX, originY, originZ] = [w.loadOne(PLACE.originX), w.loadOne(PLACE.originY), w.loadOne(PLACE.originZ)];
  const [angle2, perLimit2, upright] = [w.loadOne(PLACE.angle2), w.loadOne(PLACE.perLimit2), w.loadOne(PLACE.upright)];
  const [zero, one] = [w.number(0), w.number(1)];
  w.loop(PLACE.landmarks, () => {
    const f = loadFilter(w);
    const [dx, dy, dz, confidence] = [w.load(PLACE.ray('x')), w.load(PLACE.ray('y')), w.load(PLACE.ray('z')), w.load(PLACE.ray('confidence'))];
    // From the ray to the estimate, and the direction across both.
    const [wx, wy, wz] = [w.sub(f.x, originX), w.sub(f.y, originY), w.sub(w.mul(f.z, upright), originZ)];
    const along = w.max(zero, w.dot(wx, dx, wy, dy, wz, dz));
    const [ox, oy, oz] = [w.sub(wx, w.mul(along, dx)), w.sub(wy, w.mul(along, dy)), w.sub(wz, w.mul(along, dz))];
    const off2 = w.dot(ox, ox, oy, oy, oz, oz);
    const isOff = w.less(w.number(ON_RAY * ON_RAY), off2);
    const isSteep = w.less(w.number(0.81), w.mul(dz, dz));
    const [ax, ay, az] = [w.choose(isOff, ox, w.choose(isSteep, zero, dy)), w.choose(isOff, oy, w.choose(isSteep, dz, w.sub(zero, dx))), w.choose(isOff, oz, w.choose(isSteep, w.sub(zero, dy), zero))];
    const perSize = w.div(one, w.sqrt(w.max(w.dot(ax, ax, ay, ay, az, az), w.number(1e-20))));
    const [nx, ny, nz] = [w.mul(ax, perSize), w.mul(ay, perSize), w.mul(az, perSize)];
    const [ux, uy, uz] = [nx, ny, w.mul(nz, upright)];
    const [vx, vy, vz] = [w.sub(w.mul(dy, nz), w.mul(dz, ny)), w.sub(w.mul(dz, nx), w.mul(dx, nz)), w.mul(upright, w.sub(w.mul(dx, ny), w.mul(dy, nx)))];
    const distance = w.and(isOff, w.sqrt(off2));
    const far2 = w.dot(wx, wx, wy, wy, wz, wz);
    const variance = w.div(w.add(w.load(PLACE.spread2), w.mul(angle2, far2)), w.max(confidence, w.number(1e-6)));
    const [px, py, pz] = [w.dot(f.axx, ux, f.axy, uy, f.axz, uz), w.dot(f.axy, ux, f.ayy, uy, f.ayz, uz), w.dot(f.axz, ux, f.ayz, uy, f.azz, uz)];
    const known = w.dot(px, ux, py, uy, pz, uz);
    const rest = w.max(zero, w.sub(one, w.mul(perLimit2, w.div(w.mul(distance, distance), w.add(known, variance)))));
    const isSeen = w.and(w.less(zero, confidence), w.less(zero, w.load(PLACE.filter('known'))), w.less(w.number(NO_SAY), w.mul(rest, rest)));
    const say = w.and(isSeen, w.mul(rest, rest));
    w.store(PLACE.say, say);
    const weighed = w.div(variance, w.max(say, w.number(NO_SAY)));
    const [qx, qy, qz] = [w.dot(f.axx, vx, f.axy, vy, f.axz, vz), w.dot(f.axy, vx, f.ayy, vy, f.ayz, vz), w.dot(f.axz, vx, f.ayz, vy, f.azz, vz)];
    const [s11, s12, s22] = [w.add(known, weighed), w.dot(qx, ux, qy, uy, qz, uz), w.add(w.dot(qx, vx, qy, vy, qz, vz), weighed)];
    const scale = w.and(isSeen, w.div(one, w.sub(w.mul(s11, s22), w.mul(s12, s12))));
    const [i11, i12, i22] = [w.mul(scale, s22), w.sub(zero, w.mul(scale, s12)), w.mul(scale, s11)];
    // Gains for each direction, of the position and, by what binds it to that, of the velocity.
    const gain = (a: Lanes, b: Lanes): readonly [Lanes, Lanes] => [w.dot(a, i11, b, i12), w.dot(a, i12, b, i22)];
    const [rx, ry, rz] = [w.dot(f.bxx, ux, f.byx, uy, f.bzx, uz), w.dot(f.bxy, ux, f.byy, uy, f.bzy, uz), w.dot(f.bxz, ux, f.byz, uy, f.bzz, uz)];
    const [tx, ty, tz] = [w.dot(f.bxx, vx, f.byx, vy, f.bzx, vz), w.dot(f.bxy, vx, f.byy, vy, f.bzy, vz), w.dot(f.bxz, vx, f.byz, vy, f.bzz, vz)];
    const [[gx, hx], [gy, hy], [gz, hz]] = [gain(px, qx), gain(py, qy), gain(pz, qz)];
    const [[kx, lx], [ky, ly], [kz, lz]] = [gain(rx, tx), gain(ry, ty), gain(rz, tz)];
    const less = (value: Lanes, ...pairs: readonly Lanes[]) => w.sub(value, w.dot(...pairs));
    storeFilter(w, {
      x: less(f.x, gx, distance), y: less(f.y, gy, distance), z: less(f.z, gz, distance),
      vx: less(f.vx, kx, distance), vy: less(f.vy, ky, distance), vz: less(f.vz, kz, distance),
      axx: less(f.axx, gx, px, hx, qx), ayy: less(f.ayy, gy, py, hy, qy), azz: less(f.azz, gz, pz, hz, qz),
      axy: less(f.axy, gx, py, hx, qy), axz: less(f.axz, gx, pz, hx, qz), ayz: less(f.ayz, gy, pz, hy, qz),
      bxx: less(f.bxx, gx, rx, hx, tx), bxy: less(f.bxy, gx, ry, hx, ty), bxz: less(f.bxz, gx, rz, hx, tz),
      byx: less(f.byx, gy, rx, hy, tx), byy: less(f.byy, gy, ry, hy, ty), byz: less(f.byz, gy, rz, hy, tz),
      bzx: less(f.bzx, gz, rx, hz, tx), bzy: less(f.bzy, gz, ry, hz, ty), bzz: less(f.bzz, gz, rz, hz, tz),
      cxx: less(f.cxx, kx, rx, lx, tx), cyy: less(f.cyy, ky, ry, ly, ty), czz: less(f.czz, kz, rz, lz, tz),
      cxy: less(f.cxy, kx, ry, lx, ty), cxz: less(f.cxz, kx, rz, lx, tz), cyz: less(f.cyz, ky, rz, ly, tz),
    });
  });
}
