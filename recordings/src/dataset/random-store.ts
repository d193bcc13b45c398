import type { FloorPoint, Metres, Radians, StorePoint, Vector3 } from '@walkout/contracts';
import { normalise } from '@walkout/contracts';
import type { Colour } from '../body/index.ts';
import { colourOf } from '../body/index.ts';
import type { Random } from '../random.ts';
import type { Gondola, Paint, SceneDescription, Solid } from '../renderer/index.ts';
import { gondolaSolids, onGondola, packSolid, productPaint, roomSolids } from '../renderer/index.ts';
import { randomFixtures } from './fixtures.ts';

/** A store that never was, to be pictured once. */
export interface RandomStore {
  readonly width: Metres;
  readonly depth: Metres;
  readonly gondolas: readonly Gondola[];
  readonly scene: SceneDescription;
  readonly stock: readonly Solid[];
  /** Is the floor free here, this far around? */
  readonly isFree: (place: FloorPoint, margin: Metres) => boolean;
}

const WALL_HEIGHT: Metres = 4.2;
const WALLS = [0xd8d4c8, 0xe8e6e0, 0xb9c4c8, 0xc8b8a0, 0x8f9aa0, 0xa0522d, 0x5f7a6a, 0xf2f2f2, 0x6b6f78, 0xd9c9a8];
const FLOORS = [0xc8c2b4, 0xa9a49a, 0x8a8f92, 0xd9d6cf, 0x7a5a3c, 0xb08a60, 0x5a5c60, 0xbfb8a4, 0x9aa6a8];
const FURNITURE = [0x565b62, 0x2e3136, 0xd6d6d2, 0x8a6a48, 0xb8bcc0, 0x3a4a5c, 0xf0f0ec, 0x70433a];

function shade(random: Random, list: readonly number[], spread = 0.12): Colour {
  const brightness = Math.exp(random.normal(0, spread));
  const [red, green, blue] = colourOf(random.pick(list));
  const clip = (value: number) => Math.min(0.92, value * brightness * Math.exp(random.normal(0, spread / 4)));
  return [clip(red), clip(green), clip(blue)];
}

function paint(random: Random, patterns: readonly Paint['pattern'][], list: readonly number[]): Paint {
  const colour = shade(random, list);
  const joint = random.uniform(0.45, 1.3);
  const accent = colour.map((value) => Math.min(0.95, value * joint)) as unknown as Colour;
  return { pattern: random.pick(patterns), colour, accent, seed: random.integer(0, 1e6) };
}

function gondola(random: Random, place: { centre: FloorPoint; facing: Radians; width: Metres }, height: Metres): Gondola {
  const count = height < 1.1 ? 2 : random.integer(3, 5);
  const lowest = random.uniform(0.12, 0.4);
  const step = (height - 0.12 - lowest) / count;
  return {
    ...place, height, depth: random.uniform(0.35, 0.5),
    boards: Array.from({ length: count }, (_, index) => lowest + index * step),
    paint: paint(random, ['plain', 'plain', 'planks'], FURNITURE),
    boardPaint: paint(random, ['plain'], FURNITURE),
  };
}

/** Shelves along some walls and back to back in the middle. */
function furnish(random: Random, width: Metres, depth: Metres): readonly Gondola[] {
  const all: Gondola[] = [];
  const wall = (centre: FloorPoint, facing: Radians, length: Metres) => {
    if (random.chance(0.75) && length > 1) all.push(gondola(random, { centre, facing, width: length }, random.uniform(1.2, 2.2)));
  };
  const part = () => random.uniform(0.5, 0.9);
  wall([width / 2, depth - 0.26], -Math.PI / 2, (width - 1) * part());
  wall([0.26, depth / 2], 0, (depth - 1) * part());
  wall([width - 0.26, depth / 2], Math.PI, (depth - 1) * part());
  if (random.chance(0.3)) wall([width / 2, 0.26], Math.PI / 2, (width - 1.5) * part());
  const aisles = Math.max(0, Math.floor((depth - 1.6) / 2));
  for (let aisle = 0; aisle < aisles; aisle++) {
    if (random.chance(0.3)) continue;
    const length = random.uniform(0.25, 0.6) * width;
    const middle = 1.9 + aisle * 2 + random.uniform(-0.2, 0.3);
    if (middle > depth - 1.3) continue;
    const x = width / 2 + random.uniform(-0.12, 0.12) * width;
    const height = random.uniform(0.9, 1.85);
    const first = gondola(random, { centre: [x, middle - 0.24], facing: -Math.PI / 2, width: length }, height);
    all.push(first);
    if (random.chance(0.85)) all.push({ ...first, centre: [x, middle - 0.24 + first.depth], facing: Math.PI / 2 });
  }
  return all;
}

