import type { Metres, Plate, Shelf, StorePoint, Vector3 } from '@walkout/contracts';
import type { Random } from '../../random.ts';
import { placeOn } from './stock.ts';
import type { Item } from './stock.ts';

/** Steps along the plates and into the shelf in which a free place is looked for. */
const STEP: Metres = 0.02;
const GAP: Metres = 0.01;

const overlaps = (a: StorePoint, b: Item, { size, facing }: { size: Vector3; facing: number }): boolean => {
  const [dx, dy] = [a[0] - b.place[0], a[1] - b.place[1]];
  const into = Math.abs(dx * Math.cos(facing) + dy * Math.sin(facing));
  const along = Math.abs(-dx * Math.sin(facing) + dy * Math.cos(facing));
  return along < (size[0] + b.size[0]) / 2 + GAP && into < (size[1] + b.size[1]) / 2;
};

/**
 * Where on some plates of a shelf a pack may be put down: any free place of the row nearest to the front that has one; somewhere
 * on top of the others where none is free.
 *
 * @param size     of the pack, metres
 * @param standing what stands on the shelf
 */
export function freePlace({ shelf, plates, size }: { shelf: Shelf; plates: readonly Plate[]; size: Vector3 }, standing: readonly Item[], random: Random): StorePoint {
  const room = plates.reduce((sum, { width }) => sum + width, 0);
  const half = Math.max(0, (room - size[0]) / 2 - GAP);
  for (let into = GAP + size[1] / 2; into < plates[0]!.depth - size[1] / 2; into += STEP * 2) {
    const row: StorePoint[] = [];
    for (let along = -half; along <= half + 1e-9; along += STEP) row.push(placeOn(shelf, plates, { along, into }));
    const free = row.filter((place) => !standing.some((item) => overlaps(place, item, { size, facing: shelf.facing })));
    if (free.length > 0) return random.pick(free);
  }
  return placeOn(shelf, plates, { along: random.uniform(-half, half), into: GAP + size[1] / 2 });
}
