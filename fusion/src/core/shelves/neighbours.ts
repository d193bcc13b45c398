import type { Metres, Plate, Shelf, StorePoint } from '@walkout/contracts';

/** Position of a plate's centre along its shelf, measured from the first plate's. */
export function alongShelf(shelf: Shelf, point: StorePoint): Metres {
  const [x, y] = shelf.plates[0]!.centre;
  return -(point[0] - x) * Math.sin(shelf.facing) + (point[1] - y) * Math.cos(shelf.facing);
}

/** Free length along the shelf between two plates; below zero where they overlap. */
export function gapBetween(shelf: Shelf, a: Plate, b: Plate): Metres {
  return Math.abs(alongShelf(shelf, a.centre) - alongShelf(shelf, b.centre)) - (a.width + b.width) / 2;
}

/** Whether one pack can stand on both plates: less than half a plate lies between them. */
export function areNeighbours(shelf: Shelf, a: Plate, b: Plate): boolean {
  return gapBetween(shelf, a, b) < Math.min(a.width, b.width) / 2;
}
