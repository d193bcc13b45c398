/** x east, y north, m. */
export type Point = readonly [x: number, y: number];

/** `top` is the northern edge. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A place of the store where SVG wants it: y grows downwards there. */
export const upright = ([x, y]: readonly number[]): string => `${x} ${-y!}`;

export const degrees = (radians: number): number => (radians * 180) / Math.PI;

export const pathOf = (corners: readonly (readonly number[])[]): string => `M${corners.map(upright).join('L')}Z`;

export function boundsOf(points: readonly Point[]): Bounds {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.max(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: top - Math.min(...ys) };
}
