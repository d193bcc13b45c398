import { distanceToEdge, isInside } from '../geometry/floor.ts';
import type { FloorPoint, Metres } from '../units.ts';
import type { LayoutProblem } from './layout-problems.ts';
import type { StoreLayout } from './store-layout.ts';

/** What people measure with a tape is not exact. */
const TOLERANCE: Metres = 0.1;
/** A gate is a gap in the wall: it may stand as far inside or outside of it. */
const GATE_REACH: Metres = 0.6;

const isOn = (point: FloorPoint, corners: readonly FloorPoint[]): boolean =>
  isInside(corners, point) || distanceToEdge(point, corners) <= TOLERANCE;

/**
 * What is allowed in a layout and hardly meant: furniture outside the floor, a plate beside its fixture, a gate far from any
 * wall, a camera of which nobody knows where it hangs. The store works with it; whoever drew it should look again.
 */
export function doubtsIn(layout: StoreLayout): LayoutProblem[] {
  const found: LayoutProblem[] = [];
  for (const { id, footprint } of layout.fixtures) {
    if (!footprint.every((corner) => isOn(corner, layout.floor))) found.push({ part: 'fixture', id, sentence: `fixture "${id}" stands out of the floor` });
  }
  for (const { id, from, to } of layout.gates) {
    if ([from, to].some((end) => distanceToEdge(end, layout.floor) > GATE_REACH)) {
      found.push({ part: 'gate', id, sentence: `gate "${id}" is far from the walls` });
    }
  }
  for (const { fixture, plates } of layout.shelves) {
    const footprint = layout.fixtures.find(({ id }) => id === fixture)?.footprint;
    for (const { id, centre: [x, y] } of plates) {
      if (footprint !== undefined && !isOn([x, y], footprint)) found.push({ part: 'plate', id, sentence: `plate "${id}" is beside its fixture "${fixture}"` });
    }
  }
  for (const { id, calibration } of layout.cameras) {
    if (calibration === undefined) found.push({ part: 'camera', id, sentence: `camera "${id}" has no calibration: it tells that people are there, not where` });
  }
  return found;
}
