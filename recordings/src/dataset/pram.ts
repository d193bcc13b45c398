import type { FloorPoint, Radians, StorePoint, Vector3 } from '@walkout/contracts';
import type { Reach } from '../body/index.ts';
import { colourOf } from '../body/index.ts';
import type { Random } from '../random.ts';
import type { Paint, Solid } from '../renderer/index.ts';

/** A pram or a trolley before its owner, and the hands on its handle. */
export interface Pushed {
  readonly solids: readonly Solid[];
  readonly reaches: readonly Reach[];
}

const HANDLE_AHEAD = 0.4;
const HANDLE_HEIGHT = 1.02;
const HANDLE_HALF = 0.2;
const HOODS = [0x20242c, 0x4a5a6a, 0x7a1f3d, 0x3a5f4a, 0xb9b3a6, 0x8a8f94];

/** Something on wheels, pushed by somebody who stands at `position` and looks along `heading`: a pram with a hood, or a trolley with goods to be seen in it. */
export function pushedBy(random: Random, position: FloorPoint, heading: Radians): Pushed {
  const [cos, sin] = [Math.cos(heading), Math.sin(heading)];
  const at = (ahead: number, left: number, up: number): StorePoint => [position[0] + cos * ahead - sin * left, position[1] + sin * ahead + cos * left, up];
  const colour = colourOf(random.pick(HOODS));
  const paint: Paint = { pattern: 'plain', colour, accent: colour, seed: random.integer(0, 1e6) };
  const metal: Paint = { ...paint, colour: colourOf(0x9aa0a6) };
  const part = (centre: StorePoint, size: Vector3, look: Paint): Solid => ({ form: 'box', centre, size, yaw: heading, paint: look });
  const wheels = [0.5, 1].flatMap((ahead) => [-0.22, 0.22].map((left) => part(at(ahead, left, 0.1), [0.2, 0.04, 0.2], metal)));
  const body = random.chance(0.5)
    ? [part(at(0.75, 0, 0.62), [0.62, 0.4, 0.26], paint), part(at(0.94, 0, 0.86), [0.26, 0.4, 0.26], { ...paint, seed: paint.seed + 1 })]
    : [part(at(0.78, 0, 0.7), [0.72, 0.48, 0.4], { ...metal, pattern: 'grid', accent: colourOf(0x30343a) })];
  return {
    solids: [...wheels, ...body, part(at(HANDLE_AHEAD, 0, HANDLE_HEIGHT), [0.03, 2 * HANDLE_HALF + 0.08, 0.03], metal), part(at(0.6, 0, 0.35), [0.7, 0.06, 0.04], metal)],
    reaches: (['left', 'right'] as const).map((hand) => ({ hand, target: at(HANDLE_AHEAD, hand === 'left' ? HANDLE_HALF : -HANDLE_HALF, HANDLE_HEIGHT), amount: 1 })),
  };
}
