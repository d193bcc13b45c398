import { isInside } from '@walkout/contracts';
import type { FloorPoint, Gate, Metres, Radians, StoreLayout } from '@walkout/contracts';
import { BODY_RADIUS } from '../floor/find-path.ts';
import { clearanceAt, middleOf } from '../floor/floor-plan.ts';
import { freePlace } from '../stock/free-place.ts';
import { moved } from '../stock/stock.ts';
import type { Item } from '../stock/stock.ts';
import { BUSY_HAND } from './handle-item.ts';
import type { Errand } from './shopper-plan.ts';
import type { Shopper } from './shopper.ts';
import { distanceOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** Nobody stands nearer to where another stands at a shelf; and nearer than the second not even shoulder to shoulder. */
const ELBOW_ROOM: Metres = 0.55;
const SHOULDER_ROOM: Metres = 0.44;

/** A point before (positive) or outside (negative) a gate, so many metres from its line, and so many to its side. */
export function gatePoint({ floor }: StoreLayout, gate: Gate, { inward, aside = 0 }: { inward: number; aside?: number }): FloorPoint {
  const [x, y] = middleOf(gate);
  const [dx, dy] = [gate.to[0] - gate.from[0], gate.to[1] - gate.from[1]];
  const length = Math.hypot(dx, dy);
  const sign = isInside(floor, [x - (dy / length) * 0.1, y + (dx / length) * 0.1]) ? 1 : -1;
  return [x + (-dy * sign * inward + dx * aside) / length, y + (dx * sign * inward + dy * aside) / length];
}

/** An errand that is done before a shelf. */
export type ShelfErrand = Exclude<Errand, { kind: 'give' | 'receive' | 'drop' }>;

/** Where an errand is done. */
export interface Place {
  /** The pack that it is about, in its place on the shelf, or in that where it is to be put. */
  readonly item: Item;
  /** The same pack as the shopper has it, where it is to be put. */
  readonly held?: Item;
  readonly stand: FloorPoint;
  readonly facing: Radians;
}

/** Where to stand for a pack: half a metre before the shelf, so that it lies before the busy hand or where the errand says. */
function standFor(shopper: Shopper, around: Surroundings, { item, aside }: { item: Item; aside: Metres | undefined }): FloorPoint | undefined {
  const shelf = around.shelfOf(item);
  const [x, y] = [Math.cos(shelf.facing), Math.sin(shelf.facing)];
  const plate = shelf.plates[0]!;
  // Distance of the pack from the front edge.
  const into = plate.depth / 2 + (plate.centre[0] - item.place[0]) * x + (plate.centre[1] - item.place[1]) * y;
  const out = into + shopper.random.uniform(0.42, 0.55);
  const wanted = BUSY_HAND === 'right' ? shopper.random.uniform(0.04, 0.18) : -shopper.random.uniform(0.04, 0.18);
  return (aside === undefined ? [wanted, 0, -wanted] : [-aside, -aside / 2, 0])
    .map((left): FloorPoint => [item.place[0] + x * out + y * left, item.place[1] + y * out - x * left])
    .find((point) => clearanceAt(around.floor, point) >= BODY_RADIUS);
}

const holdingsOf = ({ contents, hands }: Shopper): readonly Item[] => [...contents, ...hands[BUSY_HAND].holding];

/** A pack in a free place where its own product, or another, belongs. */
function putDown(shopper: Shopper, around: Surroundings, { item, product }: { item: Item; product: string }): Item | undefined {
  const { layout } = around;
  const entry = layout.planogram.find((candidate) => candidate.product === product);
  const shelf = layout.shelves.find(({ plates }) => plates.some(({ id }) => id === entry?.plates[0]));
  if (entry === undefined || shelf === undefined) return undefined;
  const plates = shelf.plates.filter(({ id }) => entry.plates.includes(id));
  const place = freePlace({ shelf, plates, size: item.size }, around.standingOn(shelf.id), shopper.random);
  return moved(item, { shelf: shelf.id, plates: entry.plates, place });
}

/** The packs of an errand's product that stand where it wants them and that nobody else goes for. */
export function packsFor(shopper: Shopper, around: Surroundings, { product, among }: { product: string; among?: string | undefined }): Item[] {
  const others = around.others(shopper);
  const plates = among === undefined ? undefined : around.layout.planogram.find((entry) => entry.product === among)?.plates;
  return around.available(product).filter((item) => (plates === undefined || item.plates === plates) && !others.some(({ goesFor }) => goesFor.includes(item)));
}

function itemFor(shopper: Shopper, around: Surroundings, errand: ShelfErrand): Pick<Place, 'item' | 'held'> | undefined {
  const { kind, product } = errand;
  if (kind === 'return') {
    const item = holdingsOf(shopper).find((held) => held.product === product);
    return item && { item };
  }
  if (kind !== 'put' && kind !== 'restock') {
    const [item] = packsFor(shopper, around, errand);
    return item && { item };
  }
  const held = kind === 'put' ? holdingsOf(shopper).find((candidate) => candidate.product === product) : around.supply(product);
  const item = held && putDown(shopper, around, { item: held, product: errand.among ?? product });
  return item && held && { item, held };
}

/** What an errand needs, when it can be done now: the pack, and a place before it that nobody else has. */
export function placeFor(shopper: Shopper, around: Surroundings, errand: ShelfErrand): Place | undefined {
  const found = itemFor(shopper, around, errand);
  const stand = found && standFor(shopper, around, { item: found.item, aside: errand.aside });
  if (found === undefined || stand === undefined) return undefined;
  const room = errand.close ? SHOULDER_ROOM : ELBOW_ROOM;
  const taken = around.others(shopper).some(({ standAt }) => standAt !== undefined && distanceOf(standAt, stand) < room);
  return taken ? undefined : { ...found, stand, facing: around.shelfOf(found.item).facing + Math.PI };
}
