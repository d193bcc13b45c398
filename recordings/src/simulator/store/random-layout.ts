import type { Metres, Product, Radians, StoreLayout, StorePoint } from '@walkout/contracts';
import { createRandom } from '../../random.ts';
import type { Random } from '../../random.ts';
import { CATALOGUE } from './catalogue.ts';
import type { CeilingCamera } from './ceiling-camera.ts';
import { furnish } from './furnish.ts';
import { PLATE_DEPTH } from './gondola.ts';
import type { Gondola } from './gondola.ts';

/** Depth of a gondola at a wall, and the least room people need before shelves and between them. */
const WALL_DEPTH: Metres = PLATE_DEPTH + 0.05;
const AISLE: Metres = 1.5;
const DOOR: Metres = 1;

interface Room {
  readonly width: Metres;
  readonly depth: Metres;
}

function boardsOf(random: Random, most: number): Metres[] {
  const count = random.integer(2, most);
  const lowest = random.uniform(0.35, 0.5);
  const gap = random.uniform(0.4, 0.45);
  return Array.from({ length: count }, (_, index) => Math.round((lowest + index * gap) * 100) / 100);
}

/** Plates of one width, as many as the length has room for. */
function platesFor(random: Random, length: Metres): Pick<Gondola, 'plateWidth' | 'platesPerBoard'> {
  const plateWidth = random.pick([0.2, 0.25, 0.3]);
  return { plateWidth, platesPerBoard: Math.max(4, Math.min(8, Math.floor(length / plateWidth))) };
}

function gondolasIn(random: Random, { width, depth }: Room): Gondola[] {
  const wall = (id: string, name: string, { x, y, facing, length }: { x: Metres; y: Metres; facing: Radians; length: Metres }): Gondola => ({
    id, name, front: [x, y], facing, boards: boardsOf(random, 3), sides: 1, ...platesFor(random, length),
  });
  const middle = (extent: Metres) => extent / 2 + random.uniform(-0.2, 0.2);
  return [
    wall('west', 'West wall', { x: WALL_DEPTH, y: middle(depth) + 0.2, facing: 0, length: depth - 2.6 }),
    wall('north', 'North wall', { x: middle(width), y: depth - WALL_DEPTH, facing: -Math.PI / 2, length: width - 3.4 }),
    wall('east', 'East wall', { x: width - WALL_DEPTH, y: middle(depth) + 0.2, facing: Math.PI, length: depth - 2.6 }),
    {
      id: 'island', name: 'Island', facing: random.pick([0, Math.PI]), boards: boardsOf(random, 2), sides: 2,
      front: [width / 2 + random.uniform(-0.3, 0.3), depth / 2 - 0.3],
      ...platesFor(random, depth - 2 * AISLE),
    },
  ];
}

const corners = ['south-west', 'south-east', 'north-west', 'north-east'] as const;
/** Half-way along the walls, for stores of eight cameras. */
const sides = ['south', 'north', 'west', 'east'] as const;

function camerasIn(random: Random, { width, depth }: Room, ids: readonly string[]): CeilingCamera[] {
  const view = (random.uniform(80, 95) * Math.PI) / 180;
  const target: StorePoint = [width / 2, depth / 2 - 0.1, random.uniform(0.2, 0.5)];
  const place = (extent: Metres, { low, high }: { low: boolean; high: boolean }): Metres => {
    const wall = random.uniform(0.15, 0.5);
    if (low === high) return extent / 2;
    return low ? wall : extent - wall;
  };
  return ids.map((id) => ({
    id, target, view,
    eye: [
      place(width, { low: id.endsWith('west'), high: id.endsWith('east') }),
      place(depth, { low: id.startsWith('south'), high: id.startsWith('north') }),
      random.uniform(2.7, 3.1),
    ],
  }));
}

/** Rows and columns of the cameras at the ceiling of a store of twenty; they look down, a little to the back. */
const [ROWS, COLUMNS] = [3, 4] as const;
const CEILING: Metres = 3;

const ceilingCameras = ({ width, depth }: Room): CeilingCamera[] =>
  Array.from({ length: ROWS * COLUMNS }, (_, index) => {
    const [row, column] = [Math.floor(index / COLUMNS), index % COLUMNS];
    const [x, y] = [((column + 0.5) * width) / COLUMNS, ((row + 0.5) * depth) / ROWS];
    return { id: `ceiling-${index + 1}`, eye: [x, y, CEILING], target: [x, y + 0.8, 0.6], view: (90 * Math.PI) / 180 };
  });

/** What may be said of a random store. */
export interface RandomStoreOptions {
  /** Floor, square metres; left out: 33 to 52. */
  readonly area?: number;
  readonly cameras?: 4 | 8 | 20;
  /** Left out: the goods of the simulated stores in another order. */
  readonly assortment?: (random: Random) => readonly Product[];
}

const shuffledCatalogue = (random: Random): readonly Product[] =>
  CATALOGUE.map((product) => ({ product, order: random.next() })).sort((a, b) => a.order - b.order).map(({ product }) => product);

function roomOf(random: Random, area: number | undefined): Room {
  const room = { width: random.uniform(6.6, 8.4), depth: random.uniform(5, 6.2) };
  const size = area === undefined ? 1 : Math.sqrt(area / (room.width * room.depth));
  return { width: room.width * size, depth: room.depth * size };
}

/** Another store than the demo, of the same kind: what is tuned to the demo alone fails here. The same seed, the same store. */
export function randomLayout(seed: number | string, { area, cameras = 4, assortment = shuffledCatalogue }: RandomStoreOptions = {}): StoreLayout {
  const random = createRandom(`store ${seed}`);
  const room = roomOf(random, area);
  const [entry, exit] = [random.uniform(0.7, 1.2), room.width - DOOR - random.uniform(0.7, 1.2)];
  const doors = random.chance(0.5) ? [entry, exit] as const : [exit, entry] as const;
  const goods = assortment(random);
  return furnish({
    store: `store-${seed}`,
    name: `Simulated store ${seed}`,
    floor: [[0, 0], [room.width, 0], [room.width, room.depth], [0, room.depth]],
    gates: [
      { id: 'entry', kind: 'entry', from: [doors[0], 0], to: [doors[0] + DOOR, 0] },
      { id: 'exit', kind: 'exit', from: [doors[1], 0], to: [doors[1] + DOOR, 0] },
    ],
    gondolas: gondolasIn(random, room),
    cameras: [...camerasIn(random, room, cameras === 4 ? corners : [...corners, ...sides]), ...(cameras === 20 ? ceilingCameras(room) : [])],
    assortment: goods,
  });
}
