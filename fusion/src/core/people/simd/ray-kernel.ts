import type { Lanes, Writer } from './assembler.ts';
import { PLACE } from './places.ts';

/** No picture is as large, pixels; what is not finite is not below it. */
const FAR_OUT = 1e6;
/** Each leaves a tenth or less of what the lens bends; the last bit of single precision is reached sooner. */
const UNDISTORT_ITERATIONS = 12;

/**
 * Unit directions, store frame, of the rays of keypoints; a keypoint that is not finite, or of too little confidence, has none
 * and confidence 0.
 *
 * @param hasLens whether the lens bends rays: else it is a pinhole
 * @source        as `createRayCaster` of contracts: OpenCV's `undistortPoints`, same iteration
 */
export const writeRays = (hasLens: boolean) => (w: Writer): void => {
  const [focalX, focalY, principalX, principalY] = [w.loadOne(PLACE.focalX), w.loadOne(PLACE.focalY), w.loadOne(PLACE.principalX), w.loadOne(PLACE.principalY)];
  const [k1, k2, p1, p2, k3] = [w.loadOne(PLACE.k1), w.loadOne(PLACE.k2), w.loadOne(PLACE.p1), w.loadOne(PLACE.p2), w.loadOne(PLACE.k3)];
  const rotation = Array.from({ length: 9 }, (_, index) => w.loadOne(PLACE.rotation + 4 * index));
  const minConfidence = w.loadOne(PLACE.minConfidence);
  const [one, two, three] = [w.number(1), w.number(2), w.number(3)];

  /** How much further out than the lens would have it a point is. */
  function excess(x: Lanes, y: Lanes): readonly [Lanes, Lanes] {
    const [xx, yy, xy] = [w.mul(x, x), w.mul(y, y), w.mul(x, y)];
    const r2 = w.add(xx, yy);
    const radial = w.mul(r2, w.add(k1, w.mul(r2, w.add(k2, w.mul(r2, k3)))));
    return [
      w.add(w.mul(x, radial), w.mul(two, p1, xy), w.mul(p2, w.add(w.mul(three, xx), yy))),
      w.add(w.mul(y, radial), w.mul(p1, w.add(xx, w.mul(three, yy))), w.mul(two, p2, xy)),
    ];
  }

  w.loop(PLACE.landmarks, () => {
    const [pixelX, pixelY, confidence] = [w.load(PLACE.pixelX), w.load(PLACE.pixelY), w.load(PLACE.confidence)];
    const [u, v] = [w.div(w.sub(pixelX, principalX), focalX), w.div(w.sub(pixelY, principalY), focalY)];
    let [x, y] = [u, v];
    for (let step = 0; hasLens && step < UNDISTORT_ITERATIONS; step++) {
      const [bentX, bentY] = excess(x, y);
      [x, y] = [w.sub(u, bentX), w.sub(v, bentY)];
    }
    const scale = w.div(one, w.sqrt(w.add(w.dot(x, x, y, y), one)));
    const isSeen = w.less(w.dot(pixelX, pixelX, pixelY, pixelY), w.number(FAR_OUT * FAR_OUT));
    for (const [axis, row] of (['x', 'y', 'z'] as const).entries()) {
      // Rows of the rotation are the camera's axes in the store frame.
      const direction = w.mul(scale, w.add(w.dot(rotation[axis]!, x, rotation[axis + 3]!, y), rotation[axis + 6]!));
      w.store(PLACE.ray(row), w.and(isSeen, direction));
    }
    const isUnsure = w.less(confidence, minConfidence);
    w.store(PLACE.ray('confidence'), w.and(isSeen, w.choose(isUnsure, w.number(0), confidence)));
  });
};
