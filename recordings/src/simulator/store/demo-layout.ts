import type { Radians, StoreLayout, StorePoint } from '@walkout/contracts';
import { furnish } from './furnish.ts';

const EAST: Radians = 0;
const SOUTH: Radians = -Math.PI / 2;
const WEST: Radians = Math.PI;
const VIEW: Radians = (85 * Math.PI) / 180;
/** All cameras look at the middle of the room, from its corners. */
const MIDDLE: StorePoint = [3.5, 2.4, 0.3];

const sixPlates = { plateWidth: 0.3, platesPerBoard: 6 } as const;
const camera = (id: string, x: number, y: number, z: number) => ({ id, eye: [x, y, z] as StorePoint, target: MIDDLE, view: VIEW });

/** The store of the demo recording: 7 x 5 m, three walls of shelves and an island, doors in the south wall. */
export const demoLayout = (): StoreLayout =>
  furnish({
    store: 'demo',
    name: 'Walkout demo store',
    floor: [[0, 0], [7, 0], [7, 5], [0, 5]],
    gates: [
      { id: 'entry', kind: 'entry', from: [0.9, 0], to: [1.9, 0] },
      { id: 'exit', kind: 'exit', from: [5.1, 0], to: [6.1, 0] },
    ],
    gondolas: [
      { id: 'west', name: 'West wall', front: [0.45, 2.5], facing: EAST, boards: [0.4, 0.85, 1.3], sides: 1, ...sixPlates },
      { id: 'north', name: 'North wall', front: [3.5, 4.55], facing: SOUTH, boards: [0.4, 0.85, 1.3], sides: 1, ...sixPlates },
      { id: 'east', name: 'East wall', front: [6.55, 2.5], facing: WEST, boards: [0.55, 1.05], sides: 1, ...sixPlates },
      { id: 'island', name: 'Island', front: [3.075, 2.1], facing: WEST, boards: [0.4, 0.85], sides: 2, ...sixPlates },
    ],
    cameras: [
      camera('south-west', 0.2, 0.2, 2.9), camera('south-east', 6.8, 0.2, 2.85),
      camera('north-west', 0.2, 4.8, 2.85), camera('north-east', 6.8, 4.8, 2.9),
    ],
  });
