import type { StorePoint } from '@walkout/contracts';
import { BUSY_HAND, fetch, moveHand } from '../handle-item.ts';
import { REST } from '../shopper.ts';
import type { Shopper } from '../shopper.ts';
import type { Activity, Meeting, Surroundings } from '../surroundings.ts';
import { walkTo } from '../walk.ts';

const WAIT_SECONDS = 25;
const OFFER_SECONDS = 6;
const REACH_SECONDS: readonly [number, number] = [0.45, 0.8];
const HEIGHT = 1.08;

const otherIn = ({ present }: Meeting, shopper: Shopper): Shopper | undefined => [...present].find((one) => one !== shopper);

/** Waits where it stands for the other, and hands a pack over. Keeps it when nobody comes. */
export function* handOver(shopper: Shopper, around: Surroundings, { product, meeting: word }: { product: string; meeting: string }): Activity {
  const meeting = around.meeting(word);
  const motion = shopper.hands[BUSY_HAND];
  shopper.standAt = shopper.position;
  meeting.present.add(shopper);
  for (let left = WAIT_SECONDS; left > 0 && otherIn(meeting, shopper) === undefined; left -= around.stepSeconds) yield;
  const other = otherIn(meeting, shopper);
  const item = [...motion.holding, ...shopper.contents].find((one) => one.product === product);
  if (other !== undefined && item !== undefined) {
    const [dx, dy] = [other.position[0] - shopper.position[0], other.position[1] - shopper.position[1]];
    yield* walkTo(shopper, around, { goal: shopper.position, facing: Math.atan2(dy, dx) });
    if (!motion.holding.includes(item)) {
      if (motion.holding.length > 0) shopper.contents.push(...motion.holding);
      yield* fetch(shopper, around, item);
    }
    const at: StorePoint = [shopper.position[0] + dx / 2, shopper.position[1] + dy / 2, HEIGHT];
    yield* moveHand(shopper, { hand: BUSY_HAND, to: { kind: 'store', point: at }, seconds: shopper.random.uniform(...REACH_SECONDS) });
    meeting.offer = { item, at, release: () => void (motion.holding = motion.holding.filter((one) => one !== item)) };
    for (let left = OFFER_SECONDS; left > 0 && meeting.offer !== undefined; left -= around.stepSeconds) yield;
    meeting.offer = undefined;
    yield* moveHand(shopper, { hand: BUSY_HAND, to: REST, seconds: shopper.random.uniform(...REACH_SECONDS) });
  }
  shopper.standAt = undefined;
}
