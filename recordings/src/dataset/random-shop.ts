import type { Metres, StoreLayout, StorePoint } from '@walkout/contracts';
import type { Random } from '../random.ts';
import { furnish } from '../simulator/store/furnish.ts';

/** A little off, evenly to both sides. */
const about = (random: Random, value: number, spread: number): number => value + random.uniform(-spread, spread);

/** Boards from knee to eye, not closer to each other than goods are high. */
function boards(random: Random): Metres[] {
  const heights: Metres[] = [];
  for (let height = random.uniform(0.2, 0.6); height < 1.6; height += random.uniform(0.38, 0.55)) heights.push(Math.round(height * 100) / 100);
  return heights;
}

/**
 * A store of its own size, shelves and ceiling cameras that people can shop in: three walls of shelves, an island, doors in
 * the south wall, a camera in each corner.
 */
export function randomShop(random: Random): StoreLayout {
  const [width, depth] = [random.uniform(6, 8.5), random.uniform(4.6, 6.5)];
  const middle: StorePoint = [about(random, width / 2, 0.4), about(random, depth / 2, 0.4), random.uniform(0.2, 0.8)];
  const wall = () => ({ boards: boards(random), sides: 1 as const, plateWidth: random.uniform(0.22, 0.32), platesPerBoard: 6 });
  const corners = [[0.2, 0.2], [width - 0.2, 0.2], [0.2, depth - 0.2], [width - 0.2, depth - 0.2]] as const;
  return furnish({
    store: 'shop',
    name: 'Shop',
    floor: [[0, 0], [width, 0], [width, depth], [0, depth]],
    gates: [
      { id: 'entry', kind: 'entry', from: [0.9, 0], to: [1.9, 0] },
      { id: 'exit', kind: 'exit', from: [width - 1.9, 0], to: [width - 0.9, 0] },
    ],
    gondolas: [
      { id: 'west', name: 'West', front: [0.45, depth / 2], facing: 0, ...wall() },
      { id: 'north', name: 'North', front: [width / 2, depth - 0.45], facing: -Math.PI / 2, ...wall() },
      { id: 'east', name: 'East', front: [width - 0.45, depth / 2], facing: Math.PI, ...wall() },
      { id: 'island', name: 'Island', front: [width / 2 - 0.45, depth / 2 - 0.4], facing: Math.PI, ...wall(), boards: boards(random).slice(0, 2), sides: 2 },
    ],
    cameras: corners.map(([x, y], index) => ({
      id: `camera-${index}`,
      eye: [x, y, random.uniform(2.4, 3.4)],
      target: [about(random, middle[0], 0.8), about(random, middle[1], 0.8), middle[2]],
      view: random.uniform(1.2, 1.75),
    })),
  });
}
