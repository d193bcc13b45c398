import type { Fixture, FloorPoint, Metres, Plate, Radians, Shelf } from '@walkout/contracts';

export const PLATE_DEPTH: Metres = 0.4;
/** Panel behind the goods; an island has one between its two sides. */
const BACK_PANEL: Metres = 0.05;
/** A gondola's side panels and top stand this far beyond its boards. */
const HEADROOM: Metres = 0.36;

/** Shelving with boards on one side (against a wall) or on both (an island). */
export interface Gondola {
  readonly id: string;
  readonly name: string;
  /** Middle of the front edge, and where that side faces. */
  readonly front: FloorPoint;
  readonly facing: Radians;
  readonly plateWidth: Metres;
  readonly platesPerBoard: number;
  /** Heights of the boards' surfaces, lowest first. */
  readonly boards: readonly Metres[];
  readonly sides: 1 | 2;
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** A point `along` the front edge (to the shopper's right) and `into` the shelf. */
function pointOf({ front, facing }: Pick<Gondola, 'front' | 'facing'>, along: Metres, into: Metres): FloorPoint {
  const [x, y] = [Math.cos(facing), Math.sin(facing)];
  return [round(front[0] - y * along - x * into), round(front[1] + x * along - y * into)];
}

const depthOf = (gondola: Gondola): Metres => gondola.sides * PLATE_DEPTH + BACK_PANEL;
const lengthOf = (gondola: Gondola): Metres => gondola.platesPerBoard * gondola.plateWidth;

/** The gondola as furniture. */
export function fixtureOf(gondola: Gondola): Fixture {
  const [half, depth] = [lengthOf(gondola) / 2 + 0.02, depthOf(gondola)];
  const corner = (along: Metres, into: Metres): [number, number] => [...pointOf(gondola, along, into)] as [number, number];
  return {
    id: gondola.id,
    name: gondola.name,
    footprint: [corner(-half, 0), corner(half, 0), corner(half, depth), corner(-half, depth)],
    height: round(gondola.boards.at(-1)! + HEADROOM),
  };
}

/** The gondola's boards, each with its plates. */
export function shelvesOf(gondola: Gondola): Shelf[] {
  const near = { front: gondola.front, facing: gondola.facing };
  const far = { front: pointOf(gondola, 0, depthOf(gondola)), facing: opposite(gondola.facing) };
  return (gondola.sides === 1 ? [near] : [near, far]).flatMap((side, sideIndex) =>
    gondola.boards.map((height, board): Shelf => {
      const id = `${gondola.id}${gondola.sides === 2 ? '-' + 'ab'[sideIndex] : ''}-${board + 1}`;
      return {
        id,
        name: `${gondola.name}${gondola.sides === 2 ? ` side ${'AB'[sideIndex]}` : ''}, board ${board + 1}`,
        fixture: gondola.id,
        facing: round(side.facing),
        plates: Array.from({ length: gondola.platesPerBoard }, (_, index): Plate => {
          const along = (index + 0.5) * gondola.plateWidth - lengthOf(gondola) / 2;
          const [x, y] = pointOf(side, along, PLATE_DEPTH / 2);
          return { id: `${id}-p${index + 1}`, centre: [x, y, height], width: gondola.plateWidth, depth: PLATE_DEPTH };
        }),
      };
    }),
  );
}

const opposite = (angle: Radians): Radians => (angle > 0 ? angle - Math.PI : angle + Math.PI);
