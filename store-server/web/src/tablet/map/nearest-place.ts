import { distanceToEdge, distanceToSegment } from '@walkout/contracts/plan';
import type { StorePlan } from '../../../../src/core/views.ts';
import type { Point } from './map-geometry.ts';

/** A place by what a person would call it: the fixture or gate whose edge is nearest. @param point on the floor, m */
export function nearestPlace({ fixtures, gates }: Pick<StorePlan, 'fixtures' | 'gates'>, point: readonly number[]): string {
  const at = point as Point;
  const places = [
    ...fixtures.map(({ name, footprint }) => ({ name: `near ${name}`, distance: distanceToEdge(at, footprint) })),
    ...gates.map(({ kind, from, to }) => ({ name: kind === 'entry' ? 'near the entry' : 'near the exit', distance: distanceToSegment(at, from, to) })),
  ];
  return places.sort((a, b) => a.distance - b.distance)[0]?.name ?? '';
}
