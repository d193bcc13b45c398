import type { ImageBox } from '@walkout/contracts';

/** Shared area of two boxes over the area of both together, in [0, 1]; 0 where a box has no area. */
export function intersectionOverUnion(a: ImageBox, b: ImageBox): number {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  if (!(width > 0 && height > 0)) return 0;
  const shared = width * height;
  return shared / (a[2] * a[3] + b[2] * b[3] - shared);
}
