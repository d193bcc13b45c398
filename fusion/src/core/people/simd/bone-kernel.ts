import type { Metres } from '@walkout/contracts';
import type { FilterRow } from '../landmark-filter.ts';
import type { Lanes, Writer } from './assembler.ts';
import { PLACE } from './places.ts';

/**
 * How much longer or shorter a bone may look: keypoints lie on the skin, not in the joint. Generous, for what it holds is
 * said anew with every frame.
 */
const SPREAD: Metres = 0.05;
/** Of a bone seen end on the direction is not known. */
const SHORTEST: Metres = 0.08;

/**
 * Holds the far ends of bones at their lengths from the near ones, as one measurement along the bone, and writes down how
 * long each was.
 *
 * @source Bar-Shalom, Li, Kirubarajan 2001, section 5.2, of one number
 */
export function writeHold(w: Writer): void {
  const one = w.number(1);
  w.loop(PLACE.bones, () => {
    const of = (row: FilterRow): Lanes => w.load(PLACE.farEnd(row));
    const parent = (row: FilterRow): Lanes => w.load(PLACE.filter(row));
    const update = (row: FilterRow, factor: Lanes, part: Lanes) => w.store(PLACE.farEnd(row), w.sub(of(row), w.mul(factor, part)));
    const [dx, dy, dz] = [w.sub(of('x'), parent('x')), w.sub(of('y'), parent('y')), w.sub(of('z'), parent('z'))];
    const size = w.sqrt(w.dot(dx, dx, dy, dy, dz, dz));
    w.store(PLACE.farSize, size);
    const isKnown = w.and(w.less(w.number(SHORTEST), size), w.less(w.number(0), of('known')), w.less(w.number(0), parent('known')));
    const perSize = w.div(one, w.max(size, w.number(SHORTEST)));
    const [x, y, z] = [w.mul(dx, perSize), w.mul(dy, perSize), w.mul(dz, perSize)];
    const alongEach = (read: (row: FilterRow) => Lanes): readonly [Lanes, Lanes, Lanes] => [
      w.dot(read('axx'), x, read('axy'), y, read('axz'), z), w.dot(read('axy'), x, read('ayy'), y, read('ayz'), z), w.dot(read('axz'), x, read('ayz'), y, read('azz'), z)];
    const [px, py, pz] = alongEach(of);
    const [ex, ey, ez] = alongEach(parent);
    const [vx, vy, vz] = [
      w.dot(of('bxx'), x, of('byx'), y, of('bzx'), z), w.dot(of('bxy'), x, of('byy'), y, of('bzy'), z), w.dot(of('bxz'), x, of('byz'), y, of('bzz'), z)];
    const variance = w.add(w.number(SPREAD * SPREAD), w.dot(ex, x, ey, y, ez, z));
    const gain = w.and(isKnown, w.div(one, w.add(w.dot(px, x, py, y, pz, z), variance)));
    const step = w.mul(gain, w.sub(size, of('length')));
    const parts = { x: px, y: py, z: pz, vx, vy, vz } as const;
    for (const axis of ['x', 'y', 'z'] as const) {
      update(axis, step, parts[axis]);
      update(`v${axis}`, step, parts[`v${axis}`]);
    }
    const [gx, gy, gz] = [w.mul(gain, px), w.mul(gain, py), w.mul(gain, pz)];
    const [hx, hy, hz] = [w.mul(gain, vx), w.mul(gain, vy), w.mul(gain, vz)];
    for (const [row, a, b] of [
      ['axx', gx, px], ['axy', gx, py], ['axz', gx, pz], ['ayy', gy, py], ['ayz', gy, pz], ['azz', gz, pz],
      ['bxx', gx, vx], ['bxy', gx, vy], ['bxz', gx, vz], ['byx', gy, vx], ['byy', gy, vy], ['byz', gy, vz], ['bzx', gz, vx], ['bzy', gz, vy], ['bzz', gz, vz],
      ['cxx', hx, vx], ['cxy', hx, vy], ['cxz', hx, vz], ['cyy', hy, vy], ['cyz', hy, vz], ['czz', hz, vz],
    ] as const) update(row, a, b);
  });
}
