import type { Metres, Radians, StoreLayout } from '@walkout/contracts';
import { createRandom } from '../../random.ts';
import { wideAssortment } from './assortment.ts';
import type { CeilingCamera } from './ceiling-camera.ts';
import { furnish } from './furnish.ts';
import type { Gondola } from './gondola.ts';

const AISLES = 11;
const AISLE: Metres = 2;
/** A double gondola from front to front. */
const GONDOLA: Metres = 0.85;
/** Gondolas stand end to end, four to a row. */
const SEGMENTS = 4;
const PLATES = { plateWidth: 0.25, platesPerBoard: 10 } as const;
const SEGMENT: Metres = 2.54;
const FRONT_HALL: Metres = 3.5;
const BACK_HALL: Metres = 2.5;
const BOARDS: readonly Metres[] = [0.45, 0.9, 1.35];
const PRODUCTS = 1000;
/** Along each aisle; one more looks at the doors. */
const CAMERAS_AN_AISLE = 9;
const CEILING: Metres = 3;
const VIEW: Radians = (95 * Math.PI) / 180;
const LOOK_ALONG: Metres = 1.6;

const WIDTH = AISLES * AISLE + (AISLES - 1) * GONDOLA;
const DEPTH = FRONT_HALL + SEGMENTS * SEGMENT + BACK_HALL;

const middleOfAisle = (aisle: number): Metres => aisle * (AISLE + GONDOLA) + AISLE / 2;

/** Rows of double gondolas, from the front hall to the back. */
const gondolas = (): Gondola[] =>
  Array.from({ length: (AISLES - 1) * SEGMENTS }, (_, index): Gondola => {
    const [row, segment] = [Math.floor(index / SEGMENTS), index % SEGMENTS];
    return {
      id: `row-${row + 1}-${segment + 1}`, name: `Row ${row + 1}, part ${segment + 1}`,
      front: [middleOfAisle(row) + AISLE / 2, FRONT_HALL + (segment + 0.5) * SEGMENT], facing: Math.PI, boards: BOARDS, sides: 2, ...PLATES,
    };
  });

/** Above each aisle, looking along it by turns to the back and to the front. */
function cameras(): CeilingCamera[] {
  const above = Array.from({ length: AISLES * CAMERAS_AN_AISLE }, (_, index): CeilingCamera => {
    const [aisle, number] = [Math.floor(index / CAMERAS_AN_AISLE), index % CAMERAS_AN_AISLE];
    const [x, y] = [middleOfAisle(aisle), 1.2 + (number * (DEPTH - 2.4)) / (CAMERAS_AN_AISLE - 1)];
    const along = number % 2 === 0 ? LOOK_ALONG : -LOOK_ALONG;
    return { id: `aisle-${aisle + 1}-${number + 1}`, eye: [x, y, CEILING], target: [x, y + along, 0.6], view: VIEW };
  });
  return [...above, { id: 'doors', eye: [WIDTH / 2, 3.2, CEILING], target: [WIDTH / 2, 0.4, 0.8], view: VIEW }];
}

/** A supermarket of 500 m², 100 cameras and 1,000 products. */
export const marketLayout = (seed: number | string): StoreLayout =>
  furnish({
    store: 'market',
    name: 'Supermarket',
    floor: [[0, 0], [WIDTH, 0], [WIDTH, DEPTH], [0, DEPTH]],
    gates: [
      { id: 'entry-west', kind: 'entry', from: [9.5, 0], to: [10.5, 0] },
      { id: 'entry-east', kind: 'entry', from: [10.5, 0], to: [11.5, 0] },
      { id: 'exit', kind: 'exit', from: [WIDTH - 11.5, 0], to: [WIDTH - 9.5, 0] },
    ],
    gondolas: gondolas(),
    cameras: cameras(),
    assortment: wideAssortment(createRandom(`market ${seed}`), PRODUCTS),
  });
