import { add, scale } from '@walkout/contracts';
import type { StoreLayout, StorePoint, Vector3 } from '@walkout/contracts';
import { colourOf, palmOf } from '../body/index.ts';
import type { Hand } from '../body/index.ts';
import { packSolid, productPaint } from '../renderer/index.ts';
import type { FrameContents, Paint, Solid } from '../renderer/index.ts';
import type { Item } from './stock/stock.ts';
import { minimumJerk } from './shopper/shopper.ts';
import type { PosedShopper } from './truth-of-world.ts';
import type { World } from './world.ts';

const BASKET_SIZE: Vector3 = [0.28, 0.4, 0.2];
/** Its middle under the hand that holds its handle, and out from the leg. */
const BASKET_DROP = 0.2;
const BASKET_ASIDE = 0.1;
const BASKET_PAINT: Paint = { pattern: 'grid', colour: colourOf(0x8a1f24), accent: colourOf(0x3a0d10), seed: 1 };
const ROUND_TOLERANCE = 0.002;

/** As tall as a bottle and round: a bottle; round and lower: a can; else a box. */
function formOf([width, depth, height]: Vector3): Solid['form'] {
  if (Math.abs(width - depth) > ROUND_TOLERANCE) return 'box';
  return height > 2.2 * width ? 'bottle' : 'can';
}

/** What the renderer draws of a world, frame after frame. What does not move stays the same object. */
export function createFrameContents(layout: StoreLayout): (world: World, posed: readonly PosedShopper[]) => FrameContents {
  const paints = new Map(layout.products.map(({ id }, index) => [id, productPaint(index)]));
  const facings = new Map(layout.shelves.map(({ id, facing }) => [id, facing]));
  const onShelf = new Map<Item, Solid>();
  const packOf = (item: Item, place: StorePoint, facing: number): Solid =>
    packSolid({ place, size: item.size, facing, form: formOf(item.size), paint: paints.get(item.product)! });
  const standing = (item: Item): Solid => {
    let solid = onShelf.get(item);
    if (solid === undefined) onShelf.set(item, (solid = packOf(item, item.place, facings.get(item.shelf)!)));
    return solid;
  };

  const heldBy = ({ shopper, shape, pose }: PosedShopper): Solid[] =>
    (['left', 'right'] as Hand[]).flatMap((hand) => {
      const { holding, to, progress, grip } = shopper.hands[hand];
      if (holding.length === 0) return [];
      const done = minimumJerk(progress);
      const centre = add(palmOf(shape, pose, hand), scale(grip, to.kind === 'store' ? done : 1 - done));
      // What a hand holds besides stands beside it.
      return holding.map((item, index) => packOf(item, add(centre, [0, 0, index * 0.01 - item.size[2] / 2]), shopper.heading));
    });

  const basketOf = ({ shopper, shape, pose }: PosedShopper): Solid[] => {
    if (shopper.plan.container !== 'basket') return [];
    const [cos, sin] = [Math.cos(shopper.heading), Math.sin(shopper.heading)];
    const at = (forward: number, left: number, up: number): StorePoint =>
      add(palmOf(shape, pose, 'left'), [cos * forward - sin * left, sin * forward + cos * left, up]);
    const basket: Solid = { form: 'box', centre: at(0, BASKET_ASIDE, -BASKET_DROP), size: [BASKET_SIZE[1], BASKET_SIZE[0], BASKET_SIZE[2]], yaw: shopper.heading, paint: BASKET_PAINT };
    // Packs stand in two rows and look out at the top.
    const packs = shopper.contents.map((item, index) => {
      const [forward, left] = [0.12 - 0.12 * (Math.floor(index / 2) % 3), BASKET_ASIDE + 0.06 - 0.12 * (index % 2)];
      return packOf(item, at(forward, left, -BASKET_DROP - BASKET_SIZE[2] / 2 + 0.02), shopper.heading);
    });
    return [basket, ...packs];
  };

  let stock: readonly Solid[] = [];
  return (world, posed) => {
    const now = [...world.stock].map(standing);
    if (now.length !== stock.length || now.some((solid, index) => solid !== stock[index])) stock = now;
    return { people: posed, stock, props: posed.flatMap((person) => [...basketOf(person), ...heldBy(person)]) };
  };
}
