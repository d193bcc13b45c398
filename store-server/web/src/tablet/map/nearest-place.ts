import type { StorePlan } from '../../../../src/core/views.ts';
import type { Point } from './map-geometry.ts';

function distanceToSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length2));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

const distanceToOutline = (point: Point, corners: readonly Point[]): number =>
  Math.min(...corners.map((corner, i) => distanceToSegment(point, corner, corners[(i + 1) % corners.length]!)));

/** A place by what a person would call it: the fixture or gate whose edge is nearest. @param point on the floor, m */
export function nearestPlace({ fixtures, gates }: Pick<StorePlan, 'fixtures' | 'gates'>, point: readonly number[]): string {
  const at = point as Point;
  const places = [
    ...fixtures.map(({ name, footprint }) => ({ name: `near ${name}`, distance: distanceToOutline(at, footprint) })),
    ...gates.map(({ kind, from, to }) => ({ name: kind === 'entry' ? 'near the entry' : 'near the exit', distance: distanceToSegment(at, from, to) })),
  ];
  return places.sort((a, b) => a.distance - b.distance)[0]?.name ?? '';
}
