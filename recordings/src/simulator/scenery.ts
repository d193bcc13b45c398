import { normalise } from '@walkout/contracts';
import type { FloorPoint, Fixture, Shelf, StoreLayout, StorePoint } from '@walkout/contracts';
import { colourOf } from '../body/index.ts';
import { gondolaSolids } from '../renderer/index.ts';
import type { Paint, SceneDescription, Solid } from '../renderer/index.ts';
import { wallsOf } from './floor/floor-plan.ts';

const WALL_HEIGHT = 2.6;
const WALL_THICKNESS = 0.1;
/** Floor that is seen through the doors. */
const FORECOURT = 2.2;

const paint = (pattern: Paint['pattern'], colour: number, accent = colour): Paint => ({ pattern, colour: colourOf(colour), accent: colourOf(accent), seed: 3 });
const WALL = paint('plain', 0xd9d6cc);
const FLOOR = paint('tiles', 0xb9b4a8, 0x9a958a);

const box = (centre: StorePoint, size: readonly [number, number, number], { yaw = 0, look }: { yaw?: number; look: Paint }): Solid => ({
  form: 'box', centre, size, yaw, paint: look,
});

function floorOf({ floor }: StoreLayout): Solid {
  const range = (axis: 0 | 1) => [Math.min(...floor.map((corner) => corner[axis])) - FORECOURT, Math.max(...floor.map((corner) => corner[axis])) + FORECOURT] as const;
  const [[west, east], [south, north]] = [range(0), range(1)];
  return box([(west + east) / 2, (south + north) / 2, -0.05], [east - west, north - south, 0.1], { look: FLOOR });
}

function wallSolids(layout: StoreLayout): Solid[] {
  return wallsOf(layout).map(([[ax, ay], [bx, by]]) => {
    const length = Math.hypot(bx - ax, by - ay);
    // The floor's corners go round counter-clockwise, so outside is to the right of each wall.
    const [outX, outY] = [((by - ay) / length) * (WALL_THICKNESS / 2), (-(bx - ax) / length) * (WALL_THICKNESS / 2)];
    return box([(ax + bx) / 2 + outX, (ay + by) / 2 + outY, WALL_HEIGHT / 2], [length, WALL_THICKNESS, WALL_HEIGHT], { yaw: Math.atan2(by - ay, bx - ax), look: WALL });
  });
}

/** One side of a fixture: the boards that face the same way, in furniture that reaches from their front to their back. */
function sideOf(fixture: Fixture, shelves: readonly Shelf[]): readonly Solid[] {
  const [shelf] = shelves as [Shelf];
  const plates = shelves.flatMap((board) => board.plates);
  const middle = (axis: 0 | 1) => plates.reduce((sum, { centre }) => sum + centre[axis], 0) / plates.length;
  const depth = shelf.plates[0]!.depth + 0.04;
  const width = shelf.plates.reduce((sum, plate) => sum + plate.width, 0) + 0.04;
  const centre: FloorPoint = [middle(0) - Math.cos(shelf.facing) * 0.02, middle(1) - Math.sin(shelf.facing) * 0.02];
  return gondolaSolids({ centre, facing: shelf.facing, width, depth, height: fixture.height, boards: shelves.map(({ plates: [plate] }) => plate!.centre[2]) });
}

/** A store layout as the renderer sees it: floor, walls with doors, furniture; the goods come with each frame. */
export function sceneryOf(layout: StoreLayout): SceneDescription {
  const furniture = layout.fixtures.flatMap((fixture) => {
    const shelves = layout.shelves.filter((shelf) => shelf.fixture === fixture.id);
    const facings = [...new Set(shelves.map(({ facing }) => facing))];
    return facings.flatMap((facing) => sideOf(fixture, shelves.filter((shelf) => shelf.facing === facing)));
  });
  return {
    statics: [floorOf(layout), ...wallSolids(layout), ...furniture],
    light: { direction: normalise([0.22, -0.16, 1]), directStrength: 0.32, ambientStrength: 0.66, colour: [1, 1, 0.98] },
  };
}