/** Goods on every board, in groups of the same product, with gaps where some were sold. */
function fill(random: Random, shelf: Gondola): readonly Solid[] {
  const stock: Solid[] = [];
  const fullness = random.uniform(0.4, 1);
  shelf.boards.forEach((board, index) => {
    const headroom = (shelf.boards[index + 1] ?? shelf.height + 0.2) - board - 0.05;
    let right = -shelf.width / 2 + 0.05;
    while (right < shelf.width / 2 - 0.2) {
      const form = random.pick(['box', 'box', 'box', 'bottle', 'can'] as const);
      const size: Vector3 = form === 'box'
        ? [random.uniform(0.07, 0.2), random.uniform(0.05, 0.16), Math.min(headroom, random.uniform(0.08, 0.3))]
        : [random.uniform(0.06, 0.1), 0.08, Math.min(headroom, form === 'can' ? random.uniform(0.09, 0.15) : random.uniform(0.18, 0.32))];
      const look = productPaint(random.integer(0, 1e6));
      const facings = random.integer(1, 4);
      for (let facing = 0; facing < facings && right + size[0] < shelf.width / 2 - 0.04; facing++, right += size[0] + 0.012) {
        if (!random.chance(fullness)) continue;
        const rows = random.integer(1, 2);
        for (let row = 0; row < rows; row++) {
          const front = shelf.depth / 2 - 0.03 - size[1] / 2 - row * (size[1] + 0.03) - random.uniform(0, 0.02);
          stock.push(packSolid({ place: onGondola(shelf, [right + size[0] / 2, front, board]), size, form, paint: look, facing: shelf.facing + random.normal(0, 0.05) }));
        }
      }
      right += random.uniform(0.01, 0.06);
    }
  });
  return stock;
}

/** Bins, crates and counters on the floor. */
function obstaclesOf(random: Random, { width, depth, isFree }: Pick<RandomStore, 'width' | 'depth' | 'isFree'>): readonly Solid[] {
  const all: Solid[] = [];
  for (let count = random.integer(0, 4); count > 0; count--) {
    const place: FloorPoint = [random.uniform(0.3, width - 0.3), random.uniform(0.3, depth - 0.3)];
    if (!isFree(place, 0.35)) continue;
    const form = random.pick(['box', 'box', 'can', 'bottle'] as const);
    const size: Vector3 = [random.uniform(0.25, 0.6), random.uniform(0.25, 0.6), random.uniform(0.2, 1.3)];
    const solid = packSolid({ place: [place[0], place[1], 0], size, form, facing: random.uniform(0, 6), paint: paint(random, ['plain', 'product', 'grid', 'planks'], FURNITURE) });
    all.push(solid);
  }
  return all;
}

/** Advertisements on the walls, with people that are none. */
function picturesOf(random: Random, { width, depth }: Pick<RandomStore, 'width' | 'depth'>): readonly Solid[] {
  const all: Solid[] = [];
  for (let count = random.integer(0, 3); count > 0; count--) {
    const [sizeU, sizeZ] = [random.uniform(0.5, 1.2), random.uniform(0.6, 1.6)];
    const z = random.uniform(1.4, 2.6);
    const centre: StorePoint = random.chance(0.5) ? [random.uniform(1, width - 1), random.chance(0.5) ? 0.012 : depth - 0.012, z] : [random.chance(0.5) ? 0.012 : width - 0.012, random.uniform(1, depth - 1), z];
    const flat = centre[0] < 0.02 || centre[0] > width - 0.02;
    all.push({ form: 'box', centre, yaw: 0, size: flat ? [0.02, sizeU, sizeZ] : [sizeU, 0.02, sizeZ], paint: { ...paint(random, ['poster'], WALLS), accent: shade(random, [0xd9a57c, 0x6b4229, 0x2d5da8]) } });
  }
  return all;
}

/** A store of 4 to 12 m a side with shelves, goods, clutter and light as they come. */
export function randomStore(random: Random): RandomStore {
  const [width, depth] = [random.uniform(4, random.chance(0.6) ? 8 : 12), random.uniform(4, random.chance(0.6) ? 7 : 12)];
  const gondolas = furnish(random, width, depth);
  const obstacles: Solid[] = [];
  const isFree = (place: FloorPoint, margin: Metres): boolean =>
    place[0] > margin && place[1] > margin && place[0] < width - margin && place[1] < depth - margin &&
    gondolas.every(({ centre, facing, width: length, depth: into }) => {
      const [dx, dy] = [place[0] - centre[0], place[1] - centre[1]];
      const [front, right] = [dx * Math.cos(facing) + dy * Math.sin(facing), dy * Math.cos(facing) - dx * Math.sin(facing)];
      return Math.abs(front) > into / 2 + margin || Math.abs(right) > length / 2 + margin;
    }) &&
    obstacles.every(({ centre, size }) => Math.hypot(place[0] - centre[0], place[1] - centre[1]) > Math.hypot(size[0], size[1]) / 2 + margin);
  obstacles.push(...obstaclesOf(random, { width, depth, isFree }));
  const fixtures = randomFixtures(random.fork('fixtures'), { width, depth, height: WALL_HEIGHT, isFree });
  const statics = [
    ...roomSolids({ width, depth, height: WALL_HEIGHT }, {
      floor: paint(random, ['tiles', 'tiles', 'planks', 'speckle', 'plain'], FLOORS),
      walls: paint(random, ['plain', 'plain', 'plain', 'tiles', 'planks'], WALLS),
    }),
    ...gondolas.flatMap(gondolaSolids),
    ...obstacles,
    ...picturesOf(random, { width, depth }),
    ...fixtures.solids,
  ];
  obstacles.push(...fixtures.obstacles);
  const cast = () => Math.exp(random.normal(0, 0.05));
  const light = {
    direction: normalise([random.normal(0, 0.35), random.normal(0, 0.35), 1]),
    directStrength: random.uniform(0.1, 0.55),
    ambientStrength: random.uniform(0.45, 0.85),
    colour: [cast(), cast(), cast()] as const,
  };
  return { width, depth, gondolas, isFree, scene: { statics, light }, stock: gondolas.flatMap((shelf) => fill(random, shelf)) };
}
