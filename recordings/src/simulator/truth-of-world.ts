import { isInside, KEYPOINT } from '@walkout/contracts';
import type { EpochMs, TruthOf } from '@walkout/contracts';
import { keypointsOf, poseBody } from '../body/index.ts';
import type { BodyPose, BodyShape } from '../body/index.ts';
import { stanceOf } from './shopper/shopper.ts';
import type { Shopper } from './shopper/shopper.ts';
import type { Happenings, World } from './world.ts';

/** Somebody as a picture shows them. */
export interface PosedShopper {
  readonly shopper: Shopper;
  readonly shape: BodyShape;
  readonly pose: BodyPose;
}

/** The bodies of everyone there, at this moment. */
export const poseShoppers = ({ shoppers }: World): PosedShopper[] =>
  shoppers.map((shopper) => ({ shopper, shape: shopper.shape, pose: poseBody(shopper.shape, stanceOf(shopper)) }));

const millimetres = (value: number): number => Math.round(value * 1000) / 1000;

/** Where everyone inside the store is; whose middle is half-way between the hips. */
export function truePeople({ layout }: World, posed: readonly PosedShopper[], capturedAt: EpochMs): TruthOf<'people'> {
  const inside = posed.filter(({ shopper }) => isInside(layout.floor, shopper.position));
  return {
    capturedAt,
    people: inside.map(({ shopper: { id, visit }, shape, pose }) => {
      const joints = keypointsOf(shape, pose).map(([x, y, z]): [number, number, number] => [millimetres(x), millimetres(y), millimetres(z)]);
      const [left, right] = [joints[KEYPOINT.left_hip]!, joints[KEYPOINT.right_hip]!];
      return {
        person: id,
        ...(visit === undefined ? {} : { visit }),
        position: [millimetres((left[0] + right[0]) / 2), millimetres((left[1] + right[1]) / 2)],
        joints,
      };
    }),
  };
}

export const trueEvents = ({ events }: Happenings, capturedAt: EpochMs): TruthOf<'events'>[] =>
  events.map(({ person, visit, item, change }) => ({
    capturedAt,
    person,
    ...(visit === undefined ? {} : { visit }),
    shelf: item.shelf,
    plates: [...item.plates],
    item: change,
  }));

/** What those who left carried out, products in the order of their ids. */
export const trueReceipts = ({ departures }: Happenings): TruthOf<'receipts'>[] =>
  departures.map(({ visit, items }) => {
    const quantities = new Map<string, number>();
    for (const { product } of items) quantities.set(product, (quantities.get(product) ?? 0) + 1);
    return { visit, lines: [...quantities].sort().map(([product, quantity]) => ({ product, quantity })) };
  });
