import type { Lanes, Writer } from './assembler.ts';
import { exp, log } from './elementary.ts';
import { PLACE } from './places.ts';

/** Beyond this squared deviation a ray speaks for nobody; the rest of the bell curve is below 1e-5. */
export const FAR_OFF = 24;

/**
 * What rays say for passing the points of filters, carried forward in time, against passing anywhere: log-likelihood ratios in
 * nats, weighed by the confidence of each, and the weights. Both are added up in four lanes, at the begin of their rows.
 */
export function writeEvidence(w: Writer): void {
  const [seconds, own, positionVariance] = [w.loadOne(PLACE.seconds), w.loadOne(PLACE.own), w.loadOne(PLACE.positionVariance)];
  const [driftX, driftY] = [w.loadOne(PLACE.driftX), w.loadOne(PLACE.driftY)];
  const [goneX, goneY] = [w.sub(w.mul(driftX, seconds), w.loadOne(PLACE.originX)), w.sub(w.mul(driftY, seconds), w.loadOne(PLACE.originY))];
  const [originZ, angle2, slack2] = [w.loadOne(PLACE.originZ), w.loadOne(PLACE.angle2), w.loadOne(PLACE.slack2)];
  const [density, stray] = [w.loadOne(PLACE.density), w.loadOne(PLACE.stray)];
  const [zero, third, own2] = [w.number(0), w.number(1 / 3), w.mul(own, own)];
  w.loop(PLACE.landmarks, () => {
    const of = (row: Parameters<typeof PLACE.filter>[0]): Lanes => w.load(PLACE.filter(row));
    const trace = (row: 'a' | 'b' | 'c'): Lanes => w.add(of(`${row}xx`), of(`${row}yy`), of(`${row}zz`));
    const wx = w.add(of('x'), w.mul(w.sub(of('vx'), driftX), own), goneX);
    const wy = w.add(of('y'), w.mul(w.sub(of('vy'), driftY), own), goneY);
    const wz = w.sub(w.add(of('z'), w.mul(of('vz'), own)), originZ);
    const [dx, dy, dz, confidence] = [w.load(PLACE.ray('x')), w.load(PLACE.ray('y')), w.load(PLACE.ray('z')), w.load(PLACE.ray('confidence'))];
    const along = w.max(zero, w.dot(wx, dx, wy, dy, wz, dz));
    const [ox, oy, oz] = [w.sub(wx, w.mul(along, dx)), w.sub(wy, w.mul(along, dy)), w.sub(wz, w.mul(along, dz))];
    const predicted = w.max(zero, w.mul(third, w.add(trace('a'), w.dot(w.add(own, own), trace('b'), own2, trace('c')))));
    const far2 = w.dot(wx, wx, wy, wy, wz, wz);
    const ray = w.div(w.add(w.load(PLACE.spread2), w.mul(angle2, far2)), w.max(confidence, w.number(1e-6)));
    const variance = w.add(predicted, w.mul(w.load(PLACE.agility), positionVariance), ray, slack2);
    const squared = w.min(w.div(w.dot(ox, ox, oy, oy, oz, oz), variance), w.number(FAR_OFF));
    const likelihood = w.add(w.div(w.mul(density, exp(w, w.mul(squared, w.number(-0.5)))), variance), stray);
    const weight = w.and(w.less(zero, confidence), w.less(zero, of('known')), confidence);
    w.store(PLACE.evidence, w.mul(weight, log(w, likelihood)));
    w.store(PLACE.weight, weight);
  });
  for (const row of [PLACE.evidence, PLACE.weight]) {
    w.store(row, w.add(...[0, 1, 2, 3, 4].map((group) => w.load(row + group * PLACE.group))));
  }
}
