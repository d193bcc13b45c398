import type { Anchor, Shopper } from '../shopper.ts';
import { REST } from '../shopper.ts';
import { BUSY_HAND, fetch, moveHand } from '../handle-item.ts';
import { pause } from '../surroundings.ts';
import type { Activity, Surroundings } from '../surroundings.ts';

const BEFORE_THE_FEET: Anchor = { kind: 'body', offset: [0.38, -0.16, 0.14] };
const DOWN_SECONDS: readonly [number, number] = [0.7, 1.2];

/** Stoops and leaves a pack on the floor. It is nobody's then. */
export function* leaveOnFloor(shopper: Shopper, around: Surroundings, product: string): Activity {
  const motion = shopper.hands[BUSY_HAND];
  const packed = shopper.contents.find((item) => item.product === product);
  if (!motion.holding.some((item) => item.product === product)) {
    if (packed === undefined) return;
    if (motion.holding.length > 0) shopper.contents.push(...motion.holding);
    yield* fetch(shopper, around, packed);
  }
  yield* moveHand(shopper, { hand: BUSY_HAND, to: BEFORE_THE_FEET, seconds: shopper.random.uniform(...DOWN_SECONDS) });
  motion.holding = motion.holding.filter((item) => item.product !== product);
  yield* pause(around, 0.15);
  yield* moveHand(shopper, { hand: BUSY_HAND, to: REST, seconds: shopper.random.uniform(...DOWN_SECONDS) });
}
