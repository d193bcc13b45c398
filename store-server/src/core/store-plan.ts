import { cameraCentre } from '@walkout/contracts';
import type { CameraPlace, FloorPoint, StoreLayout, StorePoint } from '@walkout/contracts';
import type { StorePlan } from './views.ts';

const onFloor = ([x, y]: StorePoint): FloorPoint => [x, y];

function planCamera({ id, calibration }: CameraPlace): StorePlan['cameras'][number] {
  if (calibration === undefined) return { id };
  const [east, north] = calibration.cameraFromStore[2] as [number, number];
  // The third row of the rotation is the direction the camera looks in; straight down has no heading.
  const level = Math.hypot(east, north) > 1e-6;
  return { id, place: onFloor(cameraCentre(calibration)), ...(level ? { heading: Math.atan2(north, east) } : {}) };
}

/** The floor plan and names that the pages draw from, out of a checked layout. */
export const storePlan = (layout: StoreLayout): StorePlan => ({
  store: layout.store,
  name: layout.name,
  currency: layout.currency,
  floor: layout.floor,
  fixtures: layout.fixtures.map(({ id, name, footprint }) => ({ id, name, footprint })),
  gates: layout.gates.map(({ id, kind, from, to }) => ({ id, kind, from, to })),
  shelves: layout.shelves.map(({ id, name, fixture, facing, plates }) => ({
    id, name, fixture, facing,
    plates: plates.map((plate) => ({ id: plate.id, centre: onFloor(plate.centre), width: plate.width, depth: plate.depth })),
  })),
  cameras: layout.cameras.map(planCamera),
  products: layout.products.map(({ id, name, price }) => ({ id, name, price })),
  taxClasses: layout.taxClasses.map(({ id, name }) => ({ id, name })),
});
