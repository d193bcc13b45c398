import type { Metres, Plate, StoreLayout, StorePoint } from '@walkout/contracts';

/** Nearer to goods than this a hand is at the shelf. */
const AT_SHELF: Metres = 0.3;

function distanceToPlate([x, y, z]: StorePoint, { centre, width, depth }: Plate, facing: number): Metres {
  const [dx, dy] = [x - centre[0], y - centre[1]];
  const across = Math.max(0, Math.abs(dx * Math.cos(facing) + dy * Math.sin(facing)) - depth / 2);
  const along = Math.max(0, Math.abs(-dx * Math.sin(facing) + dy * Math.cos(facing)) - width / 2);
  return Math.hypot(across, along, Math.max(0, centre[2] - z, z - centre[2] - AT_SHELF));
}

/** Tells whether a hand is at the goods of some shelf. */
export const createShelfSense = ({ shelves }: StoreLayout) => (hand: StorePoint): boolean =>
  shelves.some(({ plates, facing }) => plates.some((plate) => distanceToPlate(hand, plate, facing) < AT_SHELF));
